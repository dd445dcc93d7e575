"""What every site has: kinds of problems, and what robots should know."""

from xml.sax.saxutils import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from keikaku.engine.query import Query
from keikaku.rdf.namespaces import MP
from keikaku.web.caching import REVALIDATE
from keikaku.web.graph import Graph
from keikaku.web.html import render
from keikaku.web.pages.reader import Reader
from keikaku.web.problem import KINDS
from keikaku.web.service import service_of

router = APIRouter(include_in_schema=False)

_MOST_ADDRESSES = 50_000


@router.get("/problem")
async def problem_kinds(request: Request) -> Response:
    """What the `type` of a problem leads to."""
    return render(request, "problems.html", {"kinds": KINDS})


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Pages may be indexed; queries are not for robots."""
    sitemap = request.url.replace(path="/sitemap.xml", query="")
    return PlainTextResponse(f"User-agent: *\nDisallow: /sparql\nDisallow: /data\nSitemap: {sitemap}\n")


@router.get("/sitemap.xml")
async def sitemap(request: Request) -> Response:
    """The pages that people look for: municipalities, plans, policies, projects (sitemaps.org: at most 50,000)."""
    service = service_of(request)
    classes = " ".join(str(kind) for kind in (MP.Municipality, MP.Plan, MP.Policy, MP.Project))
    text = (
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?kind {{ {classes} }} ?x a ?kind }} LIMIT {_MOST_ADDRESSES - 1}"
    )
    rows = await Graph(service).rows(Query(text))
    reader = Reader("ja", service.settings.base, service.release)
    paths = ["/", *sorted(filter(None, (reader.href(row["x"]) for row in rows)))]
    addresses = "".join(
        f"<url><loc>{escape(str(request.url.replace(path=path, query='')))}</loc></url>\n" for path in paths
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}</urlset>\n'
    return Response(content, media_type="application/xml", headers={"cache-control": REVALIDATE})
