"""Topics that no document prints: a curator's (data/topics/curated.csv), and the COFOG group that a method finds."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from keikaku.language import Text
from keikaku.link.code_lists import COFOG, concept
from keikaku.link.cofog import METHOD, Cofog
from keikaku.link.reference import Directory, Reference
from keikaku.link.work import Work
from keikaku.plan import Assertion
from keikaku.problem import Place, Problem
from keikaku.rdf import Iris
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.literal import decimal, in_both, ja, string
from keikaku.rdf.namespaces import CODE, DCTERMS, MP, PROV, RDF, RDFS, SDG, XSD
from keikaku.read.key import name_key


@dataclass(frozen=True, slots=True)
class Curated:
    """What a person holds a project to be about: `topic` is `cofog:09.1` or `sdg:4`; who, when, why."""

    project: Reference
    topic: str
    by: str
    on: date
    why: str = ""


def read_curated(file: Path) -> list[Curated]:
    """The curator's topics; none if there is no file, a Problem for a row that cannot be read."""
    if not file.exists():
        return []
    found = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            try:
                _topic(row["topic"])
                project = Reference.read(row["project"], row["name"])
                found.append(
                    Curated(project, row["topic"], row["by"], date.fromisoformat(row["on"]), row["why"])
                )
            except (KeyError, TypeError, ValueError) as error:
                raise Problem(
                    Text(f"行を読めません（{error}）。", f"the row cannot be read ({error})."),
                    Place(str(file), line=reader.line_num),
                ) from error
    return found


def topic_quads(
    works: Iterable[Work], curated: Iterable[Curated], cofog: Cofog, iris: Iris
) -> Iterator[Quad]:
    """The classifications, a graph for each municipality. A curator's COFOG group keeps the method silent."""
    all_works = list(works)
    directory = Directory(all_works)
    judged = [(work, each) for each in curated if (work := directory.find(each.project))]
    settled = {id(work) for work, each in judged if each.topic.startswith(f"{COFOG}:")}
    for work, each in judged:
        yield from in_graph(iris.id("graph", "topic", work.municipality), _curated(work, each, iris))
    for work in all_works:
        guess = None if id(work) in settled else cofog.guess(work)
        if guess:
            said = _classification(
                work,
                f"{COFOG}:{guess.group}",
                Assertion.METHOD,
                iris,
                (MP.method, string(METHOD)),
                (MP.confidence, decimal(guess.confidence)),
                (RDFS.comment, ja(f"「{guess.word}」による。")),
            )
            yield from in_graph(iris.id("graph", "topic", work.municipality), said)


def _curated(work: Work, each: Curated, iris: Iris) -> Iterator[Triple]:
    person = iris.id("person", name_key(each.by))
    yield Triple(_project(work, iris), DCTERMS.subject, _topic(each.topic))
    yield from _classification(
        work,
        each.topic,
        Assertion.CURATOR,
        iris,
        (PROV.wasAttributedTo, person),
        (PROV.generatedAtTime, Literal(f"{each.on.isoformat()}T00:00:00Z", datatype=XSD.dateTime)),
        (RDFS.comment, ja(each.why) if each.why else None),
    )
    yield from about(person, (RDF.type, PROV.Person), (RDFS.label, in_both(Text(each.by, each.by))))


def _classification(
    work: Work,
    topic: str,
    assertion: Assertion,
    iris: Iris,
    *more: tuple[NamedNode, NamedNode | Literal | None],
) -> Iterator[Triple]:
    project = _project(work, iris)
    scheme, notation = topic.split(":")
    name = f"{scheme.upper()} {notation}"
    says = {
        Assertion.CURATOR: Text("人の判断", "a curator's judgement"),
        Assertion.METHOD: Text("プログラムの判定", "found by a method"),
    }[assertion]
    return about(
        iris.classification(project, f"{scheme}-{notation}", assertion),
        (RDF.type, MP.Classification),
        (RDFS.label, in_both(Text(f"{name}：{says.ja}", f"{name}: {says.en}"))),
        (MP.classified, project),
        (DCTERMS.subject, _topic(topic)),
        (MP.assertedBy, CODE.term(f"assertion/{assertion}")),
        *more,
    )


def _project(work: Work, iris: Iris) -> NamedNode:
    return iris.id("project", work.municipality, work.plan, work.key)


def _topic(topic: str) -> NamedNode:
    scheme, _, notation = topic.partition(":")
    if scheme == COFOG:
        return concept(COFOG, notation)
    if scheme == "sdg":
        return SDG.term(notation)
    raise ValueError(f"{topic!r} is neither cofog:… nor sdg:…")
