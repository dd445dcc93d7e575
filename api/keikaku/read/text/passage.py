"""Text that remembers its lines: it can be cut and joined, and still says where every character stood."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters and, for each, its 1-based line in the document."""

    text: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, text: str, line: int) -> "Passage":
        """A passage within one line."""
        return cls(text, (line,) * len(text))

    @classmethod
    def joined(cls, passages: "Iterable[Passage]", glue: str = "") -> "Passage":
        """The passages one after the other; the glue counts to the line before it."""
        texts: list[str] = []
        lines: list[int] = []
        for passage in passages:
            between = glue if lines else ""
            lines += lines[-1:] * len(between)
            lines += passage.lines
            texts += (between, passage.text)
        return cls("".join(texts), tuple(lines))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "Passage":
        return Passage(self.text[part], self.lines[part])

    def strip(self) -> "Passage":
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def line_starts(self) -> Iterator[int]:
        """Where a further line begins."""
        return (at for at in range(1, len(self.lines)) if self.lines[at] != self.lines[at - 1])

    def words(self) -> Iterator["Passage"]:
        """The pieces between white space: what a flattened table row has left of its cells."""
        start = 0
        for end, character in enumerate([*self.text, " "]):
            if character.isspace():
                if end > start:
                    yield self[start:end]
                start = end + 1

    @property
    def first_line(self) -> int:
        """The line of the first character."""
        return self.lines[0]

    @property
    def last_line(self) -> int:
        """The line of the last character."""
        return self.lines[-1]
