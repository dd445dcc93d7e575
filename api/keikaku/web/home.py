"""The first page: what is here, how much, how fresh, and the ways in."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from keikaku.language import Text
from keikaku.rdf.namespaces import MP, RDF
from keikaku.web.answering import client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.graph import Graph
from keikaku.web.html import render
from keikaku.web.negotiation import language_of
from keikaku.web.pages.description import PREFIX_LINES
from keikaku.web.pages.municipality import plan_rows
from keikaku.web.pages.reader import Reader
from keikaku.web.service import service_of
from keikaku.web.usage import class_uses

router = APIRouter(tags=["Pages"])

_PLANS = (
    f"{PREFIX_LINES}CONSTRUCT {{ ?x a mp:Plan . ?x ?p ?o . ?o rdfs:label ?label . ?x rdfs:label ?name }} WHERE {{ "
    "?x a mp:Plan ; rdfs:label ?name . VALUES ?p { mp:municipality mp:planType mp:firstFiscalYear mp:lastFiscalYear } "
    "OPTIONAL { ?x ?p ?o . ?o rdfs:label ?label } }"
)
# Of those that have plans; all others are there as places.
_CITIES = Text("自治体", "municipalities")
_COUNTED = (
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
    uses = class_uses(service.void)
    reader = Reader(language, service.settings.base, service.release)
    graph = await Graph(service, client_of(request)).subgraph(_PLANS)
    plans = graph.subjects(RDF.type, MP.Plan)
    cities = {city for plan in plans for city in graph.nodes(plan, MP.municipality)}
    counted = [(count, text) for kind, text in _COUNTED if (count := uses.get(kind))]
    context = {
        "release": service.release.manifest,
        "triples": sum(service.release.manifest.graphs.values()),
        "figures": [(len(cities), _CITIES), *counted],
        "plans": plan_rows(graph, plans, reader),
    }
    return render(request, "home.html", context, headers=headers)
