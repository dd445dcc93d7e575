"""Who plans: the municipality and its departments."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Department:
    """A department (課, 部, 局 …); `parent` is the key of the one above, None directly under the city."""

    key: str
    name: str
    parent: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees (WGS 84), north and east of zero."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its 6-digit code (check digit included), with identifiers that have been verified.

    `standard_area_code` is that of official statistics, for a municipality that the published list has.
    """

    code: str
    name: str
    prefecture: str
    name_en: str | None = None
    reading: str | None = None
    corporate_number: str | None = None
    geonames: str | None = None
    standard_area_code: str | None = None
    position: Position | None = None
    departments: tuple[Department, ...] = ()

    @property
    def prefecture_code(self) -> str:
        """The first two digits of the code (JIS X 0401)."""
        return self.code[:2]
