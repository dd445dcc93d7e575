"""The published lists of prefectures and municipalities (data/codes/)."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from keikaku.plan import Municipality, Places, Position, Prefecture
from keikaku.resources import content_folder


@cache
def prefectures() -> tuple[Prefecture, ...]:
    """The 47 prefectures by code."""
    return tuple(
        Prefecture(
            code=row["code"],
            name=row["name"],
            reading=row["reading"],
            name_en=row["name_en"],
            standard_area_code=f"{row['code']}000",
        )
        for row in _rows("prefectures.csv")
    )


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 1,741 municipalities by code, the special wards of Tokyo among them."""
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            prefecture=row["prefecture"],
            name_en=row["name_en"] or None,
            reading=row["reading"],
            standard_area_code=row["code"][:5],
            position=Position(Decimal(row["latitude"]), Decimal(row["longitude"])),
        )
        for row in _rows("municipalities.csv")
    )


def listed(code: str) -> Municipality | None:
    """The municipality of a 6-digit code as the list has it; None for a code that it lacks."""
    return _by_code().get(code)


def places_around(described: Iterable[Municipality]) -> Places:
    """All places but the municipalities that are described elsewhere; with a prefecture that only they name."""
    described = tuple(described)
    own = {city.prefecture_code: Prefecture(city.prefecture_code, city.prefecture) for city in described}
    known = own | {prefecture.code: prefecture for prefecture in prefectures()}
    codes = {city.code for city in described}
    others = tuple(city for city in municipalities() if city.code not in codes)
    return Places(tuple(known[code] for code in sorted(known)), others)


@cache
def _by_code() -> dict[str, Municipality]:
    return {municipality.code: municipality for municipality in municipalities()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (content_folder("data") / "codes" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
