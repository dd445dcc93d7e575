"""Three answers: yes, no, and None for what only pySHACL can say (Kleene's strong logic)."""

from collections.abc import Iterable

Verdict = bool | None


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """No if one is no; yes if each is yes."""
    found: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            found = None
    return found


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes if one is yes; no if each is no."""
    return opposite(every(map(opposite, verdicts)))


def just_one(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes if one is yes and each other is no."""
    found = list(verdicts)
    return None if None in found else found.count(True) == 1


def opposite(verdict: Verdict) -> Verdict:
    """No for yes and yes for no."""
    return None if verdict is None else not verdict
