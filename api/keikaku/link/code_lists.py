"""The topic code lists of data/codes/ as SKOS: COFOG, and the titles (款) of municipal budgets with their mapping."""

import csv
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from keikaku.language import Text
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.iri import CODE_GRAPH
from keikaku.rdf.literal import in_both, string
from keikaku.rdf.namespaces import CODE, RDF, RDFS, SKOS, XKOS
from keikaku.resources import content_folder

COFOG, TITLES = "cofog", "budget-title"
_SCHEMES = {
    COFOG: Text("政府の機能別分類（COFOG）", "Classification of the Functions of Government (COFOG)"),
    TITLES: Text("市町村予算の歳出の款", "titles (款) of municipal expenditure budgets"),
}
_DEFINITIONS = {
    COFOG: Text(
        "国際連合の政府の機能別分類（1999年）の10の大分類と69の中分類。日本語名は仮訳。",
        "The 10 divisions and 69 groups of the United Nations' COFOG (1999).",
    ),
    TITLES: Text(
        "地方自治法施行規則第15条の別記が定める歳出予算の款の区分。",
        "The titles of expenditure that the annex to article 15 of the Local Autonomy Act's ordinance lays down.",
    ),
}


def concept(scheme: str, code: str) -> NamedNode:
    """The concept of a code: `cofog/04.5`, `budget-title/8`."""
    return CODE.term(f"{scheme}/{code}")


def code_list_quads(folder: Path | None = None) -> Iterator[Quad]:
    """Both lists, and the correspondence between them, in the graph of the code lists."""
    folder = folder or content_folder("data") / "codes"
    return in_graph(CODE_GRAPH, _triples(folder))


def _triples(folder: Path) -> Iterator[Triple]:
    groups, titles = _rows(folder / "cofog.csv"), _rows(folder / "budget-titles.csv")
    yield from _scheme(COFOG, [row["code"] for row in groups if "." not in row["code"]])
    yield from _scheme(TITLES, [row["code"] for row in titles])
    for row in groups:
        division = row["code"].split(".")[0]
        yield from _concept(COFOG, row, None if division == row["code"] else division)
    for row in titles:
        yield from _concept(TITLES, row, None)
    yield from _correspondence(titles)


def _scheme(scheme: str, tops: list[str]) -> Iterator[Triple]:
    return about(
        CODE.term(scheme),
        (RDF.type, SKOS.ConceptScheme),
        (RDFS.label, in_both(_SCHEMES[scheme])),
        (SKOS.prefLabel, in_both(_SCHEMES[scheme])),
        (SKOS.definition, in_both(_DEFINITIONS[scheme])),
        (SKOS.hasTopConcept, [concept(scheme, code) for code in tops]),
    )


def _concept(scheme: str, row: dict[str, str], broader: str | None) -> Iterator[Triple]:
    name = in_both(Text(row["name"], row["name_en"]))
    return about(
        concept(scheme, row["code"]),
        (RDF.type, SKOS.Concept),
        (RDFS.label, name),
        (SKOS.prefLabel, name),
        (SKOS.notation, string(row["code"])),
        (SKOS.inScheme, CODE.term(scheme)),
        (SKOS.broader, concept(scheme, broader)) if broader else (SKOS.topConceptOf, CODE.term(scheme)),
    )


def _correspondence(titles: list[dict[str, str]]) -> Iterator[Triple]:
    whole = CODE.term(f"{TITLES}-{COFOG}")
    associations = {row["code"]: CODE.term(f"{TITLES}-{COFOG}/{row['code']}") for row in titles}
    yield from about(
        whole,
        (RDF.type, XKOS.Correspondence),
        (RDFS.label, in_both(Text("歳出の款と COFOG の対応", "correspondence of budget titles and COFOG"))),
        (XKOS.compares, (CODE.term(TITLES), CODE.term(COFOG))),
        (XKOS.madeOf, associations.values()),
    )
    for row in titles:
        name = Text(f"款「{row['name']}」の COFOG", f"COFOG of the title {row['name_en']}")
        yield from about(
            associations[row["code"]],
            (RDF.type, XKOS.ConceptAssociation),
            (RDFS.label, in_both(name)),
            (XKOS.sourceConcept, concept(TITLES, row["code"])),
            (XKOS.targetConcept, [concept(COFOG, code) for code in row["cofog"].split()]),
        )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
