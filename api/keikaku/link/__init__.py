"""Plans → correspondences between them: what the same work is called elsewhere (docs/linking.md)."""

from keikaku.link.likeness import FEATURES, Corpus
from keikaku.link.match import Lexical, Link, Linker
from keikaku.link.model import METHODS, Method, Model, read_model
from keikaku.link.synonyms import Synonyms, read_synonyms
from keikaku.link.wording import Words
from keikaku.link.work import Work, works

__all__ = [
    "FEATURES",
    "METHODS",
    "Corpus",
    "Lexical",
    "Link",
    "Linker",
    "Method",
    "Model",
    "Synonyms",
    "Words",
    "Work",
    "read_model",
    "read_synonyms",
    "works",
]
