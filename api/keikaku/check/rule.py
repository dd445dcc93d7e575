"""The rules: what `shapes/` says in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from rdflib.namespace import RDFS, SH

from keikaku.language import LANGUAGES, Language, Text
from keikaku.resources import content_folder

SHAPES = "https://w3id.org/keikaku/shapes#"

_GENERAL_ADVICE = Text(
    "文書のこの箇所を確かめ、読み取りが違っていれば訂正（corrections.yaml）に記してください。",
    "Check this place in the document; if it was read wrongly, settle it in corrections.yaml.",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape in words: what holds (`text`), what to say when it does not (`message`) and what to do.

    A message carries the solution of its SPARQL constraint in `{?name}`, its focus node in `{$this}`.
    """

    iri: str
    text: Text
    message: Text
    advice: Text

    @property
    def key(self) -> str:
        """The rule's name: the shape's IRI without its namespace."""
        return self.iri.removeprefix(SHAPES)

    def values(self, filled: str) -> dict[str, str]:
        """What stands in place of each `{?name}` in a filled message; empty if it is no such message."""
        for template in self.message:
            if found := _pattern(template).fullmatch(filled):
                return found.groupdict()
        return {}

    def fill(self, language: Language, words: Mapping[str, Text]) -> str:
        """The message with words in place of each variable."""

        def spoken(found: re.Match[str]) -> str:
            return words[found[1]].in_(language) if found[1] in words else found[0]

        return _VARIABLE.sub(spoken, self.message.in_(language))


_VARIABLE = re.compile(r"\{[?$](\w+)\}")


def _pattern(template: str) -> re.Pattern[str]:
    texts = _VARIABLE.split(template)
    names = texts[1::2]
    texts[::2] = map(re.escape, texts[::2])
    texts[1::2] = [f"(?P<{name}>.+?)" for name in names]
    return re.compile("".join(texts), re.DOTALL)


def shapes_graph(folder: Path | None = None) -> rdflib.Graph:
    """Every Turtle file of `shapes/` as one graph."""
    graph = rdflib.Graph("SimpleMemory")
    for path in sorted((folder or content_folder("shapes")).glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def shipped_shapes() -> tuple[rdflib.Graph, dict[str, Rule]]:
    """The shapes of the content folder, loaded once, and the rules they hold by IRI."""
    graph = shapes_graph()
    return graph, rules_of(graph)


def rules_of(shapes: rdflib.Graph) -> dict[str, Rule]:
    """The shapes that have a message, as rules by their IRI."""
    return {
        str(shape): Rule(
            str(shape),
            _text(shapes, shape, RDFS.label) or Text(str(shape), str(shape)),
            _text(shapes, shape, SH.message) or Text("", ""),
            _text(shapes, shape, RDFS.comment) or _GENERAL_ADVICE,
        )
        for shape in set(shapes.subjects(SH.message))
    }


def _text(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> Text | None:
    words = {
        value.language: str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, rdflib.Literal)
    }
    return Text(*(words[language] for language in LANGUAGES)) if words.keys() >= set(LANGUAGES) else None
