"""The first page: what is here, how much, how fresh, and the ways in."""

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from keikaku.language import Text
from keikaku.rdf.namespaces import MP, RDF, VOID
from keikaku.web.answering import client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.graph import Graph
from keikaku.web.html import render
from keikaku.web.negotiation import language_of
from keikaku.web.pages.description import PREFIX_LINES
from keikaku.web.pages.municipality import plan_rows
from keikaku.web.pages.reader import Reader
from keikaku.web.service import Service, service_of

router = APIRouter(tags=["Pages"])

_PLANS = (
    f"{PREFIX_LINES}CONSTRUCT {{ ?x a mp:Plan . ?x ?p ?o . ?o rdfs:label ?label . ?x rdfs:label ?name }} WHERE {{ "
    "?x a mp:Plan ; rdfs:label ?name . VALUES ?p { mp:municipality mp:planType mp:firstFiscalYear mp:lastFiscalYear } "
    "OPTIONAL { ?x ?p ?o . ?o rdfs:label ?label } }"
)
_COUNTED = (
    (MP.Municipality, Text("自治体", "municipalities")),
    (MP.Plan, Text("計画", "plans")),
    (MP.Policy, Text("政策・施策", "policies")),
    (MP.Project, Text("事業", "projects")),
    (MP.Step, Text("年度ごとの工程", "yearly steps")),
    (MP.Statement, Text("施策の本文", "statements")),
)


@router.get("/", response_class=Response)
async def home(request: Request) -> Response:
    """What is here."""
    service = service_of(request)
    language = language_of(request)
    headers = {
        "etag": service.tag("home", str(request.url.query), language),
        "cache-control": REVALIDATE,
        "vary": "Accept-Language",
        "link": '</void>; rel="describedby", </sparql>; rel="service"',
    }
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    reader = Reader(language, service.settings.base, service.release)
    graph = await Graph(service, client_of(request)).subgraph(_PLANS)
    context = {
        "release": service.release.manifest,
        "triples": sum(service.release.manifest.graphs.values()),
        "figures": [(count, text) for kind, text in _COUNTED if (count := _count(service, kind))],
        "plans": plan_rows(graph, graph.subjects(RDF.type, MP.Plan), reader),
    }
    return render(request, "home.html", context, headers=headers)


def _count(service: Service, kind: NamedNode) -> int:
    """How many things of a class the whole dataset has, by its VoID description."""
    void = service.void
    whole = set(void.subjects(RDF.type, VOID.Dataset)) - void.all_nodes(VOID.subset)
    partitions = [part for dataset in whole for part in void.nodes(dataset, VOID.classPartition)]
    counts = [
        void.number(part, VOID.entities) for part in partitions if void.node(part, VOID.term("class")) == kind
    ]
    return sum(counts)
