"""Which graphs a query sees (SPARQL 1.1 Protocol, section 2.1.4): parameters go before FROM, which goes before all."""

import pytest

from live_service import Service

DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
UNKNOWN = "http://example.org/no-such-graph"
DEFAULT = "SELECT DISTINCT ?g {} {{ ?g a <http://xmlns.com/foaf/0.1/Document> }}"
NAMED = "SELECT DISTINCT ?g {} {{ GRAPH ?g {{ ?s a <http://xmlns.com/foaf/0.1/Document> }} }}"


def graphs(*numbers: int) -> list[str]:
    return [DATA[number] for number in numbers]


def seen(service: Service, text: str, default: list[str], named: list[str]) -> set[int]:
    """The numbers of the W3C graphs in the answer."""
    reply = service.query(text, default_graph_uri=default, named_graph_uri=named)
    assert reply.status == 200
    return {DATA.index(row["g"]["value"]) for row in reply.json["results"]["bindings"]}


ALL = {0, 1, 2, 3}
# The query's own clause, default-graph-uri, named-graph-uri; then what the default graph and GRAPH ?g show.
CASES = {
    "nothing given: everything": ("", [], [], ALL, ALL),
    "one default graph": ("", graphs(1), [], {1}, set()),
    "several default graphs are merged": ("", graphs(1, 2), [], {1, 2}, set()),
    "the same default graph twice": ("", graphs(1, 1), [], {1}, set()),
    "one named graph": ("", [], graphs(1), set(), {1}),
    "several named graphs": ("", [], graphs(1, 2, 3), set(), {1, 2, 3}),
    "the same named graph twice": ("", [], graphs(2, 2), set(), {2}),
    "default and named": ("", graphs(3), graphs(1, 2), {3}, {1, 2}),
    "one graph as both": ("", graphs(1), graphs(1), {1}, {1}),
    "unknown default graph is empty": ("", [UNKNOWN], [], set(), set()),
    "unknown named graph is empty": ("", [], [UNKNOWN], set(), set()),
    "unknown beside a known one": ("", [UNKNOWN, DATA[1]], [UNKNOWN, DATA[2]], {1}, {2}),
    "FROM": (f"FROM <{DATA[1]}>", [], [], {1}, set()),
    "FROM twice": (f"FROM <{DATA[1]}> FROM <{DATA[2]}>", [], [], {1, 2}, set()),
    "FROM NAMED": (f"FROM NAMED <{DATA[1]}>", [], [], set(), {1}),
    "FROM and FROM NAMED": (f"FROM <{DATA[1]}> FROM NAMED <{DATA[2]}>", [], [], {1}, {2}),
    "FROM an unknown graph": (f"FROM <{UNKNOWN}>", [], [], set(), set()),
    "default parameter before FROM": (f"FROM <{DATA[1]}>", graphs(2), [], {2}, set()),
    "default parameter before FROM NAMED": (f"FROM NAMED <{DATA[1]}>", graphs(2), [], {2}, set()),
    "named parameter before FROM": (f"FROM <{DATA[1]}>", [], graphs(2), set(), {2}),
    "named parameter before FROM NAMED": (f"FROM NAMED <{DATA[1]}>", [], graphs(2), set(), {2}),
    "both parameters before both clauses": (
        f"FROM <{DATA[0]}> FROM NAMED <{DATA[0]}>",
        graphs(1),
        graphs(2),
        {1},
        {2},
    ),
}


@pytest.mark.parametrize(("clause", "default", "named", "in_default", "in_named"), CASES.values(), ids=CASES)
def test_the_dataset_is_the_one_that_was_asked_for(
    service: Service,
    clause: str,
    default: list[str],
    named: list[str],
    in_default: set[int],
    in_named: set[int],
) -> None:
    assert seen(service, DEFAULT.format(clause), default, named) == in_default
    assert seen(service, NAMED.format(clause), default, named) == in_named


@pytest.mark.parametrize("where", ["address", "form", "address of a direct body"])
def test_graphs_may_be_named_wherever_parameters_stand(service: Service, where: str) -> None:
    graph = f"default-graph-uri={DATA[1]}"
    text = f"ASK {{ <{DATA[1]}> a ?type FILTER NOT EXISTS {{ <{DATA[2]}> a ?type }} }}"
    if where == "address":
        reply = service.query(text, default_graph_uri=DATA[1])
    elif where == "form":
        reply = service.form(f"{graph}&query={text}")
    else:
        headers = {"content-type": "application/sparql-query"}
        reply = service.exchange("POST", f"/sparql?{graph}", headers, text.encode())
    assert reply.json["boolean"] is True


def test_describe_finds_what_stands_in_named_graphs(service: Service) -> None:
    plan = service.query("SELECT ?plan { ?plan a <https://w3id.org/keikaku/ontology#Plan> } LIMIT 1").json
    iri = plan["results"]["bindings"][0]["plan"]["value"]
    reply = service.query(f"DESCRIBE <{iri}>", accept="application/n-triples")
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in reply.text


def test_describe_of_the_unknown_is_an_empty_graph(service: Service) -> None:
    reply = service.query(f"DESCRIBE <{UNKNOWN}>", accept="application/n-triples")
    assert (reply.status, reply.body) == (200, b"")


def test_a_graph_that_is_named_twice_counts_once(service: Service) -> None:
    """SPARQL 1.1 Query, 13.2.1: the default graph is a merge, in which a triple stands once."""
    text = f"SELECT (COUNT(*) AS ?n) {{ <{DATA[1]}> ?p ?o }}"
    reply = service.query(text, default_graph_uri=[DATA[1], DATA[1]], format="csv")
    assert reply.text.split() == ["n", "1"]
