"""`keikaku read`: a municipality's documents as reviewable YAML or JSON, with every doubt."""

import sys
from pathlib import Path

import click

from keikaku.cli import option
from keikaku.language import Language
from keikaku.plan import Doubt, Plan, Severity
from keikaku.problem import Place


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@option.language
def read(folders: tuple[Path, ...], form: str, language: Language) -> None:
    """Read the municipalities' FOLDERS and show their plans and what is doubtful about them.

    Exit code 1 if something could not be read, 2 if a folder could not be read at all.
    """
    from keikaku.read import as_json, as_yaml, read_folder, review

    plans = [(folder, plan) for folder in folders for plan in read_folder(folder)]
    reviews = [review(plan, language) for _, plan in plans]
    click.echo(as_json(reviews) if form == "json" else as_yaml(reviews), nl=False)
    failed = False
    for folder, plan in plans:
        files = {document.key: str(folder / document.file) for document in plan.documents}
        for doubt in unsettled_errors(plan):
            source = doubt.sources[0]
            place = Place(files[source.document], **{source.unit: source.first})
            click.echo(f"{place.in_(language)}: {doubt.message.in_(language)}", err=True)
            failed = True
    sys.exit(1 if failed else 0)


def unsettled_errors(plan: Plan) -> list[Doubt]:
    """What the reader could not read and no correction settled."""
    return [doubt for doubt in plan.doubts if doubt.severity is Severity.ERROR and doubt.correction is None]
