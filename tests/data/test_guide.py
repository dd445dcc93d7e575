"""docs/data.md and the README say what is in the data."""

import re
from collections.abc import Iterator

from printed import CITIES, DATA

DOCS = DATA.parent / "docs"
KAMAKURA = ("142042", "鎌倉市", 12, 3)


def described() -> Iterator[tuple[str, str, int, int]]:
    """Code, name, projects and amounts of each row of the table."""
    for line in (DOCS / "data.md").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\| (\d{6}) \| (\S+) \| [^|]+ \| ([\d,]+) \| ([\d,]+) \|", line):
            yield found[1], found[2], int(found[3].replace(",", "")), int(found[4].replace(",", ""))


def counted() -> list[tuple[str, str, int, int]]:
    """The same from the tables, with 鎌倉市's page by hand."""
    rows = [
        (city.code, city.name, len(projects), sum(len(project.amounts) for project in projects))
        for city in CITIES
        for projects in [city.projects()]
    ]
    return sorted([*rows, KAMAKURA])


def test_the_guide_describes_every_city() -> None:
    assert list(described()) == counted()


def test_the_readme_counts_them_all() -> None:
    readme = (DATA.parent / "README.md").read_text(encoding="utf-8")
    projects, amounts = (sum(row[column] for row in counted()) for column in (2, 3))
    assert f"**{len(counted())} municipalities**, {projects:,} projects" in readme
    assert f"{amounts:,} sums of money" in readme


def test_the_guide_counts_what_is_doubtful() -> None:
    """As tests/data/test_cities.py finds it in what is read."""
    guide = (DOCS / "data.md").read_text(encoding="utf-8")
    noted = dict(re.findall(r"\| `([a-z-]+)` \| (\d+) \|", guide))
    assert noted == {
        "blank-or-zero": "306",
        "current-year": "407",
        "unit-suspected": "1",
        "listed-again": "108",
    }
