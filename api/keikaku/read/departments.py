"""Department cells: which of the city's departments a printed name, or several in one cell, mean."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from keikaku.japanese import key_text
from keikaku.plan import Department
from keikaku.read.description import DepartmentEntry
from keikaku.read.entries import DepartmentsEntry
from keikaku.read.key import name_key

LONGEST_CELL = 120
_LONGEST_NAME = 24
# 総務課（内部統制担当）is 総務課.
_IN_BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Found:
    """The departments of a cell, in order; `unlisted` are those recognised by their ending only.

    `remarks` is what stands in brackets behind names, with the brackets.
    """

    departments: tuple[Department, ...]
    unlisted: tuple[Department, ...] = ()
    remarks: tuple[str, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.departments + other.departments,
            self.unlisted + other.unlisted,
            self.remarks + other.remarks,
        )


@lru_cache(maxsize=4096)
def _unlisted(name: str) -> Department:
    return Department(key=name_key("", name), name=name)


_Name = Callable[[str], Found | None]


class Directory:
    """The municipality's departments by every printed form of their names."""

    def __init__(
        self,
        departments: Sequence[Department],
        entries: Sequence[DepartmentEntry],
        rules: DepartmentsEntry,
    ) -> None:
        self._by_name: dict[str, Department] = {}
        names = [department.name for department in departments]
        for department, entry in zip(departments, entries, strict=True):
            # 総務課 of two 局 is told apart by the 局 before it, and is nobody's without one.
            alone = names.count(department.name) == 1
            printed = department.name if alone else (entry.parent or "") + department.name
            for name in (printed, *entry.aliases):
                self._by_name[key_text(name)] = department
        self._separators = tuple(key_text(separator) for separator in rules.separators)
        self._endings = tuple(key_text(ending) for ending in rules.endings)
        # Twice, since a note in brackets may follow the name.
        self._longest = 2 * max([_LONGEST_NAME, *map(len, self._by_name)])
        self._last_characters = (")", *{name[-1] for name in self._by_name}, *self._endings)
        self.unlisted: dict[str, Department] = {}

    def parse(self, cell: str) -> Found | None:
        """The departments that the whole cell names, None if it is anything else.

        A listed name wins over a separator inside it (子ども・若者政策課 is one department).
        """
        if len(cell) > LONGEST_CELL or not (text := key_text(cell)).endswith(self._last_characters):
            return None
        found = self._split(text, self._listed) or self._split(text, self._named)
        return self._without_parents(found) if found else None

    def listed(self, cell: str) -> Found | None:
        """The listed departments that the whole cell names, None if it names anything else."""
        found = self._split(key_text(cell), self._listed)
        return self._without_parents(found) if found else None

    def name(self, key: str) -> str:
        """The name of a department, or its key if it is none of these."""
        return next((found.name for found in self._by_name.values() if found.key == key), key)

    def keep(self, found: Found) -> None:
        """Remember the unlisted departments of a cell that was accepted."""
        self.unlisted.update({department.name: department for department in found.unlisted})

    def _split(self, text: str, named: _Name) -> Found | None:
        """The names that the text is made of, longest first, with separators between them or glued."""
        # From the end: what the rest from each offset is made of, so that no rest is read twice.
        rests: dict[int, Found | None] = {len(text): Found(())}
        for start in range(len(text) - 1, -1, -1):
            rests[start] = self._split_from(text, start, named, rests)
        return rests[0]

    def _split_from(
        self, text: str, start: int, named: _Name, rests: dict[int, Found | None]
    ) -> Found | None:
        for end in range(min(len(text), start + self._longest), start, -1):
            if (first := named(text[start:end])) is None:
                continue
            if end == len(text):
                return first
            for separator in ("", *self._separators):
                begin = end + len(separator)
                following = rests[begin] if begin < len(text) and text.startswith(separator, end) else None
                # Two names may be glued (市長市民課) only where both are listed.
                if following is not None and (separator or not following.unlisted):
                    return first + following
        return None

    def _listed(self, name: str) -> Found | None:
        if department := self._by_name.get(name):
            return Found((department,))
        if (remark := _IN_BRACKETS.search(name)) and (
            department := self._by_name.get(name[: remark.start()])
        ):
            return Found((department,), remarks=(remark[0],))
        return None

    def _named(self, name: str) -> Found | None:
        """A listed department, or one that its ending shows to be a department."""
        if listed := self._listed(name):
            return listed
        if not 1 < len(name) <= _LONGEST_NAME or not name.endswith(self._endings) or "。" in name:
            return None
        if any(separator in name for separator in self._separators):
            return None
        department = _unlisted(name)
        return Found((department,), (department,))

    @staticmethod
    def _without_parents(found: Found) -> Found:
        """健康福祉部 福祉総務課 names one department, the 課, and where it belongs."""
        followed = {
            upper.key for upper, lower in itertools.pairwise(found.departments) if lower.parent == upper.key
        }
        kept = tuple(department for department in found.departments if department.key not in followed)
        return replace(found, departments=kept)
