"""A sheet as one row of a table: the columns that its profile names, with the values found on the sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.read.pdf.heading import Headings, is_value
from keikaku.read.pdf.notes import PageNotes
from keikaku.read.pdf.options import Options
from keikaku.read.pdf.page import Cell, in_reading_order
from keikaku.read.pdf.profile import PdfSheetProfile
from keikaku.read.pdf.sheet import Sheet
from keikaku.read.table.column import Column, HeaderPath
from keikaku.read.table.grid import Row
from keikaku.read.table.layout import columns_of
from keikaku.read.table.notes import shortened

# 1,234 ※既存分を含む, and 197,770(1)
_NOTE = re.compile(r"(?<=[0-9０-９円])\s*[(（]?[※＊*].*", re.DOTALL)
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
# A slanting line through a cell says what a dash says.
_STRUCK = "／"


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a column: its path, the words, and the page."""

    path: HeaderPath
    words: str
    page: int


@dataclass(slots=True)
class SheetRecord:
    """The values of a sheet in the order of the profile's columns; `headings` are the words above those of years."""

    values: list[Value] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @property
    def paths(self) -> tuple[HeaderPath, ...]:
        """The path of each column."""
        return tuple(value.path for value in self.values)

    @property
    def cells(self) -> tuple[str, ...]:
        """The words in each column."""
        return tuple(value.words for value in self.values)


class RecordReader:
    """Finds on one sheet what a profile names; `row` is what doubts about the sheet are about."""

    def __init__(self, sheet: Sheet, profile: PdfSheetProfile, notes: PageNotes, row: Row) -> None:
        self._sheet, self._profile, self._notes, self._row = sheet, profile, notes, row

    def record(self) -> SheetRecord:
        """A value for each column that is no year's, blank where it has none, and for each year that is printed."""
        found = SheetRecord()
        for column in columns_of(self._profile.table):
            if column.has_year:
                found.values.extend(self._years(column, found.headings))
            else:
                found.values.append(self._value(column))
        return found

    def _value(self, column: Column) -> Value:
        path = parts_of(column)
        key = tuple(map(key_text, path))
        if column in self._profile.find.behind:
            return Value(key, *self._behind(column, path[-1]))
        labels = self._sheet.labelled(path)
        if not labels:
            self._tell_missing(column)
            return Value(key, "", self._sheet.first_page)
        label, words = labels[0], self._words(column, labels[0])
        self._sheet.use(*labels)
        if len(labels) > 1:
            self._tell_twice(column, words, [self._words(column, other) for other in labels[1:]])
        pattern = self._profile.say.get(column.printed)
        if pattern and words:
            words = pattern.replace("*", words)
        return Value(key, words, label.page)

    def _words(self, column: Column, label: Cell) -> str:
        """What a label says, by where its value stands."""
        find = self._profile.find
        if column in find.options:
            chosen = Options(self._sheet, label, self._profile.marks).chosen()
            return "、".join(map(key_text, chosen))
        if column in find.row:
            cells = self._sheet.row(label)
        elif column in find.below:
            cells = self._sheet.below(label)
        else:
            cells = self._sheet.right(label)
        self._sheet.use(*cells)
        between = " " if column in find.row else "\n"
        return between.join(cell.text for cell in cells if not cell.is_blank)

    def _behind(self, column: Column, label: str) -> tuple[str, int]:
        found = self._sheet.behind(label)
        if not found:
            self._tell_missing(column)
            return "", self._sheet.first_page
        cell, words = found[0]
        self._sheet.use(*(cell for cell, _ in found))
        if len(found) > 1:
            self._tell_twice(column, words, [other for _, other in found[1:]])
        return words, cell.page

    def _years(self, column: Column, words: list[str]) -> Iterator[Value]:
        """The values of a column with a year at `{year}`: beside or below its label, wherever all of it is printed."""
        path = parts_of(column)
        named = [part for part in path if "{year}" not in part]
        anchors = self._sheet.labelled(named[:1]) if named else self._sheet.dated(path[0])
        found: dict[HeaderPath, tuple[Value, Cell]] = {}
        unplaced: list[tuple[Cell, Headings]] = []
        for cell, headings in values_of(self._sheet, anchors, path):
            if not headings.is_complete:
                unplaced.append((cell, headings))
                continue
            value = Value(tuple(headings.printed[part] for part in path), self._amount(cell), cell.page)
            self._sheet.use(cell, *headings.cells)
            words += [heading.text for heading in headings.cells]
            if value.path in found:
                self._tell_twice(column, found[value.path][0].words, [value.words])
                continue
            found[value.path] = value, cell
            if cell.crossed:
                self._tell_crossed(cell)
        self._tell_unplaced(column, unplaced)
        if not found:
            self._tell_missing(column)
        yield from (value for value, _ in found.values())

    def _amount(self, cell: Cell) -> str:
        """What a cell of amounts says, without a note behind it, and what stands in brackets if the profile says so."""
        if cell.struck and cell.is_blank:
            return _STRUCK
        words = "".join(cell.line_texts)
        if note := _NOTE.search(words):
            self._notes.note(
                "amount-note",
                Text(
                    f"金額「{words}」の注は読んでいません。",
                    f"the note on the amount “{words}” was not read.",
                ),
                [self._row],
            )
            words = words[: note.start()]
        return _BRACKETS.sub("", words) if self._profile.in_brackets else words

    def _tell_missing(self, column: Column) -> None:
        message = Text(f"「{column}」が見つかりません。", f"“{column}” was not found.")
        if column in self._profile.optional:
            return
        tell = self._notes.error if column in self._needed else self._notes.doubt
        tell("label-missing", message, [self._row])

    @property
    def _needed(self) -> set[Column]:
        """What every sheet must have: the name and the amounts."""
        return {*self._profile.columns.name, *(entry.column for entry in self._profile.amounts)}

    def _tell_twice(self, column: Column, words: str, others: Sequence[str]) -> None:
        different = [other for other in others if key_text(other) != key_text(words)]
        if different:
            self._notes.doubt(
                "label-twice",
                Text(
                    f"「{column}」が{len(others) + 1}か所にあり、初めの「{shortened(words)}」を読みました。",
                    f"“{column}” stands in {len(others) + 1} places; the first, “{shortened(words)}”, was read.",
                ),
                [self._row],
            )

    def _tell_crossed(self, cell: Cell) -> None:
        self._notes.doubt(
            "number-over-rule",
            Text(
                f"数「{cell.text}」が罫線からはみ出しています。",
                f"the number “{cell.text}” sticks out over a rule.",
            ),
            [self._row],
        )

    def _tell_unplaced(self, column: Column, unplaced: Sequence[tuple[Cell, Headings]]) -> None:
        """Doubt numbers beside the label whose year is not known; columns of another meaning are no concern."""
        for cell, headings in unplaced:
            if is_value(cell) and headings.lacks_year and not headings.strange and not headings.beyond:
                self._notes.doubt(
                    "amount-without-year",
                    Text(
                        f"「{column}」の「{cell.text}」は、どの年度のものか分かりません。",
                        f"“{cell.text}” of “{column}” has no fiscal year above it.",
                    ),
                    [self._row],
                )


def parts_of(column: Column) -> tuple[str, ...]:
    """The parts of a column's path, the outermost first."""
    return tuple(part.strip() for part in column.printed.split(">"))


def values_of(
    sheet: Sheet, anchors: Sequence[Cell], path: Sequence[str], through: Sequence[Cell] = ()
) -> Iterator[tuple[Cell, Headings]]:
    """The cells beside and below some labels that may be values, each with what heads it."""
    seen: set[int] = set()
    for anchor in anchors:
        for cell in in_reading_order(sheet.field(anchor)):
            if id(cell) in seen or sheet.is_label(cell) or any(sheet.fit(part, cell) for part in path):
                continue
            seen.add(id(cell))
            headings = Headings(sheet, cell, anchor, path, through)
            if cell.is_blank and not headings.is_complete:
                continue
            yield cell, headings
