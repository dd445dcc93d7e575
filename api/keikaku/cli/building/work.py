"""The work on one part, as a process of its own does it."""

import time
from dataclasses import dataclass
from pathlib import Path

from keikaku.check import check
from keikaku.cli.building import fingerprint
from keikaku.cli.building.part import Figures, Part
from keikaku.cli.city import check_city, read_city
from keikaku.cli.dataset import shared_quads
from keikaku.language import Text
from keikaku.link import derived_quads
from keikaku.plan import Municipality, Severity
from keikaku.problem import Place, Problem
from keikaku.rdf import Iris, vocabulary_quads

SHARED, DERIVED = "shared", "derived"


@dataclass(frozen=True, slots=True)
class CityTask:
    """A municipality's folder, whose content had this digest."""

    folder: Path
    digest: str
    base: str
    file: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def __call__(self) -> None:
        """Read and check the folder; a Problem if it cannot be read, or changes meanwhile."""
        started = time.perf_counter()
        iris = Iris(self.base)
        city = read_city(self.folder, iris)
        report = check_city(city, iris)
        if fingerprint.of_folder(self.folder) != self.digest:
            raise Problem(
                Text("読み取りの途中でファイルが変わりました。", "A file has changed while it was read."),
                Place(str(self.folder)),
                Text("もう一度 `keikaku build` を実行してください。", "Run `keikaku build` again."),
            )
        figures = Figures(
            code=city.municipality.code,
            prefecture=city.municipality.prefecture,
            plans=len(city.plans),
            projects=sum(len(plan.projects) for plan in city.plans),
            statements=sum(len(set(graph)) for graph in city.graphs),
            doubts=sum(
                doubt.severity is not Severity.NOTE and doubt.correction is None
                for plan in city.plans
                for doubt in plan.doubts
            ),
            years=tuple(sorted(city.years)),
            documents={name: str(path) for name, path in city.documents.items()},
            seconds=time.perf_counter() - started,
        )
        Part.write(self.file, figures, report, city.quads)


@dataclass(frozen=True, slots=True)
class SharedTask:
    """What all parts share: the years they name, the places around their cities, and the vocabulary."""

    years: tuple[int, ...]
    cities: tuple[tuple[str, str], ...]
    base: str
    file: Path
    name: str = SHARED

    def __call__(self) -> None:
        """Write and check it."""
        started = time.perf_counter()
        cities = [Municipality(code, name=code, prefecture=prefecture) for code, prefecture in self.cities]
        quads = [*shared_quads(set(self.years), cities, Iris(self.base)), *vocabulary_quads()]
        report = check(quads, {})
        figures = Figures(
            code="",
            prefecture="",
            plans=0,
            projects=0,
            statements=len(quads),
            doubts=0,
            years=self.years,
            documents={},
            seconds=time.perf_counter() - started,
        )
        Part.write(self.file, figures, report, quads)


@dataclass(frozen=True, slots=True)
class DerivedTask:
    """What is derived from the cities' parts: links between them, topics found by a method, the cube of amounts."""

    cities: tuple[Part, ...]
    data: Path
    base: str
    file: Path
    name: str = DERIVED

    def __call__(self) -> None:
        """Write and check it; a Problem if a file of links or topics cannot be read."""
        started = time.perf_counter()
        read = [quad for part in self.cities for quad in part.quads()]
        quads = list(derived_quads(read, self.data, Iris(self.base)))
        report = check(quads, {}, read)
        figures = Figures(
            code="",
            prefecture="",
            plans=0,
            projects=0,
            statements=len(quads),
            doubts=0,
            years=(),
            documents={},
            seconds=time.perf_counter() - started,
        )
        Part.write(self.file, figures, report, quads)
