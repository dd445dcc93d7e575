"""Department cells of a table: listed names, 部 and 課 in one cell or two, several in one, abbreviations, teams."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from keikaku.japanese import key_text
from keikaku.plan import Department
from keikaku.read.departments import Directory
from keikaku.read.key import name_key
from keikaku.read.table.profile import TableDepartmentsEntry

# Between names only if all of them look like departments: 子ども・若者政策課 is one.
_SOFT = ("・", "･")
_TEAM = re.compile(r"[（(][^（）()]*[）)]$")


class DepartmentCell(NamedTuple):
    """The departments of a cell in order, with those that are not listed, and what may be otherwise.

    `remarks` stand in brackets behind names; `odd` have no known ending; `split` may be one name with ・ in it.
    """

    departments: tuple[Department, ...] = ()
    unlisted: tuple[Department, ...] = ()
    remarks: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    split: bool = False


class DepartmentCells:
    """How the cells of one table name departments."""

    def __init__(
        self, directory: Directory, listed: Sequence[Department], rules: TableDepartmentsEntry
    ) -> None:
        self._directory = directory
        self._by_place = {self._place(department, listed): department for department in listed}
        self._endings = tuple(map(key_text, rules.endings))
        self._above = tuple(rules.above)
        self._above_ending = re.compile("|".join(map(re.escape, rules.above_endings)) or r"(?!)")
        self._abbreviations = {key_text(short): name for short, name in rules.abbreviations.items()}
        soft = [separator for separator in rules.separators if separator in _SOFT]
        hard = [separator for separator in rules.separators if separator not in (*_SOFT, *self._above)]
        self._soft = re.compile("|".join(map(re.escape, soft)) or r"(?!)")
        self._hard = re.compile("|".join(["\n", *map(re.escape, hard)]))
        self.parse = lru_cache(maxsize=65536)(self._parse)

    def _parse(self, cells: tuple[str, ...]) -> DepartmentCell:
        """The departments of a row, of one cell or of several from the 部 down."""
        cell = "\u3000".join(filter(None, cells)) if len(cells) > 1 else cells[0]
        if found := self._directory.listed(cell):
            return DepartmentCell(found.departments, remarks=found.remarks)
        above = (*self._above, "\u3000") if len(cells) > 1 else self._above
        return _Parsing(self, above).of(cell)

    @staticmethod
    def _place(department: Department, listed: Sequence[Department]) -> tuple[str, str]:
        parent = next((other.name for other in listed if other.key == department.parent), "")
        return key_text(parent), key_text(department.name)

    def lookup(self, name: str, parent: Department | None) -> tuple[Department, bool]:
        """The department of a name below another, and whether it is listed."""
        place = key_text(parent.name) if parent else ""
        if department := self._by_place.get((place, key_text(name))):
            return department, True
        if parent is None and (found := self._directory.listed(name)) and len(found.departments) == 1:
            return found.departments[0], True
        key = name_key(parent.name if parent else "", name)
        return Department(key, name, parent.key if parent else None), False

    def items(self, cell: str) -> tuple[list[str], bool]:
        """The names in a cell, and whether ・ was taken for a separator."""
        joined = self._unwrapped(cell)
        names = [name.strip() for name in self._hard.split(joined) if name.strip()]
        items: list[str] = []
        split = False
        for name in names:
            parts = [part.strip() for part in self._soft.split(name)]
            if len(parts) > 1 and all(self.looks_right(self.abbreviated(part)[1]) for part in parts):
                items += parts
                split = True
            else:
                items.append(name)
        return items, split

    def _unwrapped(self, cell: str) -> str:
        """A cell whose lines are not each a department is one name that wrapped."""
        lines = [line.strip() for line in cell.splitlines() if line.strip()]
        if all(self.looks_right(line) for line in lines):
            return "\n".join(lines)
        return "".join(lines)

    def looks_right(self, name: str) -> bool:
        """Whether a name (and a team in brackets) ends as departments do."""
        bare = key_text(_TEAM.sub("", name))
        return len(bare) > 1 and bare.endswith(self._endings) and bare.count("(") == bare.count(")")

    def abbreviated(self, name: str) -> tuple[str, str]:
        """The name above and the name proper of 総)国際部; nothing above where none is abbreviated."""
        for bracket in ")）":
            short, found, rest = name.partition(bracket)
            if found and (full := self._abbreviations.get(key_text(short))) and rest:
                return full, rest.strip()
        return "", name

    def unglued(self, name: str) -> list[str]:
        """市民生活部市民環境課 as its 部 and its 課, where the profile says that a 課 may follow so."""
        for found in self._above_ending.finditer(name):
            above, below = name[: found.end()], name[found.end() :]
            if len(above) > 2 and self.looks_right(below):
                return [above, below]
        return [name]

    def ending(self, name: str) -> str:
        """The known ending of a name, blank if it has none."""
        return next((ending for ending in self._endings if key_text(name).endswith(ending)), "")


class _Parsing:
    """One cell being parsed."""

    def __init__(self, cells: DepartmentCells, above: tuple[str, ...]) -> None:
        self._cells = cells
        forms = (r"[^\S\n]+" if each.isspace() else re.escape(each) for each in above)
        self._above = re.compile("|".join(forms)) if above else None
        self._found: dict[str, Department] = {}
        self._unlisted: dict[str, Department] = {}
        self._remarks: list[str] = []
        self._odd: list[str] = []

    def of(self, cell: str) -> DepartmentCell:
        items, split = self._cells.items(cell)
        parent: Department | None = None
        for item in items:
            parent = self._item(item, parent)
        return DepartmentCell(
            tuple(self._found.values()),
            tuple(self._unlisted.values()),
            tuple(self._remarks),
            tuple(self._odd),
            split and any(key in self._unlisted for key in self._found),
        )

    def _item(self, item: str, parent: Department | None) -> Department | None:
        """Adds the department or departments of one item; gives the one above them."""
        above, name = self._cells.abbreviated(item)
        chain = [above, name] if above else list(self._parts(item))
        if len(chain) > 1:
            parent = None
        at: Department | None = parent
        last = ""
        leaf: Department | None = None
        for part in chain:
            ending = self._cells.ending(part)
            if leaf is not None and not (ending and ending == last):
                self._found.pop(leaf.key, None)
                at = leaf
            leaf = self._department(part, at)
            self._found[leaf.key] = leaf
            last = ending
        return at

    def _parts(self, item: str) -> Iterator[str]:
        before = ""
        for part in self._above.split(item) if self._above else [item]:
            name = part.strip()
            if name and name != before:
                yield from self._cells.unglued(name)
            before = name

    def _department(self, printed: str, parent: Department | None) -> Department:
        name = printed
        department, listed = self._cells.lookup(name, parent)
        if not listed and (team := _TEAM.search(name)) and team.start() > 0:
            name = name[: team.start()].strip()
            department, listed = self._cells.lookup(name, parent)
            self._remarks.append(team[0])
        if not listed:
            self._unlisted[department.key] = department
            if not self._cells.looks_right(name):
                self._odd.append(name)
        return department
