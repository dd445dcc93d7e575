from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from keikaku.plan import Municipality, Places, Plan, Position, Prefecture
from keikaku.rdf import Iris, fiscal_year_quads, municipality_quads, place_quads, plan_quads
from keikaku.rdf.namespaces import MP, RDF, RDFS

IRIS = Iris()


@pytest.fixture(scope="module")
def expected() -> set[Quad]:
    return set(parse(path=Path(__file__).parent / "kamakura.trig", format=RdfFormat.TRIG))


def test_a_plan_is_written_as_the_model_says(plan: Plan, expected: set[Quad]) -> None:
    written = set(plan_quads(plan, IRIS))
    assert written == {quad for quad in expected if quad.graph_name == IRIS.plan_graph("142042", "zenki")}


def test_a_plan_known_from_its_evaluation_is_written_as_the_model_says(evaluated: Plan) -> None:
    expected = set(parse(path=Path(__file__).parent / "evaluated.trig", format=RdfFormat.TRIG))
    assert set(plan_quads(evaluated, IRIS)) == expected


def test_a_municipality_is_written_as_the_model_says(municipality: Municipality, expected: set[Quad]) -> None:
    written = set(municipality_quads(municipality, IRIS))
    assert written == {quad for quad in expected if quad.graph_name == IRIS.municipality_graph("142042")}


def test_places_are_written_as_the_model_says(expected: set[Quad]) -> None:
    kanagawa = Prefecture("14", "神奈川県", "かながわけん", "Kanagawa", "14000")
    hayama = Municipality(
        code="143014",
        name="葉山町",
        prefecture="神奈川県",
        name_en="Hayama",
        reading="はやままち",
        standard_area_code="14301",
        position=Position(Decimal("35.2725"), Decimal("139.5860")),
    )
    places = Places((kanagawa, Prefecture("99", "架空県")), (hayama,))
    written = set(place_quads(places, IRIS))
    assert written == {quad for quad in expected if quad.graph_name == IRIS.place_graph}


def test_fiscal_years_are_written_as_the_model_says(expected: set[Quad]) -> None:
    written = set(fiscal_year_quads([2019, 2018], IRIS))
    assert written == {quad for quad in expected if quad.graph_name == IRIS.fiscal_year_graph}


def test_a_listing_is_never_counted_as_a_project(plan: Plan) -> None:
    projects = [q for q in plan_quads(plan, IRIS) if q.predicate == RDF.type and q.object == MP.Project]
    assert len(projects) == len(plan.projects) == 1


@pytest.mark.parametrize("which", ["plan", "evaluated"])
def test_everything_that_a_plan_describes_has_a_label(request: pytest.FixtureRequest, which: str) -> None:
    quads = list(plan_quads(request.getfixturevalue(which), IRIS))
    labelled = {quad.subject for quad in quads if quad.predicate == RDFS.label}
    assert {quad.subject for quad in quads} == labelled


def test_the_store_keeps_every_literal_as_it_is_written(plan: Plan, municipality: Municipality) -> None:
    written = {
        *plan_quads(plan, IRIS),
        *municipality_quads(municipality, IRIS),
        *fiscal_year_quads(range(1988, 2031), IRIS),
    }
    store = Store()
    store.bulk_extend(written)
    assert set(store) == written
