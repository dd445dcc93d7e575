"""Where municipalities lie."""

from dataclasses import dataclass

from keikaku.plan.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture by its 2-digit code (JIS X 0401)."""

    code: str
    name: str
    reading: str | None = None
    name_en: str | None = None
    standard_area_code: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Prefectures, and municipalities of which no more is known than where they are."""

    prefectures: tuple[Prefecture, ...]
    municipalities: tuple[Municipality, ...] = ()
