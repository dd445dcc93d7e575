"""In which format an answer goes out: by `format=`, else by Accept, among those of the query's form."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from keikaku.engine.formats import Form, Format, formats_for
from keikaku.language import Text
from keikaku.rdf.namespaces import PREFIXES
from keikaku.web.negotiation import choose_media_type
from keikaku.web.problem import NOT_ACCEPTABLE, HttpProblem

HTML = "text/html"

FORMAT_NAMES = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "excel": "CSV (Excel)",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "trig": "TriG",
    "nquads": "N-Quads",
}
"""What people call the formats."""

# Short names that people type; each engine format also goes by its own name and by its media types.
_SHORT = {
    "ttl": "turtle",
    "n3": "turtle",
    "nt": "ntriples",
    "n-triples": "ntriples",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
    "nq": "nquads",
    "n-quads": "nquads",
    "excel": "csv",
}
# `json` and `xml` mean the one JSON or XML format that the form has.
_OF_GRAPHS = {"json": "jsonld", "xml": "rdfxml"}


@dataclass(frozen=True, slots=True)
class Serialisation:
    """A chosen format: `engine_type` is what to ask the engine for, `content_type` what to tell the client.

    `bom` puts a byte order mark before CSV, without which Excel in Japan takes UTF-8 for Shift_JIS.
    """

    format: Format
    content_type: str
    bom: bool = False

    @property
    def engine_type(self) -> str:
        """The media type by which the engine knows the format."""
        return self.format.media_type

    @property
    def is_xml(self) -> bool:
        """Whether the bytes are XML, in which some characters of RDF need care."""
        return self.format.name in ("xml", "rdfxml")


@lru_cache(maxsize=32)
def choose_serialisation(form: Form, named: str | None, accept: str | None) -> Serialisation | None:
    """The serialisation for a query of this form; None for a page in HTML; a 406 problem if neither is wanted.

    `named` is a short name or media type, which goes before the Accept header.
    """
    formats = formats_for(form)
    offered = _by_media_type(formats)
    media_type = _named_type(formats, named) if named else choose_media_type(accept, [*offered, HTML])
    if media_type == HTML:
        return None
    if media_type is None:
        raise _not_acceptable(formats)
    return Serialisation(offered[media_type], _content_type(media_type), bom=named == "excel")


def serialised(triples: Iterable[Triple] | Iterable[Quad], chosen: Serialisation) -> bytes:
    """Triples that are at hand, in a serialisation."""
    format = RdfFormat.from_media_type(chosen.engine_type)
    content = serialize(triples, format=format, prefixes=PREFIXES)
    return content or b""


def _by_media_type(formats: Iterable[Format]) -> dict[str, Format]:
    """Every media type that a format goes by, the proper ones first."""
    offered = {format.media_type: format for format in formats}
    for format in formats:
        for alias in format.also:
            offered.setdefault(alias, format)
    return offered


def _named_type(formats: Iterable[Format], named: str) -> str | None:
    """The media type for `turtle`, `ttl`, `text/turtle`; a `+` in a query string may have become a space."""
    named = named.strip().lower()
    if named in ("html", HTML):
        return HTML
    names = (_SHORT.get(named, named), _OF_GRAPHS.get(named))
    media_type = named.partition(";")[0].replace(" ", "+")
    fitting = (f for f in formats if f.name in names or media_type in (f.media_type, *f.also))
    return next((format.media_type for format in fitting), None)


def _content_type(media_type: str) -> str:
    header = "; header=present" if media_type == "text/csv" else ""
    return f"{media_type}; charset=utf-8{header}"


def _not_acceptable(formats: Iterable[Format]) -> HttpProblem:
    available = [*(format.media_type for format in formats), HTML]
    names = ", ".join([*(format.name for format in formats), "html"])
    detail = Text(f"使える形式: {names}", f"The formats here are {names}.")
    return HttpProblem(NOT_ACCEPTABLE, detail, {"available": available})
