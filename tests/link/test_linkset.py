"""Candidates and decisions on disk, and as RDF."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Triple

from keikaku.check import check
from keikaku.link import (
    Candidate,
    Decision,
    Reference,
    Relation,
    Work,
    link_quads,
    lost,
    read_candidates,
    read_decisions,
    write_candidates,
    write_decision,
)
from keikaku.problem import Problem
from keikaku.rdf import Iris
from keikaku.rdf.namespaces import MP, RDF, SKOS, VOID

PAIR = ("142042", "272043")
ONE = Reference("142042", "jisshi-2014", "dqj2zfk2wg", "広聴事業")
OTHER = Reference("272043", "kihon-7", "12", "広聴,「市長への手紙」")
THIRD = Reference("272043", "kihon-7", "13", "広報事業")
CANDIDATE = Candidate(ONE, OTHER, Decimal("0.931"), ("広聴",), False, "lexical", date(2026, 11, 22))
DECISION = Decision(ONE, OTHER, Relation.CLOSE, True, "長谷川", date(2026, 11, 23), "同じ仕事")
WORKS = [
    Work("142042", "鎌倉市", "jisshi-2014", "dqj2zfk2wg", "広聴事業"),
    Work("272043", "池田市", "kihon-7", "12", "広聴,「市長への手紙」"),
    Work("272043", "池田市", "kihon-7", "13", "広報事業"),
]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_candidates(tmp_path, PAIR, [CANDIDATE])
    write_decision(tmp_path, DECISION)
    assert read_candidates(tmp_path) == [CANDIDATE]
    assert read_decisions(tmp_path) == [DECISION]


def test_a_method_never_touches_a_decision(tmp_path: Path) -> None:
    file = write_decision(tmp_path, DECISION)
    before = file.read_bytes()
    write_candidates(tmp_path, PAIR, [])
    assert file.read_bytes() == before


def test_a_second_decision_on_the_same_projects_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_decision(tmp_path, DECISION)
    other = Decision(ONE, THIRD, Relation.RELATED, True, "長谷川", date(2026, 11, 23))
    write_decision(tmp_path, other)
    again = Decision(ONE, OTHER, Relation.BROAD, True, "佐藤", date(2026, 11, 24))
    write_decision(tmp_path, again)
    assert read_decisions(tmp_path) == [again, other]


@pytest.mark.parametrize(
    ("column", "value"), [("accepted", "maybe"), ("relation", "same"), ("on", "22.11."), ("from", "142042")]
)
def test_a_row_that_cannot_be_read_is_a_problem_with_its_line(
    column: str, value: str, tmp_path: Path
) -> None:
    file = write_decision(tmp_path, DECISION)
    with file.open(encoding="utf-8", newline="") as lines:
        row = next(iter(csv.DictReader(lines)))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(row))
        writer.writeheader()
        writer.writerow({**row, column: value})
    with pytest.raises(Problem) as caught:
        read_decisions(tmp_path)
    assert caught.value.place
    assert caught.value.place.line == 2


def _quads(candidates: Iterable[Candidate], decisions: Iterable[Decision]) -> list[Quad]:
    return list(link_quads(candidates, decisions, WORKS, Iris()))


def _project(reference: Reference) -> NamedNode:
    return Iris().id("project", reference.path)


def test_a_candidate_is_a_correspondence_and_no_mapping() -> None:
    quads = _quads([CANDIDATE], [])
    statuses = [quad.object for quad in quads if quad.predicate == MP.status]
    assert statuses == [NamedNode("https://w3id.org/keikaku/code/link-status/candidate")]
    assert not [quad for quad in quads if quad.predicate == SKOS.closeMatch]
    assert {quad.graph_name for quad in quads} == {Iris().id("graph", "link", "142042-272043")}


def test_an_accepted_link_is_a_mapping_too() -> None:
    quads = _quads([CANDIDATE], [DECISION])
    assert Triple(_project(ONE), SKOS.closeMatch, _project(OTHER)) in [quad.triple for quad in quads]


def test_a_decision_stands_above_the_method_and_needs_none() -> None:
    rejected = Decision(ONE, OTHER, Relation.CLOSE, False, "佐藤", date(2026, 11, 24))
    by_hand = Decision(ONE, THIRD, Relation.BROAD, True, "佐藤", date(2026, 11, 24))
    quads = _quads([CANDIDATE], [rejected, by_hand])
    assert Triple(_project(ONE), SKOS.broadMatch, _project(THIRD)) in [quad.triple for quad in quads]
    assert not [quad for quad in quads if quad.predicate == SKOS.closeMatch]


def test_every_pair_of_municipalities_is_a_linkset_and_passes_the_shapes() -> None:
    quads = _quads([CANDIDATE], [DECISION])
    assert [quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == VOID.Linkset] == [
        Iris().id("dataset", "link", "142042-272043")
    ]
    assert not check(quads, {}).findings


def test_a_project_whose_key_changed_is_found_by_its_name() -> None:
    moved = Work("272043", "池田市", "kihon-8", "99", "広聴，「市長への手紙」")
    works = [WORKS[0], moved]
    quads = list(link_quads([CANDIDATE], [DECISION], works, Iris()))
    assert [quad.object for quad in quads if quad.predicate == MP.to] == [
        Iris().id("project/272043/kihon-8/99")
    ]


def test_a_link_to_what_is_gone_is_left_out_and_named() -> None:
    assert lost([CANDIDATE], [DECISION], WORKS[:1]) == [CANDIDATE, DECISION]
    assert list(link_quads([CANDIDATE], [DECISION], WORKS[:1], Iris())) == []
