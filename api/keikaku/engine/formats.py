"""The formats in which an engine answers: media types, short names and file extensions, by form of query."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

Form = Literal["select", "ask", "construct", "describe"]


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation: `name` as in `?format=`, media type to send, further ones to accept, extension."""

    name: str
    media_type: str
    also: tuple[str, ...]
    extension: str


RESULTS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", ("application/json",), "srj"),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), "srx"),
    Format("csv", "text/csv", (), "csv"),
    Format("tsv", "text/tab-separated-values", (), "tsv"),
)
"""For SELECT and ASK, the server's preference first."""

GRAPHS: tuple[Format, ...] = (
    Format(
        "turtle",
        "text/turtle",
        ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        "ttl",
    ),
    Format("ntriples", "application/n-triples", ("text/plain",), "nt"),
    Format("jsonld", "application/ld+json", ("application/json",), "jsonld"),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), "rdf"),
    Format("trig", "application/trig", ("application/x-trig",), "trig"),
    Format("nquads", "application/n-quads", ("text/x-nquads",), "nq"),
)
"""For CONSTRUCT and DESCRIBE, the server's preference first."""


def formats_for(form: Form) -> tuple[Format, ...]:
    """The formats a query of this form can be answered in, the server's preference first."""
    return RESULTS if form in ("select", "ask") else GRAPHS


@cache
def media_types_for(form: Form) -> frozenset[str]:
    """The media types of these formats."""
    return frozenset(known.media_type for known in formats_for(form))
