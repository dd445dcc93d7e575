"""`keikaku`: the one command, which shows every Problem in the user's language and turns it into exit code 2."""

import sys
from typing import Any

import click

from keikaku import __version__
from keikaku.cli.build import build
from keikaku.cli.check import check
from keikaku.cli.link import link
from keikaku.cli.option import preferred_language
from keikaku.cli.profile import profile
from keikaku.cli.query import query
from keikaku.cli.read import read
from keikaku.cli.release import release
from keikaku.cli.serve import serve
from keikaku.problem import Problem


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            language = preferred_language()
            click.echo(("エラー: " if language == "ja" else "Error: ") + problem.in_(language), err=True)
            sys.exit(2)
        except BrokenPipeError:
            sys.exit(1)


@click.group(cls=_Group)
@click.version_option(__version__)
def main() -> None:
    """計画文書を読み、検査し、公開する。Read, check, release and serve municipal plans."""


for command in (profile, read, check, build, serve, query, link, release):
    main.add_command(command)
