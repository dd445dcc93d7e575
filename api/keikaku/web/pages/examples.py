"""Queries to begin with, shown beside the form."""

from dataclasses import dataclass

from keikaku.language import Text
from keikaku.rdf.namespaces import PREFIXES


@dataclass(frozen=True, slots=True)
class Example:
    """A query that can be run as it stands."""

    name: str
    title: Text
    query: str


def _query(body: str) -> str:
    used = [name for name in PREFIXES if f"{name}:" in body]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + "\n" + body


EXAMPLES = (
    Example(
        "projects",
        Text("事業と所管課", "Projects and their departments"),
        _query("""SELECT ?plan ?project ?department WHERE {
  ?project a mp:Project ;
           dcterms:isPartOf ?plan ;
           mp:department ?department .
}
ORDER BY ?plan ?project
LIMIT 100
"""),
    ),
    Example(
        "steps",
        Text("重点事業の年度別の工程", "What priority projects do in each year"),
        _query("""SELECT ?code ?project ?year ?step WHERE {
  ?project a mp:PriorityProject ;
           skos:notation ?code ;
           mp:step ?step .
  ?step mp:fiscalYear/mp:year ?year ;
        mp:order ?order .
}
ORDER BY ?code ?year ?order
"""),
    ),
    Example(
        "money",
        Text("金額(印刷どおりと円)", "Money, as printed and in yen"),
        _query("""SELECT ?owner ?printed ?unit ?yen WHERE {
  ?owner mp:amount ?amount .
  ?amount mp:publishedValue ?printed ;
          mp:publishedUnit ?unit .
  OPTIONAL { ?amount schema:value ?yen }
}
ORDER BY DESC(?yen)
LIMIT 100
"""),
    ),
    Example(
        "statements",
        Text("施策の本文と出典の行", "Statements, word for word, with their source"),
        _query("""SELECT ?policy ?number ?words ?source WHERE {
  ?policy a mp:Policy ;
          mp:statement ?s .
  ?s rdf:value ?words ;
     mp:order ?order ;
     prov:wasDerivedFrom ?source .
  OPTIONAL { ?s skos:notation ?number }
}
ORDER BY ?policy ?order
LIMIT 100
"""),
    ),
    Example(
        "classes",
        Text("どんなものがいくつあるか", "What is here, and how many"),
        _query("""SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE {
  ?thing a ?class .
}
GROUP BY ?class
ORDER BY DESC(?things)
"""),
    ),
)
