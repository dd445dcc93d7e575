"""The policies section: headings of policies, and under each its statements, numbered or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from keikaku.language import Text
from keikaku.read.text.notes import Notes
from keikaku.read.text.page import Chunk
from keikaku.read.text.passage import Passage
from keikaku.read.text.profile import LevelEntry
from keikaku.read.text.template import Template, first_match

_SENTENCE_ENDS = ("。", "）", ")", "」")


@dataclass(slots=True)
class StatedItem:
    """A statement as printed: its number, its words, and the mark before them with its place."""

    number: str | None
    passage: Passage
    mark: Passage

    @property
    def whole(self) -> Passage:
        """Mark and words, for its source."""
        return Passage.joined([self.mark, self.passage])


@dataclass(slots=True)
class StatedPolicy:
    """A policy of the section: depth in the hierarchy, number, name, statements; depth 0 is the section's own text."""

    depth: int
    number: str | None
    name: str
    passage: Passage | None
    statements: list[StatedItem] = field(default_factory=list)


class PolicySection:
    """Reads the chunks of a policies section."""

    def __init__(
        self, levels: Sequence[tuple[int, LevelEntry]], statements: tuple[Template, ...], notes: Notes
    ) -> None:
        self._levels, self._statements, self._notes = levels, statements, notes

    def policies(self, chunks: Sequence[Chunk]) -> list[StatedPolicy]:
        """The policies in order, each with its statements; text before the first stands under depth 0."""
        policies = [StatedPolicy(0, None, "", None)]
        before: Chunk | None = None
        for chunk in chunks:
            if heading := self._heading(chunk):
                policies.append(heading)
            elif found := first_match(self._statements, chunk.text):
                policies[-1].statements.append(_numbered(chunk.passage, found))
            elif chunk.is_remark:
                self._notes.unread(chunk.passage)
            else:
                self._plain(policies[-1], chunk, before)
            before = chunk
        return [policy for policy in policies if policy.depth or policy.statements]

    def _heading(self, chunk: Chunk) -> StatedPolicy | None:
        if chunk.text.endswith("。"):
            return None
        for depth, level in self._levels:
            if (found := first_match(level.headings, chunk.text)) is not None:
                return StatedPolicy(
                    depth,
                    found.get("number") or found.get("mark"),
                    found.get("name") or chunk.text,
                    chunk.passage,
                )
        return None

    def _plain(self, policy: StatedPolicy, chunk: Chunk, before: Chunk | None) -> None:
        """An unnumbered paragraph: the rest of one broken off by a page, one more of a numbered item, or its own."""
        last = policy.statements[-1] if policy.statements else None
        is_sentence = chunk.text.endswith(_SENTENCE_ENDS)
        if last and before and before.ends_page and not last.passage.text.endswith(_SENTENCE_ENDS):
            last.passage = Passage.joined([last.passage, chunk.passage])
        elif last and last.number and not is_sentence:
            self._notes.unread(chunk.passage)
        elif last and last.number:
            last.passage = Passage.joined([last.passage, chunk.passage], "\n")
            self._notes.note(
                "paragraph-joined",
                Text(
                    f"{last.number}の続きの段落として読みました。",
                    f"read as a further paragraph of {last.number}.",
                ),
                chunk.passage,
            )
        else:
            policy.statements.append(StatedItem(None, chunk.passage, chunk.passage[:0]))
            if not is_sentence:
                self._notes.doubt(
                    "no-sentence",
                    Text(
                        f"文の形でない「{chunk.text}」を本文として読みました。",
                        f"“{chunk.text}” was read as a statement, though it is no sentence.",
                    ),
                    chunk.passage,
                )


def _numbered(passage: Passage, found: dict[str, str]) -> StatedItem:
    """A statement by its template; its number as printed ((1), ア), None for a bullet."""
    start = passage.text.rindex(found["text"])
    has_number = found.keys() & {"mark", "number", "kana"}
    number = passage.text[:start].strip() if has_number else None
    return StatedItem(number, passage[start : start + len(found["text"])], passage[:start])
