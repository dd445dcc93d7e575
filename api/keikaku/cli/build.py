"""`keikaku build`: read all data, check it, publish it as a release."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from keikaku.cli import option
from keikaku.language import Language, Text
from keikaku.problem import Place, Problem

if TYPE_CHECKING:
    from keikaku.cli.building.builder import City
    from keikaku.cli.building.part import Part


@click.command()
@option.data
@option.releases
@option.base
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Municipalities at a time [default: the processors]."
)
@click.option(
    "--parts",
    "kept_parts",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KEIKAKU_PARTS",
    help="Folder of what was read and checked before [default: .parts among the releases].",
)
@click.option(
    "--without", multiple=True, metavar="CODE", help="Leave this municipality out (code or folder)."
)
@click.option("--leave-out-failing", is_flag=True, help="Leave out what cannot be read or is not valid.")
@option.language
def build(
    data: Path,
    releases: Path,
    base: str,
    jobs: int | None,
    kept_parts: Path | None,
    without: tuple[str, ...],
    leave_out_failing: bool,
    language: Language,
) -> None:
    """Read every municipality's folder, check the graphs, and publish them as the current release.

    Only what has changed is read and checked again. Nothing is published if a municipality fails: the exit code
    is then 1 if one is not valid, 2 if one cannot be read.
    """
    from keikaku.cli.building import builder, crew, summary
    from keikaku.cli.building.cache import Cache
    from keikaku.read import folders

    chosen, left_out = _chosen(folders(data), without)
    with Cache.locked(kept_parts or releases / ".parts", base) as kept:
        found = builder.cities(chosen, kept, base, jobs or crew.processors())
        cities = sorted(_with_progress(found, len(chosen), language), key=lambda city: city.folder)
        _tell_failures(cities, language)
        lines = [city.line for city in cities] + [
            summary.Line(name, summary.Outcome.LEFT_OUT) for name in left_out
        ]
        click.echo(summary.table(lines, language), err=True)
        failing = [city for city in cities if city.fails]
        if failing and not (leave_out_failing and len(failing) < len(cities)):
            stopped = Text("公開していません。", "Nothing is published.")
            click.echo(stopped.in_(language), err=True)
            sys.exit(2 if any(city.part is None for city in failing) else 1)
        left_out |= {city.folder.name: city.line.outcome.value for city in failing}
        parts = [city.part for city in cities if city.part and not city.fails]
        derived = builder.derived(parts, data, kept, base)
        _publish([*parts, builder.shared(parts, kept, base), derived], left_out, releases, base, language)


def _chosen(folders: list[Path], without: Iterable[str]) -> tuple[list[Path], dict[str, Text]]:
    """The folders to read, and those that were left out by name, with the reason."""
    asked = Text("指定により除外", "left out as asked")
    left_out: dict[str, Text] = {}
    for name in without:
        named = [folder.name for folder in folders if name in (folder.name, folder.name.partition("-")[0])]
        if not named:
            raise Problem(
                Text(f"除くべき「{name}」がありません。", f"There is no {name!r} to be left out."),
                advice=Text(
                    f"あるのは {'、'.join(folder.name for folder in folders)} です。",
                    f"There are: {', '.join(folder.name for folder in folders)}.",
                ),
            )
        left_out |= dict.fromkeys(named, asked)
    return [folder for folder in folders if folder.name not in left_out], left_out


def _with_progress(found: "Iterator[City]", count: int, language: Language) -> "Iterator[City]":
    """The same, told of: by a bar with the time left on a terminal, else by a line for each."""
    if sys.stderr.isatty():
        label = Text("読み取りと検査", "reading and checking").in_(language)
        with click.progressbar(found, count, label, file=sys.stderr, show_pos=True) as bar:
            yield from bar
    else:
        for number, city in enumerate(found, 1):
            click.echo(
                f"[{number}/{count}] {city.folder.name}: {city.line.outcome.value.in_(language)}", err=True
            )
            yield city


def _tell_failures(cities: "Iterable[City]", language: Language) -> None:
    from keikaku.check import Report, Severity, text

    for city in cities:
        if city.problem:
            words = Text(f"エラー: {city.problem.in_('ja')}", f"Error: {city.problem.in_('en')}")
            click.echo(words.in_(language), err=True)
        elif city.part and not city.part.report.conforms:
            # Warnings and notes are `keikaku check`'s to tell.
            grave = [f for f in city.part.report.findings if f.severity is Severity.VIOLATION]
            click.echo(text(Report(tuple(grave)), language), err=True, nl=False)


def _publish(
    parts: "list[Part]", left_out: dict[str, Text], releases: Path, base: str, language: Language
) -> None:
    from keikaku.check import text, together
    from keikaku.release import build as build_release

    _refuse_one_city_twice(parts)
    report = together(part.report for part in parts)
    if not report.conforms:
        click.echo(text(report, language), err=True, nl=False)
        sys.exit(1)
    documents = {name: Path(file) for part in parts for name, file in part.figures.documents.items()}
    quads = (quad for part in parts for quad in part.quads())
    built = build_release(releases, quads, report, documents, base=base, left_out=left_out)
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
    for name, reason in left_out.items():
        missing = Text(f"含まれないもの: {name}（{reason.ja}）", f"Not in it: {name} ({reason.en})")
        click.echo(missing.in_(language))


def _refuse_one_city_twice(parts: "list[Part]") -> None:
    codes = [part.figures.code for part in parts if part.figures.code]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise Problem(
            Text(
                f"自治体 {twice[0]} のフォルダが二つあります。",
                f"There are two folders of municipality {twice[0]}.",
            ),
            Place(twice[0]),
            Text("一つにまとめてください。", "Make them one."),
        )
