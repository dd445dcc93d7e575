"""What the reader has to say about a table: doubts with their rows."""

from collections.abc import Iterable, Sequence

from keikaku.language import Text
from keikaku.plan import Doubt, Severity, Source, Sources
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row

_MOST_WORDS = 60


class TableNotes:
    """Collects the doubts of one table, and what its rows say that are doubted."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._told: dict[tuple[str, Severity, Text, str | None], list[int]] = {}
        self.printed: dict[int, str] = {}

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """All doubts, in the order in which they came up; one that is true of several rows is one."""
        return tuple(
            Doubt(
                key=f"{code}-{name_key(self._document, code, message.ja, project or '')}",
                code=code,
                severity=severity,
                message=message,
                sources=self.sources(rows),
                project=project,
            )
            for (code, severity, message, project), rows in self._told.items()
        )

    def sources(self, rows: Iterable[int]) -> Sources:
        """The places of rows (by number) in the document, each run of neighbours as one."""
        spans: list[tuple[int, int]] = []
        # The header rows that are made of JSON keys stand before the first record.
        for row in sorted({max(row, 1) for row in rows}):
            if spans and spans[-1][1] == row - 1:
                spans[-1] = spans[-1][0], row
            else:
                spans.append((row, row))
        return tuple(Source(self._document, "row", first, last) for first, last in spans)

    def note(self, code: str, message: Text, rows: Sequence[Row], project: str | None = None) -> None:
        """How something was read that could be read otherwise."""
        self._add(code, Severity.NOTE, message, rows, project)

    def doubt(self, code: str, message: Text, rows: Sequence[Row], project: str | None = None) -> None:
        """Something that a person should look at."""
        self._add(code, Severity.DOUBT, message, rows, project)

    def error(self, code: str, message: Text, rows: Sequence[Row], project: str | None = None) -> None:
        """Something that the plan lacks because it could not be read."""
        self._add(code, Severity.ERROR, message, rows, project)

    def _add(
        self, code: str, severity: Severity, message: Text, rows: Sequence[Row], project: str | None
    ) -> None:
        told = self._told.setdefault((code, severity, message, project), [])
        told.extend(row.number for row in rows)
        for row in rows:
            self.printed.setdefault(row.number, " ".join(filter(None, row.cells)))


def shortened(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _MOST_WORDS else text[:_MOST_WORDS] + "…"
