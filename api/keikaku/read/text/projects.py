"""Projects: the rows of the lists and the sheets of the priority ones, joined by name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.plan import Listing, Project
from keikaku.read.key import name_key
from keikaku.read.text.listed import ListedRow, ListedSheet, sheets_of
from keikaku.read.text.notes import Notes
from keikaku.read.text.passage import Passage
from keikaku.read.text.priority import PriorityProjects


class Projects:
    """A document's projects and listings, made of its rows and sheets."""

    def __init__(self, notes: Notes, priority: PriorityProjects | None) -> None:
        self._notes, self._sheets = notes, priority
        self._projects: dict[str, Project] = {}
        self._listings: dict[str, Listing] = {}
        self._named: Counter[tuple[str, str]] = Counter()
        self._same: Counter[tuple[str, ...]] = Counter()

    def build(
        self, rows: Sequence[ListedRow], sheets: Sequence[ListedSheet]
    ) -> tuple[tuple[Project, ...], tuple[Listing, ...]]:
        """Every project once, and the rows that list one described elsewhere."""
        own = [listed for listed in rows if not listed.row.relisted]
        self._named = Counter(listed.place_and_name for listed in own)
        pairs = sheets_of(own, sheets)
        for index, listed in enumerate(own):
            self._add_row(listed, pairs.get(index))
        paired = {id(sheet) for sheet in pairs.values()}
        for sheet in sheets:
            if id(sheet) not in paired:
                self._add_lone_sheet(sheet)
        for listed in rows:
            if listed.row.relisted:
                self._add_relisting(listed)
        return tuple(self._projects.values()), tuple(self._listings.values())

    def _add_row(self, listed: ListedRow, sheet: ListedSheet | None) -> None:
        row = listed.row
        project = self._of_row(listed)
        if sheet is None or self._sheets is None:
            project = self._put(project, row.label)
            if row.priority and self._sheets is not None:
                self._notes.error(
                    "sheet-missing",
                    Text(
                        f"重点事業「{project.name}」の個票がありません。",
                        f"priority project “{project.name}” has no sheet.",
                    ),
                    row.label,
                    project.key,
                )
            return
        at = sheet.sheet.labels.get("code", row.label)
        project = self._put(self._sheets.project(sheet.sheet, project), at)
        self._put_listing(replace(self._listing(listed), project=project.key))
        if not row.priority:
            self._notes.doubt(
                "unmarked-priority",
                Text(
                    f"「{project.name}」には個票がありますが、一覧に重点事業の印がありません。",
                    f"“{project.name}” has a sheet, but no priority mark in the list.",
                ),
                row.label,
                project.key,
            )

    def _add_lone_sheet(self, listed: ListedSheet) -> None:
        if self._sheets is None:
            return
        whole = listed.sheet.whole
        blank = Project(name_key(listed.place, listed.name), listed.name, (), listed.policy)
        project = self._put(self._sheets.project(listed.sheet, blank), whole)
        self._notes.error(
            "row-missing",
            Text(
                f"個票のある「{project.name}」が事業一覧にありません。",
                f"“{project.name}” has a sheet, but no row in the list of projects.",
            ),
            whole,
            project.key,
        )

    def _add_relisting(self, listed: ListedRow) -> None:
        row = listed.row
        listing = self._listing(listed)
        named = [
            project
            for project in self._projects.values()
            if key_text(project.name) == key_text(row.name.text)
        ]
        among = [project for project in named if set(project.departments) & set(listing.departments)]
        found = among if len(among) == 1 else named
        if not found:
            self._notes.note(
                "relisted-from-elsewhere",
                Text(
                    f"再掲「{row.name.text}」の元の事業はこの文書にありません。",
                    f"the project that “{row.name.text}” lists again is not in this document.",
                ),
                row.label,
            )
        elif len(found) > 1:
            self._notes.doubt(
                "relisted-unclear",
                Text(
                    f"再掲「{row.name.text}」の元と見られる事業が{len(found)}件あります。",
                    f"“{row.name.text}” may list any of {len(found)} projects again.",
                ),
                row.label,
            )
        self._put_listing(replace(listing, project=found[0].key if len(found) == 1 else None))

    def _of_row(self, listed: ListedRow) -> Project:
        row = listed.row
        departments = tuple(department.key for department in row.departments)
        # Of several projects with one name none may depend on their order for its key.
        apart = departments if self._named[listed.place_and_name] > 1 else ()
        return Project(
            key=name_key(listed.place, row.name.text, *apart),
            name=row.name.text,
            sources=self._notes.sources(row.whole),
            policy=listed.policy,
            departments=departments,
            description=row.description.text if row.description else None,
            priority=row.priority,
        )

    def _listing(self, listed: ListedRow) -> Listing:
        row = listed.row
        return Listing(
            key=name_key("listing", listed.place, row.label.text),
            label=row.label.text,
            policy=listed.policy,
            departments=tuple(department.key for department in row.departments),
            sources=self._notes.sources(row.whole),
            description=row.description.text if row.description else None,
            relisted=row.relisted,
        )

    def _put(self, project: Project, at: Passage) -> Project:
        """The project under a key of its own; two of one name or code are both kept, and told."""
        if (other := self._projects.get(project.key)) is not None:
            key = self._another(project.key, project.name, *project.departments)
            self._tell_twice(project, other, at, key)
            if self._sheets:
                self._sheets.rename(project.key, key)
            project = replace(project, key=key)
        self._projects[project.key] = project
        return project

    def _tell_twice(self, project: Project, other: Project, at: Passage, key: str) -> None:
        tell = self._notes.error if project.code else self._notes.doubt
        tell(
            "project-twice",
            Text(
                f"「{project.name}」({project.code or 'コードなし'})は「{other.name}」と同じ名前かコードです。",
                f"“{project.name}” ({project.code or 'no code'}) has the name or code of “{other.name}”.",
            ),
            at,
            key,
        )

    def _put_listing(self, listing: Listing) -> None:
        key = self._another(listing.key) if listing.key in self._listings else listing.key
        self._listings[key] = replace(listing, key=key)

    def _another(self, key: str, *apart: str) -> str:
        """A key for one more thing that would have this key."""
        self._same[key, *apart] += 1
        return f"{key}-{name_key(key, *apart, str(self._same[key, *apart]))}"
