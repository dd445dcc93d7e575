"""All folders as parts: what has not changed is taken as it was, the rest made in processes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from keikaku.cli.building import crew, fingerprint
from keikaku.cli.building.cache import Cache
from keikaku.cli.building.part import Part
from keikaku.cli.building.summary import Line, Outcome
from keikaku.cli.building.work import DERIVED, SHARED, CityTask, DerivedTask, SharedTask
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.resources import content_folder


@dataclass(frozen=True, slots=True)
class City:
    """A folder, and the part that it became or the reason why it became none."""

    folder: Path
    part: Part | None
    problem: Problem | None
    unchanged: bool = False

    @property
    def line(self) -> Line:
        """Its line in the summary."""
        if self.part is None:
            return Line(self.folder.name, Outcome.UNREADABLE)
        if not self.part.report.conforms:
            return Line(self.folder.name, Outcome.INVALID, self.part)
        return Line(self.folder.name, Outcome.UNCHANGED if self.unchanged else Outcome.VALID, self.part)

    @property
    def fails(self) -> bool:
        """Whether it cannot be released."""
        return self.part is None or not self.part.report.conforms


def cities(folders: Iterable[Path], cache: Cache, base: str, jobs: int) -> Iterator[City]:
    """Each folder when it is done."""
    tasks = []
    for folder in folders:
        try:
            digest = fingerprint.of_folder(folder)
        except OSError as error:
            yield City(folder, None, _unreadable(folder, error))
            continue
        file = cache.place(folder.name, digest)
        if part := Part.read(file):
            yield City(folder, part, None, unchanged=True)
        else:
            tasks.append(CityTask(folder, digest, base, file))
    for task, problem in crew.done(tasks, jobs):
        part = None if problem else Part.read(task.file)
        cache.sweep(task.name, task.file)
        yield City(task.folder, part, problem)


def shared(parts: Collection[Part], cache: Cache, base: str) -> Part:
    """What the parts share; a Problem if it cannot be made."""
    years = sorted({year for part in parts for year in part.figures.years})
    known = sorted((part.figures.code, part.figures.prefecture) for part in parts)
    file = cache.place(SHARED, repr((years, known)))
    return _made(SharedTask(tuple(years), tuple(known), base, file), cache)


def derived(parts: Iterable[Part], data: Path, cache: Cache, base: str) -> Part:
    """What is derived from the parts and from `data`/links and `data`/topics; a Problem if it cannot be made."""
    cities = tuple(sorted(parts, key=lambda part: part.file))
    folders = (data / "links", data / "topics", content_folder("data") / "topics")
    made_of = [*(part.file.name for part in cities), *map(fingerprint.of_folder, folders)]
    return _made(DerivedTask(cities, data, base, cache.place(DERIVED, *made_of)), cache)


def _made(task: SharedTask | DerivedTask, cache: Cache) -> Part:
    if part := Part.read(task.file):
        return part
    for _, problem in crew.done([task], jobs=1):
        if problem:
            raise problem
    cache.sweep(task.name, task.file)
    if part := Part.read(task.file):
        return part
    raise Problem(
        Text("途中の結果を読めません。", "What was just written cannot be read."), Place(str(task.file))
    )


def _unreadable(folder: Path, error: OSError) -> Problem:
    return Problem(
        Text(f"フォルダを読めません（{error.strerror}）。", f"The folder cannot be read ({error.strerror})."),
        Place(str(folder)),
    )
