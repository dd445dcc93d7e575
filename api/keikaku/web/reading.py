"""Data for people to read: whole, in a fixed order, grouped by subject, what it is about first, with prefixes."""

import asyncio

from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.requests import Request
from starlette.responses import Response

from keikaku.engine.problems import ByteLimit
from keikaku.engine.query import Query
from keikaku.rdf import canonical_quads
from keikaku.rdf.syntax import SYNTAXES, Syntax
from keikaku.web.answering import answer_with, client_of
from keikaku.web.caching import REVALIDATE, is_known, not_modified
from keikaku.web.repeats import allow_repeat
from keikaku.web.serialisation import Serialisation
from keikaku.web.service import service_of
from keikaku.web.streaming import while_connected

_WRITERS = {syntax.media_type: syntax for syntax in SYNTAXES if syntax.suffix != "rdf"}
"""RDF/XML goes out as the engine writes it: as a stream it is kept well-formed whatever the strings hold."""

_N_TRIPLES = "application/n-triples"
_LARGEST = 8 << 20


async def answer_for_reading(
    request: Request, query: Query, about: NamedNode, serialisation: Serialisation, headers: dict[str, str]
) -> Response:
    """The answer to a CONSTRUCT about a thing, well laid out unless it is very large; QueryProblem if there is none."""
    service = service_of(request)
    writer = _WRITERS.get(serialisation.engine_type)
    if writer is None:
        return await answer_with(request, query, serialisation, service.engine.limits, headers)
    tag = service.tag("reading", query.text, sorted(query.substitutions.items()), serialisation)
    found = {
        "vary": "Accept, Accept-Encoding, Accept-Language",
        "etag": tag,
        "cache-control": REVALIDATE,
        **headers,
    }
    if is_known(request, tag):
        allow_repeat(request)
        return not_modified(found)
    content = await while_connected(request, _read(request, query))
    if content is None:
        return await answer_with(request, query, serialisation, service.engine.limits, headers)
    written = await asyncio.to_thread(_written, content, about, writer, service.settings.base)
    allow_repeat(request)
    return Response(written, headers={**found, "content-type": serialisation.content_type})


async def _read(request: Request, query: Query) -> bytes | None:
    """The whole answer; None if it is too large or misses triples."""
    engine = service_of(request).engine
    limits = engine.limits.lowered(bytes=_LARGEST)
    try:
        answer = await engine.answer(query, _N_TRIPLES, limits, client_of(request))
        try:
            content = b"".join([chunk async for chunk in answer.chunks])
        finally:
            await answer.aclose()
    except ByteLimit:
        return None
    return content if answer.outcome and not answer.outcome.truncated else None


def _written(n_triples: bytes, about: NamedNode, syntax: Syntax, base: str) -> bytes:
    quads = canonical_quads(parse(n_triples, RdfFormat.N_TRIPLES))
    return syntax.write(sorted(quads, key=lambda quad: quad.subject != about), base)
