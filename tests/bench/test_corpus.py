"""What is measured is a valid plan, the same one every time."""

from bench.corpus import Corpus
from bench.question import KINDS, requests
from keikaku.check import check
from keikaku.rdf import Iris


def test_plans_are_valid_and_always_the_same() -> None:
    corpus = Corpus(plans=2, projects=20)
    quads = list(corpus.quads(Iris()))
    assert quads == list(corpus.quads(Iris()))
    assert not check(quads, {}).findings
    assert len(corpus.plan(0).projects) == 20
    assert corpus.plan(0).municipality.code != corpus.plan(1).municipality.code


def test_each_request_is_another_text() -> None:
    for kind in KINDS:
        asked = requests(kind, Corpus(2, 20), "/sparql", seed=1)
        texts = [next(asked).bytes for _ in range(100)]
        assert len(set(texts)) == 100
