"""A rule that a plan really breaks, and a person's word that this may stand."""

from dataclasses import dataclass
from datetime import date

from keikaku.language import Text
from keikaku.problem import Place


@dataclass(frozen=True, slots=True)
class Waiver:
    """One broken `rule` (a shape's name) at one `thing`: who lets it stand, since when, why.

    The thing is named by the end of its IRI (`project/142042/implementation-2014/0-1-1-1`) or by its place in
    a document (`document/142042/plan#row=12`); `place` is where the waiver itself is written.
    """

    rule: str
    thing: str
    by: str
    on: date
    why: Text
    place: Place
