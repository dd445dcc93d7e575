"""For whom a page is made: the language they read, and where links lead them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from keikaku.language import Language, Text
from keikaku.rdf.namespaces import CODE, MP, PROV
from keikaku.release.release import Release
from keikaku.web.subgraph import Subgraph

_ONTOLOGY = MP.removesuffix("#")
_PLACE = re.compile(r"#(line|page|row)=(\d+)(?:[,-](\d+))?$")
_UNITS = {"line": Text("行", "line"), "page": Text("ページ", "page"), "row": Text("行目", "row")}


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; `href` is None where no link is safe, `lang` where they are in no language."""

    text: str
    href: str | None = None
    lang: str | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A language, the base of the IRIs that this site answers for, and the release that is shown."""

    language: Language
    base: str
    release: Release

    def href(self, iri: str) -> str | None:
        """The address of the page about a thing: ours on this host, others over HTTP, else none.

        An IRI such as `javascript:…` is never made a link.
        """
        for start, path in ((f"{self.base}id/", "/doc/"), (CODE, "/doc/code/"), (_ONTOLOGY, "/ontology")):
            if iri.startswith(start):
                return path + quote(iri.removeprefix(start), safe="/#=,~")
        return iri if iri.startswith(("https://", "http://")) else None

    def link(self, graph: Subgraph, node: NamedNode) -> Link:
        """A thing by its label, leading to its page; by its IRI where it has no label."""
        href = self.href(node.value)
        external = href is not None and not href.startswith("/")
        label = graph.label(node, self.language)
        if label is None:
            return Link(node.value.removeprefix(self.base), href, None, external)
        return Link(label.value, href, label.language, external)

    def links(self, graph: Subgraph, nodes: Iterable[NamedNode]) -> list[Link]:
        """Several things, each by its label."""
        return [self.link(graph, node) for node in nodes]

    def words(self, literal: Literal | None) -> Link | None:
        """A literal as words, with its language."""
        return Link(literal.value, None, literal.language) if literal else None

    def sources(self, graph: Subgraph, node: NamedNode) -> list[Link]:
        """The places in documents that something is derived from: `215–216行`, `lines 215–216`."""
        places = sorted(graph.nodes(node, PROV.wasDerivedFrom), key=lambda place: _order(place.value))
        return [self._place(graph, place) for place in places]

    def _place(self, graph: Subgraph, place: NamedNode) -> Link:
        match = _PLACE.search(place.value)
        if match is None:
            return self.link(graph, place)
        unit, first, last = lines_of(match)
        name = _UNITS[unit].in_(self.language)
        numbers = f"{first}" if first == last else f"{first}–{last}"
        plural = "s" if first != last else ""
        words = f"{numbers}{name}" if self.language == "ja" else f"{name}{plural} {numbers}"
        return Link(words, self.href(place.value))


def lines_of(place: re.Match[str]) -> tuple[str, int, int]:
    """The unit and the 1-based, inclusive numbers of a fragment; RFC 5147 counts the gaps between lines."""
    unit, first, last = place[1], int(place[2]), int(place[3] or place[2])
    return (unit, first + 1, last) if unit == "line" else (unit, first, last)


def place_in(iri: str) -> tuple[str, int, int] | None:
    """The unit and numbers of a place in a document; None if the IRI names none."""
    match = _PLACE.search(iri)
    return lines_of(match) if match else None


def _order(iri: str) -> tuple[str, int]:
    unit, first, _ = place_in(iri) or ("", 0, 0)
    return unit, first
