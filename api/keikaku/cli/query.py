"""`keikaku query`: a saved query, or one in a file, over the current release."""

import asyncio
import csv
import io
import sys
import unicodedata
from pathlib import Path

import click

from keikaku.cli import option
from keikaku.engine.query import Query
from keikaku.engine.saved_query import SavedQuery, saved_queries, saved_query
from keikaku.language import Language, Text
from keikaku.problem import Problem

_FORMATS = {"table": "text/csv", "csv": "text/csv", "json": "application/sparql-results+json"}
_WIDEST_COLUMN = 48


@click.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="table", show_default=True)
@click.option("--param", "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter.")
@option.releases
@option.base
@option.language
def query(
    name: str | None, form: str, parameters: tuple[str, ...], releases: Path, base: str, language: Language
) -> None:
    """Run the saved query NAME over the current release; without NAME, list the saved queries."""
    if name is None:
        for saved in saved_queries():
            click.echo(_described(saved, language))
        return
    asked = saved_query(name).query(_values(parameters), base)
    answer = asyncio.run(_answer(asked, _FORMATS[form], releases))
    if form == "table":
        click.echo(_table(answer.decode()), nl=False)
    else:
        sys.stdout.buffer.write(answer)


async def _answer(asked: Query, media_type: str, releases: Path) -> bytes:
    from keikaku.engine.embedded import EmbeddedEngine
    from keikaku.release import Release

    engine = EmbeddedEngine(Release.current(releases).store)
    await engine.start()
    try:
        answer = await engine.answer(asked, media_type)
        return b"".join([chunk async for chunk in answer.chunks])
    finally:
        await engine.close()


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise Problem(
                Text(f"「{parameter}」に = がありません。", f"{parameter!r} has no =."),
                advice=Text("--param 名前=値 と書いてください。", "Write --param NAME=VALUE."),
            )
        values[name] = value
    return values


def _described(saved: SavedQuery, language: Language) -> str:
    parameters = " ".join(f"{parameter.name}={parameter.default}" for parameter in saved.parameters)
    return f"{saved.name}\n    {saved.title.in_(language)}" + (f"\n    {parameters}" if parameters else "")


def _table(answer: str) -> str:
    """The rows in columns; a wide character takes two places, a long cell is cut with an ellipsis."""
    rows = [[_cut(cell) for cell in row] for row in csv.reader(io.StringIO(answer))]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cut(cell: str) -> str:
    cell = " ".join(cell.split())
    if _width(cell) <= _WIDEST_COLUMN:
        return cell
    while _width(cell) > _WIDEST_COLUMN - 1:
        cell = cell[:-1]
    return cell + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
