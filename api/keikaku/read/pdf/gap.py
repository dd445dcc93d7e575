"""Tables with level rules only: the white that goes through all their rows parts the columns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from keikaku.read.pdf.box import Box
from keikaku.read.pdf.rule import Rule

# Rules of one table begin and end within this of each other; white this wide parts columns.
_SAME = 10.0
_NARROWEST = 5.0
_LEAST_RULES = 3


def rules_between(letters: Sequence[Box], rules: Sequence[Rule]) -> list[Rule]:
    """The upright rules that a page lacks: at both ends of each stack of level rules, and in the white between."""
    found: list[Rule] = []
    for stack in _stacks([rule for rule in rules if not rule.upright]):
        top, bottom = stack[0].at, stack[-1].at
        left, right = min(rule.start for rule in stack), max(rule.end for rule in stack)
        for x in (left, *_white(letters, stack, left, right), right):
            found.append(Rule(True, x, top, bottom))
    return found


def _stacks(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Level rules as long as each other, from top to bottom."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda each: each.at):
        for stack in stacks:
            if abs(stack[0].start - rule.start) <= _SAME and abs(stack[0].end - rule.end) <= _SAME:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return (stack for stack in stacks if len(stack) >= _LEAST_RULES)


def _white(letters: Sequence[Box], stack: Sequence[Rule], left: float, right: float) -> Iterator[float]:
    """The middles of the stretches in which no row below the first prints anything."""
    ys = [rule.at for rule in stack]
    rows: dict[int, list[Box]] = {}
    for box in letters:
        x, y = box.middle
        if left <= x <= right and (row := bisect_right(ys, y)) not in (0, 1, len(ys)):
            rows.setdefault(row, []).append(box)
    # A heading over the whole width has no white in it, and says nothing of columns.
    printed = sorted(box for boxes in rows.values() if _has_white(boxes) for box in boxes)
    end: float | None = None
    for box in printed:
        if end is not None and box.left - end >= _NARROWEST:
            yield (end + box.left) / 2
        end = max(end or box.right, box.right)


def _has_white(boxes: Sequence[Box]) -> bool:
    ordered = sorted(boxes)
    end = ordered[0].right
    for box in ordered[1:]:
        if box.left - end >= _NARROWEST:
            return True
        end = max(end, box.right)
    return False
