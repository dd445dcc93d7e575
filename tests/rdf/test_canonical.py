from hashlib import sha256
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from keikaku.plan import Plan
from keikaku.rdf import Iris, canonical_quads, digest, plan_quads
from keikaku.rdf.syntax import n_quads

# RDF Dataset Canonicalization (RDFC-1.0), section 4.4, example "unique hashes".
UNIQUE_HASHES = b"""\
_:e1 <http://example.com/#t> <http://example.com/#u> .
<http://example.com/#p> <http://example.com/#r> _:e1 .
_:e0 <http://example.com/#s> <http://example.com/#u> .
<http://example.com/#p> <http://example.com/#q> _:e0 .
"""
CANONICAL = b"""\
<http://example.com/#p> <http://example.com/#q> _:c14n0 .
<http://example.com/#p> <http://example.com/#r> _:c14n1 .
_:c14n0 <http://example.com/#s> <http://example.com/#u> .
_:c14n1 <http://example.com/#t> <http://example.com/#u> .
"""


def test_the_specifications_example() -> None:
    quads = canonical_quads(parse(UNIQUE_HASHES, RdfFormat.N_QUADS))
    assert n_quads(quads) == CANONICAL
    assert digest(n_quads(quads)) == sha256(CANONICAL).hexdigest()


@given(st.randoms())
def test_the_order_of_the_quads_does_not_matter(random: Random) -> None:
    node, graph = NamedNode("http://example.org/p"), NamedNode("http://example.org/g")
    blank = [BlankNode() for _ in range(4)]
    quads = [Quad(a, node, b, graph) for a, b in pairwise(blank)]
    expected = canonical_quads(quads)
    random.shuffle(quads)
    assert canonical_quads(quads + quads) == expected


def test_type_and_label_come_first_in_each_subject(plan: Plan) -> None:
    seen: dict[object, list[str]] = {}
    for quad in canonical_quads(plan_quads(plan, Iris())):
        seen.setdefault(quad.subject, []).append(quad.predicate.value.rpartition("#")[2])
    assert seen[Iris().of(plan).project("0-1-1-1")][:3] == ["type", "type", "label"]
