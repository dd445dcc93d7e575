"""What the query editor proposes: our prefixes, and the classes and properties that the data use."""

from dataclasses import asdict, dataclass

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.language import Language
from keikaku.rdf.namespaces import PREFIXES, RDFS
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.negotiation import language_of
from keikaku.web.pages.incoming import prefixed
from keikaku.web.service import service_of
from keikaku.web.usage import class_uses, property_uses
from keikaku.web.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Completion:
    """A term: its prefixed name, what it is called and means, and how often the data use it."""

    name: str
    label: str
    comment: str
    uses: int


@router.get("/sparql/completions")
async def completions(request: Request) -> Response:
    """Prefixes, classes and properties, those that are used most first."""
    service, language = service_of(request), language_of(request)
    headers = {"cache-control": REVALIDATE, "vary": "Accept-Language"}
    headers["etag"] = service.tag("completions", language)
    if is_known(request, headers["etag"]):
        return not_modified(headers)
    content = {
        "prefixes": PREFIXES,
        "classes": _terms(class_uses(service.void), language),
        "properties": _terms(property_uses(service.void), language),
    }
    return JSONResponse(content, headers=headers)


def _terms(uses: dict[NamedNode, int], language: Language) -> list[dict[str, object]]:
    return [
        asdict(_completion(node, count, language))
        for node, count in sorted(uses.items(), key=lambda item: (-item[1], item[0].value))
        if ":" in prefixed(node.value) and not prefixed(node.value).startswith("http")
    ]


def _completion(node: NamedNode, count: int, language: Language) -> Completion:
    graph = vocabulary()
    label, comment = graph.text(node, RDFS.label, language), graph.text(node, RDFS.comment, language)
    return Completion(prefixed(node.value), label or "", comment or "", count)
