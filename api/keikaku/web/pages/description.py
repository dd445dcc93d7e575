"""The CONSTRUCT queries of pages: everything said about some things, with the labels of what it leads to."""

from keikaku.rdf.namespaces import PREFIXES

PREFIX_LINES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

# A part has no life of its own: whoever asks for the whole wants it too.
PARTS = "mp:step|mp:amount|mp:statement|mp:listing|mp:indicator|mp:indicatorValue"


def everything_about(*patterns: str) -> str:
    """The query for all statements about every `?x` that one of the patterns finds, mostly starting from `?s`."""
    # The statements stand inside each branch: an engine then walks from the pattern instead of joining with all data.
    branches = " UNION\n".join(
        f"{{ {pattern} ?x ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}" for pattern in patterns
    )
    return f"{PREFIX_LINES}CONSTRUCT {{ ?x ?p ?o . ?o rdfs:label ?label }} WHERE {{\n{branches}\n}}"


DESCRIPTION = everything_about(
    f"?s ({PARTS})? ?x .",
    "?x dcterms:isPartOf ?s . FILTER(STRSTARTS(STR(?x), CONCAT(STR(?s), '#')))",
)
"""What the data formats of a page say about `?s`: its statements, its parts, and the places in a document."""
