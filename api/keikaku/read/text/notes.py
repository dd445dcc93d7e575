"""What the reader has to say about a document: doubts with their lines, and lines it did not understand."""

from collections.abc import Iterable, Sequence

from keikaku.language import Text
from keikaku.plan import Doubt, Severity, Sources
from keikaku.read.key import name_key
from keikaku.read.text.page import Line, sources_of
from keikaku.read.text.passage import Passage

_MOST_WORDS = 60


class Notes:
    """Collects the doubts of one document whose printed lines have these numbers (sorted)."""

    def __init__(self, document: str, printed: Sequence[int]) -> None:
        self._document, self._printed = document, printed
        self._doubts: dict[str, Doubt] = {}

    @property
    def last_line(self) -> int:
        """The document's last printed line."""
        return self._printed[-1]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """All doubts, in the order in which they came up."""
        return tuple(self._doubts.values())

    def sources(self, at: Passage) -> Sources:
        """The places of a passage in the document."""
        return sources_of(at.lines, self._document, self._printed)

    def note(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """How something was read that could be read otherwise."""
        self._add(code, Severity.NOTE, message, self.sources(at), project)

    def doubt(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """Something that a person should look at."""
        self._add(code, Severity.DOUBT, message, self.sources(at), project)

    def error(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """Something that the plan lacks because it could not be read."""
        self._add(code, Severity.ERROR, message, self.sources(at), project)

    def unread(self, at: Passage) -> None:
        """Lines that the reader did not understand: listed, never dropped."""
        words = _shortened(at.text)
        self.doubt("unread-line", Text(f"読み取れない行:「{words}」", f"not understood: “{words}”"), at)

    def unlisted_department(self, name: str, at: Passage) -> None:
        """A department that was recognised by its ending only."""
        self.doubt(
            "unlisted-department",
            Text(
                f"部署「{name}」は一覧にありません。",
                f"department “{name}” is not in the list of departments.",
            ),
            at,
        )

    def department_remark(self, remark: str, at: Passage) -> None:
        """Words in brackets behind a department: where in it, or a further one."""
        self.doubt(
            "department-remark",
            Text(
                f"部署の後の「{remark}」は、部署として読んでいません。",
                f"“{remark}” behind a department was not read as one.",
            ),
            at,
        )

    def furniture(self, code: str, what: Text, lines: Iterable[Line]) -> None:
        """Lines of one sort that say nothing about the plan (page numbers, column headers …), as one note."""
        numbers = [line.number for line in lines]
        if not numbers:
            return
        message = Text(
            f"{what.ja}として読んだ行: {len(numbers)}行", f"lines read as {what.en}: {len(numbers)}"
        )
        sources = sources_of(numbers, self._document, self._printed)
        self._add(code, Severity.NOTE, message, sources, None)

    def _add(
        self, code: str, severity: Severity, message: Text, sources: Sources, project: str | None
    ) -> None:
        key = f"{code}-{name_key(self._document, code, message.ja, str(sources[0].first))}"
        self._doubts.setdefault(key, Doubt(key, code, severity, message, sources, project))


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else text[:_MOST_WORDS] + "…"
