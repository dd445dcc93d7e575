"""Municipalities' folders as one dataset: their quads, and where the documents behind them are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from keikaku.check import Report, check, together, waived
from keikaku.cli.city import City, check_city, read_city
from keikaku.plan import Municipality, Plan
from keikaku.rdf import Iris, fiscal_year_quads, place_quads, vocabulary_quads
from keikaku.read import places_around


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cities, and the graphs that they share: fiscal years and places."""

    iris: Iris
    cities: tuple[City, ...]

    @property
    def plans(self) -> list[Plan]:
        """The plans of all cities."""
        return [plan for city in self.cities for plan in city.plans]

    @property
    def quads(self) -> list[Quad]:
        """All graphs of the cities, and those that they share."""
        return [*(quad for city in self.cities for quad in city.quads), *self.shared]

    @property
    def shared(self) -> list[Quad]:
        """What the cities share."""
        years = {year for city in self.cities for year in city.years}
        return list(shared_quads(years, [city.municipality for city in self.cities], self.iris))

    @property
    def files(self) -> dict[str, str]:
        """The name of each document's file, by the document's IRI."""
        return {iri: file for city in self.cities for iri, file in city.files.items()}

    @property
    def documents(self) -> dict[str, Path]:
        """The documents by their path in a release."""
        return {name: path for city in self.cities for name, path in city.documents.items()}

    def check(self, others: Iterable[Quad] = ()) -> Report:
        """Each city's graphs, what they share, and the vocabulary; with other quads, all of it as one."""
        if others := [*others]:
            waivers = [waiver for city in self.cities for waiver in city.waivers]
            return waived(check([*self.quads, *vocabulary_quads(), *others], self.files), waivers)
        reports = [check_city(city, self.iris) for city in self.cities]
        return together([*reports, check([*self.shared, *vocabulary_quads()], self.files)])


def read_dataset(folders: Iterable[Path], iris: Iris) -> Dataset:
    """The plans of the folders; a Problem for the first folder that cannot be read."""
    return Dataset(iris, tuple(read_city(folder, iris) for folder in folders))


def shared_quads(years: set[int], cities: Iterable[Municipality], iris: Iris) -> Iterator[Quad]:
    """Fiscal years, all prefectures, the and the municipalities that are not among the cities."""
    yield from fiscal_year_quads(years, iris)
    yield from place_quads(places_around(cities), iris)
