"""`keikaku build`: read all data, check it, publish it as a release."""

import sys
from pathlib import Path

import click

from keikaku.cli import option
from keikaku.language import Language, Text


@click.command()
@option.data
@option.releases
@option.base
@option.language
def build(data: Path, releases: Path, base: str, language: Language) -> None:
    """Read every municipality's folder, check the graph, and publish it as the current release.

    Exit code 1 if the check fails, 2 if a document cannot be read; nothing is published then.
    """
    from keikaku.check import check, text
    from keikaku.cli.dataset import read_dataset
    from keikaku.rdf import Iris, vocabulary_quads
    from keikaku.read import folders
    from keikaku.release import build as build_release

    dataset = read_dataset(folders(data), Iris(base))
    quads = [*dataset.quads, *vocabulary_quads()]
    report = check(quads, dataset.files)
    if report.findings:
        click.echo(text(report, language), err=True, nl=False)
    if not report.conforms:
        stopped = Text(
            "検査に通らなかったので、公開していません。", "The check has failed: nothing is published."
        )
        click.echo(stopped.in_(language), err=True)
        sys.exit(1)
    built = build_release(releases, quads, report, dataset.documents, base=base)
    release = built.release
    said = (
        Text(f"リリース {release.id} を公開しました", f"Published release {release.id}")
        if built.new
        else Text(
            f"リリース {release.id} と同じ内容です",
            f"Same content as release {release.id}, which is current",
        )
    )
    click.echo(f"{said.in_(language)}: {release.path}")
