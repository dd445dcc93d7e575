"""Plans → correspondences between them: what the same work is called elsewhere (docs/linking.md)."""

from keikaku.link.derived import derived_quads
from keikaku.link.everywhere import Everywhere
from keikaku.link.likeness import FEATURES, Corpus
from keikaku.link.linkset import (
    Candidate,
    Decision,
    Relation,
    read_candidates,
    read_decisions,
    write_candidates,
    write_decision,
)
from keikaku.link.match import Lexical, Link, Linker
from keikaku.link.model import METHODS, Method, Model, read_model
from keikaku.link.quads import link_quads, lost
from keikaku.link.reference import Directory, Reference
from keikaku.link.synonyms import Synonyms, read_synonyms
from keikaku.link.wording import Words
from keikaku.link.work import Work, works

__all__ = [
    "FEATURES",
    "METHODS",
    "Candidate",
    "Corpus",
    "Decision",
    "Directory",
    "Everywhere",
    "Lexical",
    "Link",
    "Linker",
    "Method",
    "Model",
    "Reference",
    "Relation",
    "Synonyms",
    "Words",
    "Work",
    "derived_quads",
    "link_quads",
    "lost",
    "read_candidates",
    "read_decisions",
    "read_model",
    "read_synonyms",
    "works",
    "write_candidates",
    "write_decision",
]
