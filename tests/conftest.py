"""What tests of several rooms share: the shipped data, read once, and a release built from it."""

from pathlib import Path

import pytest

from keikaku.cli.dataset import Dataset, read_dataset
from keikaku.rdf import Iris, vocabulary_quads
from keikaku.read import folders
from keikaku.release import Release, build
from keikaku.resources import content_folder


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    """The shipped data, read and written as quads."""
    return read_dataset(folders(content_folder("data")), Iris())


@pytest.fixture(scope="session")
def shipped_releases(shipped: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped data as its current release."""
    folder = tmp_path_factory.mktemp("shipped") / "releases"
    build(folder, [*shipped.quads, *vocabulary_quads()], shipped.check(), shipped.documents)
    return folder


@pytest.fixture(scope="session")
def shipped_release(shipped_releases: Path) -> Release:
    """The shipped data as a release."""
    return Release.current(shipped_releases)


@pytest.fixture(scope="session")
def one_city() -> Dataset:
    """鎌倉市's data alone, for tests of what hangs on no city: soon built, and a limit is soon met."""
    return read_dataset([content_folder("data") / "142042-kamakura"], Iris())


@pytest.fixture(scope="session")
def one_city_releases(one_city: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with it as its current release."""
    folder = tmp_path_factory.mktemp("one-city") / "releases"
    build(folder, [*one_city.quads, *vocabulary_quads()], one_city.check(), one_city.documents)
    return folder
