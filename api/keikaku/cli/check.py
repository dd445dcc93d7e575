"""`keikaku check`: plans against the shapes."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from keikaku.cli import option
from keikaku.language import Language, Text
from keikaku.problem import Place, Problem

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from keikaku.check import Report

_FORMATS = ("text", "turtle", "json", "sarif", "junit")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@option.language
@option.base
def check(paths: tuple[Path, ...], form: str, language: Language, base: str) -> None:
    """Check municipalities' folders, a folder of them, or RDF files (default: the shipped data).

    Exit code 1 if a rule is broken, 2 if something cannot be read.
    """
    from keikaku.check import unreadable

    try:
        report = _report(paths, base)
    except Problem as problem:
        if form != "text":
            click.echo(_written(unreadable(problem), form, language, base), nl=False)
        raise
    click.echo(_written(report, form, language, base), nl=False)
    sys.exit(0 if report.conforms else 1)


def _report(paths: tuple[Path, ...], base: str) -> "Report":
    from keikaku.cli.dataset import read_dataset
    from keikaku.rdf import Iris
    from keikaku.read import folders

    files = [path for path in paths if path.is_file()]
    places = [path for path in paths if not path.is_file()]
    if not paths:
        places = folders(option.shipped_data())
    elif len(places) == 1 and not (places[0] / "municipality.yaml").exists() and places[0].is_dir():
        places = folders(places[0])
    return read_dataset(places, Iris(base)).check(quad for file in files for quad in _parsed(file))


def _parsed(file: Path) -> list["Quad"]:
    from pyoxigraph import parse

    try:
        return list(parse(path=file))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise Problem(
            Text(f"RDFとして読めません: {error}。", f"this is not RDF: {error}."),
            Place(str(file), line=line),
        ) from error


def _written(report: "Report", form: str, language: Language, base: str) -> str:
    from keikaku.check import junit, machine, results, sarif, text

    writers: dict[str, Callable[[], str]] = {
        "text": lambda: text(report, language),
        "turtle": lambda: results(report, base).decode(),
        "json": lambda: machine(report),
        "sarif": lambda: sarif(report, language),
        "junit": lambda: junit(report, language),
    }
    return writers[form]()
