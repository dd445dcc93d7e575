"""What the reader has to say about a table: doubts with their rows."""

from collections.abc import Iterable, Sequence

from keikaku.language import Text
from keikaku.plan import Doubt, Severity, Source, Sources
from keikaku.read.key import name_key
from keikaku.read.table.grid import Row

_MOST_WORDS = 60
# What is told of a row while it is read, and concerns the project of that row alone.
_OF_ONE_PROJECT = frozenset(
    (
        "amount",
        "amount-merged",
        "amount-unplaced",
        "cell-fault",
        "code-lines",
        "department-split",
        "period",
        "project-twice",
        "several-names",
        "steps-unplaced",
    )
)


class TableNotes:
    """Collects the doubts of one table, and what its rows say that are doubted."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._told: dict[tuple[str, Severity, Text, str | None], list[int]] = {}
        self._owners: dict[int, str] = {}
        self.printed: dict[int, str] = {}

    def own(self, project: str, rows: Iterable[int]) -> None:
        """Say that rows (by number) are a project's: doubts about its amounts are about it."""
        self._owners.update(dict.fromkeys(rows, project))

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
            for (code, severity, message, said), all_rows in self._told.items()
            for project, rows in self._by_project(code, said, all_rows).items()
        )

    def _by_project(self, code: str, project: str | None, rows: list[int]) -> dict[str | None, list[int]]:
        """The rows of a doubt by the project that it is about, so that a correction can settle each of them."""
        if project is not None or code not in _OF_ONE_PROJECT:
            return {project: rows}
        found: dict[str | None, list[int]] = {}
        for row in rows:
            found.setdefault(self._owners.get(row), []).append(row)
        return found

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
