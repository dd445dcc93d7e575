"""Rows of a table: which are projects, and which are sums, headings, repeated headers or notes."""

from collections.abc import Iterator, Sequence

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.read.table.cells import Cells
from keikaku.read.table.grid import Grid, Row
from keikaku.read.table.header import Header
from keikaku.read.table.layout import Layout
from keikaku.read.table.money import Money
from keikaku.read.table.notes import TableNotes, shortened
from keikaku.read.table.pattern import fits_any
from keikaku.read.table.places import Places
from keikaku.read.table.profile import TableProfile
from keikaku.read.table.projects import Draft
from keikaku.read.table.sums import Sums


class Rows:
    """Sorts the rows of one table."""

    def __init__(
        self,
        layout: Layout,
        profile: TableProfile,
        notes: TableNotes,
        cells: Cells,
        places: Places,
        money: Money,
    ) -> None:
        self._layout, self._rules, self._notes = layout, profile.rows, notes
        self._cells, self._places, self._money = cells, places, money
        self._sums = Sums(notes)
        self._last: Draft | None = None
        self._nameless: set[int] = set()

    def drafts(self, grid: Grid, header: Header) -> Iterator[Draft]:
        """The projects and re-listings below the header, in their order; every other row is told."""
        repeated = {words for row in header.rows if (words := _words(self._layout.kept(row)))}
        begins = {words[0] for words in repeated}
        width = len(header.paths)
        for whole in grid.rows():
            if whole.number <= header.last or whole.is_blank:
                continue
            if len(whole.cells) != width:
                self._tell_width(whole, width)
            self._nameless |= {
                index
                for index in self._layout.without_header
                if whole.cell(index) and not whole.is_covered(index)
            }
            row = self._cells.carried(self._layout.kept(whole))
            if _first_words(row) in begins and _words(row) in repeated:
                self._notes.note(
                    "repeated-header", Text("繰り返された見出しの行", "rows that repeat the header"), [row]
                )
            elif self._rules.skip and self._layout.holds(row, self._rules.skip):
                self._notes.note(
                    "skipped-rows", Text("プロファイルで除いた行", "rows that the profile leaves out"), [row]
                )
            elif (draft := self._draft(whole, row)) is not None:
                self._tell_faults(grid, row)
                self._sums.add(draft)
                self._last = draft
                yield draft
        self._sums.tell()
        self._tell_nameless_columns(header)
        self._places.tell()

    def _draft(self, whole: Row, row: Row) -> Draft | None:
        """The project of a row, or None: then the row is a sum or a heading, or it is told."""
        if self._places.head(whole):
            return None
        label = self._cells.label(row)
        if self._is_total(whole, label):
            self._sums.compare(row, list(self._money.of(row, self._notes.doubt)))
            return None
        if label:
            return self._cells.draft(row, label)
        if row.is_blank:
            self._tell_unread(whole)
            return None
        amounts = list(self._money.of(row, _silently))
        if self._has_no_words(row) and not self._money.unread and self._sums.are_sums(amounts):
            self._sums.compare(row, amounts)
            return None
        last = self._last
        if last is not None and last.code and self._cells.code(row) == last.code:
            return self._cells.draft(row, last.label)
        self._tell_nameless(row)
        return None

    def _is_total(self, whole: Row, label: str) -> bool:
        """Whether the row's name, or in a row without one any word, is a label of sums."""
        words = [label] if label else [cell for cell in whole.cells if cell.strip()]
        return any(fits_any(self._rules.totals, word) for word in words)

    def _has_no_words(self, row: Row) -> bool:
        """Whether nothing but amounts is printed."""
        return not any(row.cell(index).strip() for index in self._layout.indices_of_words)

    def _tell_faults(self, grid: Grid, row: Row) -> None:
        for index, fault in grid.faults.get(row.number, {}).items():
            # In a column of amounts it is told as one that cannot be read.
            if index in self._layout.indices_of_words:
                self._notes.error(
                    "cell-fault",
                    Text(
                        f"列「{self._layout.name(index)}」のセルに値がありません({fault})。",
                        f"the cell in column “{self._layout.name(index)}” has no value ({fault}).",
                    ),
                    [row],
                )

    def _tell_width(self, row: Row, width: int) -> None:
        """A row of another number of cells than the header: what stands in it may be in the wrong columns."""
        found = len(row.cells)
        tell = self._notes.error if any(map(str.strip, row.cells[width:])) else self._notes.doubt
        tell(
            "row-width",
            Text(
                f"見出しは{width}列、行は{found}列です。",
                f"the header has {width} cells, the row has {found}.",
            ),
            [row],
        )

    def _tell_nameless_columns(self, header: Header) -> None:
        if self._nameless:
            names = "、".join(map(self._layout.name, sorted(self._nameless)))
            self._notes.doubt(
                "unmapped-columns",
                Text(
                    f"見出しのない列は読んでいません: {names}",
                    f"columns without a header were not read: {names}",
                ),
                header.rows,
            )

    def _tell_unread(self, whole: Row) -> None:
        """A row with nothing in the columns that are read: a remark, or what the profile should have mapped."""
        words = [
            cell.strip()
            for index, cell in enumerate(whole.cells)
            if cell.strip() and index not in self._layout.dropped and not whole.is_covered(index)
        ]
        shown = shortened(" ".join(words[:2])) or "…"
        self._notes.doubt(
            "unread-row", Text(f"読み取れない行:「{shown}」", f"not understood: “{shown}”"), [whole]
        )

    def _tell_nameless(self, row: Row) -> None:
        words = shortened(" ".join(dict.fromkeys(filter(None, map(str.strip, row.cells)))))
        stated = any(row.cell(column.index).strip() for column in self._layout.amounts)
        tell = self._notes.error if stated else self._notes.doubt
        tell(
            "row-without-name" if stated else "unread-row",
            Text(f"事業名のない行:「{words}」", f"a row without a project's name: “{words}”"),
            [row],
        )


def _silently(code: str, message: Text, rows: Sequence[Row]) -> None:
    """Tells nothing: the row is told as a whole, or is none that has amounts."""


def _first_words(row: Row) -> str:
    return next((key_text(cell) for cell in row.cells if cell.strip()), "")


def _words(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, map(key_text, row.cells)))
