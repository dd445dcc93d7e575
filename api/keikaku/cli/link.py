"""`keikaku link`: find what the same work is called in another city, and decide about it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from keikaku.cli import option
from keikaku.japanese import key_text
from keikaku.language import Language, Text
from keikaku.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.link import Link, Work

_FOLDER = "links"


class _Link(click.Group):
    """A group whose command is `between` unless it is named."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        if not arguments or (arguments[0] not in self.commands and arguments[0] != "--help"):
            arguments = ["between", *arguments]
        return super().parse_args(context, arguments)


@click.group(cls=_Link)
def link() -> None:
    """Find projects that are the same work in different cities.

    `keikaku link CITY CITY` and `keikaku link --all` write candidates to data/links/candidates/;
    `keikaku link review` shows them one by one and writes decisions to data/links/decisions/.
    """


@link.command()
@click.argument("cities", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All cities with each other.")
@click.option("--method", type=click.Choice(["lexical", "embedding"]), default="lexical", show_default=True)
@click.option(
    "--least", type=click.FloatRange(0, 1), help="Least confidence (default: for a precision of 0.95)."
)
@option.data
@option.language
def between(
    cities: tuple[str, ...],
    everything: bool,
    method: str,
    least: float | None,
    data: Path,
    language: Language,
) -> None:
    """Write the candidates between CITIES (codes or names)."""
    from keikaku.link import Candidate, Everywhere, Words, read_model, read_synonyms, write_candidates

    all_works = _works(data)
    chosen = _chosen(cities, everything, all_works)
    words = Words(read_synonyms())
    links = _links(all_works, chosen, method, words)
    sure = read_model(method).close if least is None else least  # type: ignore[arg-type] # one of the choices
    everywhere, today = Everywhere(words), datetime.now(UTC).date()
    pairs: dict[tuple[str, str], list[Candidate]] = {
        (one, other): [] for one in sorted(chosen) for other in sorted(chosen) if one < other
    }
    for each in links:
        if each.mutual and each.confidence >= sure:
            common = everywhere.has(each.a) and everywhere.has(each.b)
            pairs[each.a.municipality, each.b.municipality].append(Candidate.of(each, common, today))
    names = {work.municipality: work.municipality_name for work in all_works}
    for pair, found in pairs.items():
        write_candidates(data / _FOLDER, pair, found)
        said = Text(f"候補 {len(found)}", f"{len(found)} candidates")
        click.echo(f"{names[pair[0]]} - {names[pair[1]]}: {said.in_(language)}")


@link.command()
@click.argument("cities", nargs=-1)
@click.option("--by", required=True, help="Who decides; stands in the published data.")
@option.data
@option.language
def review(cities: tuple[str, ...], by: str, data: Path, language: Language) -> None:
    """Show undecided candidates (between CITIES), the least sure first, and write what you decide."""
    from keikaku.link import Decision, Directory, Relation, read_candidates, read_decisions, write_decision

    folder = data / _FOLDER
    all_works = _works(data)
    directory = Directory(all_works)
    chosen = _chosen(cities, not cities, all_works)
    decided = {each.ends for each in read_decisions(folder)}
    candidates = sorted(read_candidates(folder), key=lambda each: (each.confidence, each.ends))
    for each in candidates:
        source, target = directory.find(each.source), directory.find(each.target)
        if each.ends in decided or not (source and target):
            continue
        if not {source.municipality, target.municipality} <= chosen:
            continue
        for work in (source, target):
            click.echo(_described(work))
        shared = Text("共通の語", "shared words").in_(language)
        click.echo(f"  {each.method} {each.confidence}  {shared}: {' '.join(each.shared) or '-'}")
        answer = click.prompt(
            Text(
                "a 承認  r 却下  b 右が広い  n 右が狭い  s 後で  q 終わる",
                "a accept  r reject  b second is broader  n second is narrower  s skip  q quit",
            ).in_(language),
            type=click.Choice(list("arbnsq")),
            show_choices=False,
        )
        if answer == "q":
            break
        if answer == "s":
            continue
        relation = {"b": Relation.BROAD, "n": Relation.NARROW}.get(answer, Relation.CLOSE)
        why = click.prompt(Text("理由", "why").in_(language), default="", show_default=False)
        today = datetime.now(UTC).date()
        decision = Decision(each.source, each.target, relation, answer != "r", by, today, why)
        write_decision(folder, decision)


def _works(data: Path) -> "list[Work]":
    from keikaku.link import works
    from keikaku.read import folders, read_folder

    return [work for folder in folders(data) for plan in read_folder(folder) for work in works(plan)]


def _links(all_works: "Sequence[Work]", chosen: frozenset[str], method: str, words: Any) -> "list[Link]":
    from keikaku.link import Corpus, Lexical, Linker, read_model

    corpus = Corpus(all_works, words)
    if method == "lexical":
        return Linker(all_works, Lexical(corpus), read_model("lexical"), "lexical").links(chosen)
    from keikaku.link.embedding import Embedded

    return Linker(all_works, Embedded(corpus), read_model("embedding"), "embedding").links(chosen)


def _chosen(cities: tuple[str, ...], everything: bool, all_works: "Sequence[Work]") -> frozenset[str]:
    names = {work.municipality: key_text(work.municipality_name) for work in all_works}
    if everything:
        return frozenset(names)
    if len(cities) < 2:
        raise click.UsageError("Give two cities or more, or --all.")
    found = set()
    for city in cities:
        codes = {code for code, name in names.items() if key_text(city) in (code, name)}
        if not codes:
            raise Problem(
                Text(f"「{city}」の事業がデータにありません。", f"the data has no projects of {city!r}."),
                advice=Text(
                    f"ここにあるのは {'、'.join(sorted(names))} です。",
                    f"There are {', '.join(sorted(names))}.",
                ),
            )
        found |= codes
    return frozenset(found)


def _described(work: "Work") -> str:
    where = " > ".join(reversed(work.policies))
    by = "・".join(work.departments)
    lines = [
        f"\n{work.municipality_name}  {work.name}",
        f"  {where}" if where else "",
        f"  {by}" if by else "",
    ]
    return "\n".join(line for line in [*lines, f"  {work.description}" if work.description else ""] if line)
