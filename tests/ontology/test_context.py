"""The JSON-LD context: data written with it reads back as the same graph (JSON-LD 1.1)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph

from keikaku.resources import content_folder


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    document = json.loads((content_folder("ontology") / "context.jsonld").read_text("utf-8"))
    assert set(document) == {"@context"}
    return document["@context"]


@pytest.fixture(scope="module")
def compacted(sample: Graph, context: dict[str, Any]) -> dict[str, Any]:
    return json.loads(sample.serialize(format="json-ld", context=context, auto_compact=False))


def node(compacted: dict[str, Any], iri: str) -> dict[str, Any]:
    (found,) = [node for node in compacted["@graph"] if node["id"].endswith(iri)]
    return found


def read_by_rdflib(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


def read_by_oxigraph(text: str) -> Graph:
    triples = serialize(parse(text, RdfFormat.JSON_LD), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


# rdflib's own JSON-LD parser still makes one.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("read", [read_by_rdflib, read_by_oxigraph])
@pytest.mark.parametrize("data", ["sample", "codes"])
def test_data_round_trips(
    request: pytest.FixtureRequest, context: dict[str, Any], data: str, read: Callable[[str], Graph]
) -> None:
    graph: Graph = request.getfixturevalue(data)
    text = graph.serialize(format="json-ld", context=context, auto_compact=False)
    assert set(read(text)) == set(graph)


def test_keys_are_plain_words(compacted: dict[str, Any]) -> None:
    keys = {key for node in compacted["@graph"] for key in node}
    assert {key for key in keys if ":" in key or key.startswith("@")} == set()


def test_texts_are_language_maps(compacted: dict[str, Any]) -> None:
    assert node(compacted, "municipality/142042")["label"] == {"ja": "鎌倉市", "en": "Kamakura"}
    assert node(compacted, "statement/142042/zenki/0-1/1")["text"] == {"ja": "広報活動の充実に努めます。"}


def test_numbers_keep_their_digits(compacted: dict[str, Any]) -> None:
    amount = node(compacted, "project/0-1-1-1/estimate-2014")
    assert (amount["value"], amount["publishedValue"]) == ("30300000", "30.30")
    assert node(compacted, "meetings/target-2015")["number"] == "12.5"


def test_what_may_be_many_is_always_a_list(compacted: dict[str, Any]) -> None:
    project = node(compacted, "project/142042/zenki/0-1-1-1")
    for key in ("department", "step", "amount", "listing", "wasDerivedFrom"):
        assert isinstance(project[key], list), key


def test_no_context_is_fetched(context: dict[str, Any]) -> None:
    assert "@import" not in json.dumps(context)
    assert not any(isinstance(value, dict) and "@context" in value for value in context.values())
