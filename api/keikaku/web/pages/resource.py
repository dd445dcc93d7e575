"""Any other thing: its statements by property, and what leads to it."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from keikaku.rdf.namespaces import DCTERMS, MP, RDF, RDFS, SCHEMA, SKOS
from keikaku.web.pages.description import PARTS, everything_about
from keikaku.web.pages.incoming import property_link
from keikaku.web.pages.money import yen
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Link, Reader
from keikaku.web.subgraph import Subgraph, Term

_PART_OF = "|".join(f"^{name}" for name in PARTS.split("|"))
_QUERY = everything_about(
    "?s (mp:step|mp:amount)? ?x .",
    f"?s ({_PART_OF}) ?x .",  # what it is a part of, for the breadcrumbs
)
_PARTS = (MP.step, MP.amount, MP.statement, MP.listing, MP.indicator, MP.indicatorValue)
_FIRST = (RDFS.label, SKOS.prefLabel, SKOS.notation, RDFS.comment, RDF.value)
_SHOWN_ABOVE = (RDF.type, RDFS.label)


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    property: Link
    values: list[Link]


def context(graph: Subgraph, thing: NamedNode, reader: Reader) -> dict[str, object]:
    """What resource.html shows."""
    return {
        "crumbs": reader.links(graph, _above(graph, thing)),
        "label": reader.link(graph, thing),
        "types": [property_link(kind, reader) for kind in graph.types(thing)],
        "facts": facts(graph, thing, reader),
    }


def _above(graph: Subgraph, thing: NamedNode) -> list[NamedNode]:
    """The plan, and the thing that this is a part of, as far as there are any."""
    owner = next((owner for part in _PARTS for owner in graph.subjects(part, thing)), None)
    whole = owner or thing
    plan = graph.node(whole, DCTERMS.isPartOf) or graph.node(whole, SKOS.inScheme)
    return [node for node in (plan, owner) if node]


def facts(graph: Subgraph, thing: NamedNode, reader: Reader) -> list[Fact]:
    """All statements about a thing but its types and its label in the reader's language."""
    predicates = [predicate for predicate in graph.about[thing] if predicate not in _SHOWN_ABOVE]
    in_yen = SCHEMA.value if graph.text(thing, SCHEMA.currency) == "JPY" else None
    return [
        Fact(
            property_link(predicate, reader),
            _values(graph, graph.values(thing, predicate), reader, predicate == in_yen),
        )
        for predicate in sorted(predicates, key=_rank)
    ]


def _values(graph: Subgraph, values: list[Term], reader: Reader, is_yen: bool) -> list[Link]:
    """Values as words and links; of texts in both languages, those in the reader's come first."""
    links = [_value(graph, value, reader, is_yen) for value in values]
    return sorted(links, key=lambda link: (link.lang not in (None, reader.language), link.text))


def _value(graph: Subgraph, value: Term, reader: Reader, is_yen: bool) -> Link:
    if isinstance(value, NamedNode):
        return reader.link(graph, value)
    if is_yen and (amount := yen(value.value if isinstance(value, Literal) else None, reader.language)):
        return Link(amount)
    return Link(value.value, None, value.language) if isinstance(value, Literal) else Link(str(value))


def _rank(predicate: NamedNode) -> tuple[bool, bool, str]:
    """What a thing is called comes first, then our own terms, then those that we borrow."""
    return (predicate not in _FIRST, not predicate.value.startswith(MP), predicate.value)


PAGE = Page(_QUERY, "resource.html", context, incoming=True)
