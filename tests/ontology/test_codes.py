"""The code lists: SKOS in both languages, one to one with the values that the program knows."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from keikaku.plan import (
    AmountKind,
    AmountStatus,
    Assertion,
    Basis,
    Marker,
    PlanType,
    Reliability,
    Severity,
    ValueKind,
)
from keikaku.rdf.namespaces import CODE, SDG

LISTS = {
    "plan-type": {"comprehensive-plan", "vision", "basic-plan", "implementation-plan"},
    "amount-kind": {"estimate", "plan", "budget", "revised-budget", "settlement"},
    "amount-status": {"stated", "dash", "blank", "undecided", "included"},
    "basis": {"printed", "inferred", "corrected"},
    "value-kind": {"baseline", "target", "actual"},
    "link-status": {"candidate", "accepted", "rejected"},
    "severity": {"note", "doubt", "error"},
    "reliability": {"transcribed", "machine-read", "doubtful"},
    "assertion": {"printed", "curator", "method"},
    "marker": {"new", "expanded", "continued", "reduced", "completed", "abolished"},
}


def concepts(codes: Graph, name: str) -> set[URIRef]:
    return set(codes.subjects(SKOS.inScheme, URIRef(CODE + name)))


def test_the_lists_are_those_of_the_model(codes: Graph) -> None:
    schemes = set(codes.subjects(RDF.type, SKOS.ConceptScheme))
    assert {scheme for scheme in schemes if scheme.startswith(CODE)} == {
        URIRef(CODE + name) for name in LISTS
    }


def test_the_model_prints_the_same_keys() -> None:
    model = (Path(__file__).parents[2] / "docs" / "model.md").read_text("utf-8")
    printed = {
        name: set(re.findall(r"`([\w-]+)`", keys))
        for name, keys in re.findall(r"^- `([\w-]+)/`:(.*)$", model, re.M)
    }
    assert printed == LISTS


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_its_keys(codes: Graph, name: str) -> None:
    assert concepts(codes, name) == {URIRef(f"{CODE}{name}/{key}") for key in LISTS[name]}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("plan-type", PlanType),
        ("amount-kind", AmountKind),
        ("amount-status", AmountStatus),
        ("basis", Basis),
        ("severity", Severity),
        ("value-kind", ValueKind),
        ("reliability", Reliability),
        ("assertion", Assertion),
        ("marker", Marker),
    ],
)
def test_the_program_knows_the_same_values(codes: Graph, name: str, values: type[StrEnum]) -> None:
    assert concepts(codes, name) == {URIRef(f"{CODE}{name}/{value}") for value in values}


@pytest.mark.parametrize("name", LISTS)
def test_every_concept_is_whole(codes: Graph, name: str) -> None:
    scheme = URIRef(CODE + name)
    for concept in concepts(codes, name):
        key = concept.removeprefix(f"{scheme}/")
        assert (concept, RDF.type, SKOS.Concept) in codes
        assert (concept, SKOS.topConceptOf, scheme) in codes
        assert (scheme, SKOS.hasTopConcept, concept) in codes
        assert list(codes.objects(concept, SKOS.notation)) == [Literal(key)]


@pytest.mark.parametrize("documentation", [RDFS.label, SKOS.prefLabel, SKOS.definition])
def test_schemes_and_concepts_speak_both_languages(codes: Graph, documentation: URIRef) -> None:
    for subject in codes.subjects(RDF.type, unique=True):
        languages = [text.language for text in codes.objects(subject, documentation)]
        assert sorted(languages) == ["en", "ja"], subject


def test_a_label_is_the_preferred_label(codes: Graph) -> None:
    for subject in codes.subjects(RDF.type, unique=True):
        assert set(codes.objects(subject, RDFS.label)) == set(codes.objects(subject, SKOS.prefLabel))


@pytest.mark.parametrize("name", LISTS)
def test_no_two_concepts_of_a_list_share_a_name(codes: Graph, name: str) -> None:
    names = [
        text
        for concept in concepts(codes, name)
        for text in (*codes.objects(concept, SKOS.prefLabel), *codes.objects(concept, SKOS.altLabel))
    ]
    assert len(names) == len(set(names))


def test_the_sustainable_development_goals_are_the_17_of_the_united_nations(codes: Graph) -> None:
    goals = set(codes.objects(URIRef(SDG.removesuffix("/")), SKOS.hasTopConcept))
    assert goals == {URIRef(f"{SDG}{number}") for number in range(1, 18)}
    for goal in goals:
        assert list(codes.objects(goal, SKOS.notation)) == [Literal(goal.removeprefix(SDG))]
        assert (goal, RDF.type, SKOS.Concept) in codes


@pytest.mark.parametrize(
    ("goal", "ja", "en"),
    [
        (4, "質の高い教育をみんなに", "Quality education"),
        (11, "住み続けられるまちづくりを", "Sustainable cities and communities"),
        (17, "パートナーシップで目標を達成しよう", "Partnerships for the goals"),
    ],
)
def test_a_goal_has_its_official_short_title(codes: Graph, goal: int, ja: str, en: str) -> None:
    assert set(codes.objects(URIRef(f"{SDG}{goal}"), SKOS.prefLabel)) == {
        Literal(ja, "ja"),
        Literal(en, "en"),
    }
