"""Department cells: which of the city's departments a printed name, or several in one cell, mean."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from keikaku.japanese import key_text
from keikaku.plan import Department
from keikaku.read.folder import DepartmentEntry
from keikaku.read.key import name_key
from keikaku.read.profile import DepartmentsEntry

_LONGEST_NAME = 24
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The departments of a cell, in order; `unlisted` are those recognised by their ending only."""

    departments: tuple[Department, ...]
    unlisted: tuple[Department, ...] = ()


class Directory:
    """The municipality's departments by every printed form of their names."""

    def __init__(
        self,
        departments: tuple[Department, ...],
        entries: tuple[DepartmentEntry, ...],
        rules: DepartmentsEntry,
    ) -> None:
        self._by_name: dict[str, Department] = {}
        for department, entry in zip(departments, entries, strict=True):
            for name in (department.name, *entry.aliases):
                self._by_name[key_text(name)] = department
        self._separators = tuple(key_text(separator) for separator in rules.separators)
        self._endings = tuple(key_text(ending) for ending in rules.endings)
        self.unlisted: dict[str, Department] = {}

    def parse(self, cell: str) -> Found | None:
        """The departments that the whole cell names, None if it is anything else.

        A listed name wins over a separator inside it (子ども・若者政策課 is one department).
        """
        text = key_text(cell)
        if not 0 < len(text) <= _LONGEST_CELL:
            return None
        found = self._split(text, self._listed) or self._split(text, self._named)
        return self._without_parents(found) if found else None

    def _split(self, text: str, named: Callable[[str], Found | None]) -> Found | None:
        """The names that the text is made of, longest first, with separators between them or glued."""
        if not text:
            return Found(())
        for end in range(len(text), 0, -1):
            if (first := named(text[:end])) is None:
                continue
            rest = text[end:]
            for separator in ("", *self._separators):
                if rest.startswith(separator) and (len(rest) > len(separator) or not rest):
                    following = self._split(rest[len(separator) :], named)
                    if following is not None and (separator or not following.unlisted):
                        return self._both(first, following)
        return None

    def _listed(self, name: str) -> Found | None:
        department = self._by_name.get(name)
        return Found((department,)) if department else None

    def _named(self, name: str) -> Found | None:
        """A listed department, or one that its ending shows to be a department."""
        if listed := self._listed(name):
            return listed
        if len(name) > _LONGEST_NAME or not name.endswith(self._endings) or len(name) == 1 or "。" in name:
            return None
        if any(separator in name for separator in self._separators):
            return None
        department = self.unlisted.get(name) or Department(key=name_key("", name), name=name)
        return Found((department,), (department,))

    def keep(self, found: Found) -> None:
        """Remember the unlisted departments of a cell that was accepted."""
        self.unlisted.update({department.name: department for department in found.unlisted})

    @staticmethod
    def _both(first: Found, following: Found) -> Found:
        return Found(first.departments + following.departments, first.unlisted + following.unlisted)

    @staticmethod
    def _without_parents(found: Found) -> Found:
        """健康福祉部 福祉総務課 names one department, the 課, and where it belongs."""
        followed = {
            upper.key for upper, lower in itertools.pairwise(found.departments) if lower.parent == upper.key
        }
        kept = tuple(department for department in found.departments if department.key not in followed)
        return replace(found, departments=kept)
