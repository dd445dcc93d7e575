"""The queries that are measured: each kind in many texts, about different projects, plans and words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from bench.corpus import Corpus, project_key, topic
from bench.load import Request, get
from keikaku.rdf import Iris
from keikaku.rdf.iri import PlanIris

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
_PREFIXES = """PREFIX mp: <https://w3id.org/keikaku/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xkos: <http://rdf-vocabulary.ddialliance.org/xkos#>
PREFIX schema: <http://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of query; `write` makes the text about a plan and one of its projects, given the text's number."""

    name: str
    write: Callable[[PlanIris, str, int], str]
    accept: str = JSON


def _project(plan: PlanIris, project: str, number: int) -> str:
    return f"""SELECT ?name ?description ?year ?order ?step WHERE {{
  {plan.project(project)} rdfs:label ?name ; dcterms:description ?description .
  OPTIONAL {{
    {plan.project(project)} mp:step ?s . ?s rdfs:label ?step ; mp:order ?order ; mp:fiscalYear/mp:year ?year
  }}
}} ORDER BY ?year ?order # {number}"""


def _department(plan: PlanIris, _project: str, number: int) -> str:
    department = plan.department(f"section-{number % 6 + 1}-{number % 5 + 1}")
    return (
        f"SELECT ?project ?name WHERE {{ ?project mp:department {department} ; rdfs:label ?name }} # {number}"
    )


def _money(plan: PlanIris, _project: str, number: int) -> str:
    return f"""SELECT ?policy ?name (SUM(?yen) AS ?money) WHERE {{
  ?project dcterms:isPartOf {plan.plan} ; mp:policy ?policy ; mp:amount/schema:value ?yen .
  ?policy rdfs:label ?name
}} GROUP BY ?policy ?name ORDER BY DESC(?money) # {number}"""


def _names(_plan: PlanIris, _project: str, number: int) -> str:
    return f"""SELECT ?project ?name WHERE {{
  ?project a mp:Project ; rdfs:label ?name FILTER CONTAINS(?name, "{topic(number)}")
}} LIMIT 50 # {number}"""


def _path(plan: PlanIris, project: str, number: int) -> str:
    return f"""SELECT ?policy ?name ?level WHERE {{
  {plan.project(project)} mp:policy/skos:broader* ?policy .
  ?policy rdfs:label ?name ; mp:level ?l . ?l xkos:depth ?depth ; rdfs:label ?level FILTER (LANG(?level) = "ja")
}} ORDER BY ?depth # {number}"""


def _plan(plan: PlanIris, _project: str, number: int) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {plan.graph} {{ ?s ?p ?o }} }} # {number}"


KINDS = (
    Kind("one project with its steps", _project),
    Kind("projects of a department", _department),
    Kind("money per policy of a plan", _money),
    Kind("first 50 names with a word", _names),
    Kind("hierarchy path", _path),
    Kind("a plan as N-Triples", _plan, N_TRIPLES),
)
LIGHT = KINDS[0]

AGGREGATES = {
    "projects per prefecture": """SELECT ?prefecture (COUNT(?project) AS ?projects) WHERE {
  ?project a mp:Project ; dcterms:isPartOf/mp:municipality/mp:prefecture ?prefecture
} GROUP BY ?prefecture""",
    "money per kind": """SELECT ?kind (SUM(?yen) AS ?money) WHERE {
  ?project a mp:Project ; mp:amount ?amount . ?amount mp:amountKind ?kind ; schema:value ?yen
} GROUP BY ?kind""",
    "names with a word, counted": """SELECT (COUNT(*) AS ?names) WHERE {
  ?project a mp:Project ; rdfs:label ?name FILTER CONTAINS(?name, "子育て")
}""",
}

ROWS = 100_000
ALL_ROWS = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {ROWS}"

HOSTILE = (
    # A cross join, a string that doubles until memory ends, a path from everything to everything, a sort of it all.
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    'SELECT (STRLEN(?z) AS ?n) WHERE { VALUES ?s { "0123456789" } '
    + " ".join(
        f"BIND (CONCAT({a}, {a}, {a}, {a}) AS {b})"
        for a, b in zip(
            ["?s", *(f"?s{n}" for n in range(14))], [*(f"?s{n}" for n in range(14)), "?z"], strict=True
        )
    )
    + " }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:none>)+ ?b }",
    "SELECT ?a ?c WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY STR(?c) LIMIT 10",
)


def whole(text: str) -> str:
    """A query with its prefixes."""
    return _PREFIXES + text


def requests(kind: Kind, corpus: Corpus, path: str, seed: int) -> Iterator[Request]:
    """Requests of one kind without end, each about another plan and project; the same ones for the same seed."""
    random = Random(seed)
    iris = Iris()
    cities = [iris.of(corpus.plan(index)) for index in _some(random, corpus.plans, 50)]
    for number in count(seed * 100_000):
        plan, project = random.choice(cities), project_key(random.randrange(corpus.projects))
        yield Request(get(path, whole(kind.write(plan, project, number)), kind.accept), kind.name)


def _some(random: Random, most: int, number: int) -> list[int]:
    return random.sample(range(most), min(most, number))
