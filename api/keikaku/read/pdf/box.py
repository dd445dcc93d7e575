"""Rectangles on a page, in points from its upper left corner."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle: x, y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def beside(self, other: "Box") -> float:
        """How much of the height of the lower of the two they share: 0 (none) to 1."""
        return _shared((self.top, self.bottom), (other.top, other.bottom))

    def over(self, other: "Box") -> float:
        """How much of the width of the narrower of the two they share: 0 (none) to 1."""
        return _shared((self.left, self.right), (other.left, other.right))


def around(boxes: "list[Box] | tuple[Box, ...]") -> Box:
    """The smallest box that holds all of these (at least one)."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return max(0.0, common / shorter) if shorter > 0 else 0.0
