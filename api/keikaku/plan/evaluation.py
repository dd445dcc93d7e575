"""The yearly evaluation of a plan's projects."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation (事務事業評価) of what was done in `fiscal_year`; `documents` are keys of the plan's documents."""

    key: str
    title: str
    fiscal_year: int
    documents: tuple[str, ...]
    title_en: str | None = None
