"""A document: its terms, and where it is text, the text itself with numbered lines that can be linked to."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import DCTERMS, RDFS, SCHEMA
from keikaku.web.pages.description import everything_about
from keikaku.web.pages.page import Page
from keikaku.web.pages.reader import Reader, place_in
from keikaku.web.subgraph import Subgraph

# A table has thousands of places, of which a page needs no more than the address.
_ABOUT = everything_about("?s dcterms:source? ?x .").removesuffix("}")
_QUERY = f"{_ABOUT} UNION {{ ?x dcterms:isPartOf ?s . ?x ?p ?s . BIND(?s AS ?o) }} }}"
_LONGEST = 2 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: the fragments of data IRIs that begin here, and whether any data rests on it."""

    number: int
    text: str
    anchors: list[str]
    cited: bool


def context(graph: Subgraph, document: NamedNode, reader: Reader) -> dict[str, object]:
    """What document.html shows."""
    file = _file(graph, document, reader)
    media_type = graph.text(document, SCHEMA.encodingFormat)
    is_text = file is not None and (media_type or "").startswith("text/plain")
    return {
        "crumbs": [],
        "label": reader.link(graph, document),
        "rights": reader.words(graph.literal(document, DCTERMS.rights, reader.language)),
        "publisher": graph.text(document, DCTERMS.publisher),
        "addresses": reader.links(graph, graph.nodes(document, DCTERMS.source)),
        "media_type": media_type,
        "sha256": graph.text(document, SCHEMA.sha256),
        "comment": reader.words(graph.literal(document, RDFS.comment, reader.language)),
        "file": f"/{file}" if file else None,
        "lines": _lines(reader.release.path / file, graph, document) if file and is_text else [],
    }


def _file(graph: Subgraph, document: NamedNode, reader: Reader) -> str | None:
    """The document's file in the release: the one with its checksum."""
    checksum = graph.text(document, SCHEMA.sha256)
    files = reader.release.manifest.files
    return next((n for n, f in files.items() if n.startswith("documents/") and f.sha256 == checksum), None)


def _lines(path: Path, graph: Subgraph, document: NamedNode) -> list[Line]:
    if path.stat().st_size > _LONGEST:
        return []
    anchors: dict[int, list[str]] = defaultdict(list)
    cited: set[int] = set()
    for place in graph.subjects(DCTERMS.isPartOf, document):
        found = place_in(place.value)
        if found and found[0] == "line":
            _, first, last = found
            anchors[first].append(place.value.partition("#")[2])
            cited.update(range(first, last + 1))
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return [Line(n, words, anchors[n], n in cited) for n, words in enumerate(text.split("\n"), 1)]


PAGE = Page(_QUERY, "document.html", context)
