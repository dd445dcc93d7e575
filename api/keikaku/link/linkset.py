"""The links between two municipalities on disk: what a method proposes, and what people decide (data/links/)."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from keikaku.language import Text
from keikaku.link.match import Link
from keikaku.link.reference import Reference
from keikaku.problem import Place, Problem

CANDIDATES, DECISIONS = "candidates", "decisions"
_CANDIDATE_COLUMNS = (
    "from",
    "to",
    "from_name",
    "to_name",
    "confidence",
    "shared",
    "everywhere",
    "method",
    "on",
)
_DECISION_COLUMNS = ("from", "to", "from_name", "to_name", "relation", "accepted", "by", "on", "why")


class Relation(StrEnum):
    """How `to` stands to `from`: the same work, nearly so, a wider one, a narrower one, a related one."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a method takes for the same work, how surely and on which words; `everywhere` if every city has it."""

    source: Reference
    target: Reference
    confidence: Decimal
    shared: tuple[str, ...]
    everywhere: bool
    method: str
    on: date

    @classmethod
    def of(cls, link: Link, everywhere: bool, on: date) -> "Candidate":
        """From a link."""
        return cls(
            Reference.to(link.a),
            Reference.to(link.b),
            Decimal(f"{link.confidence:.3f}"),
            link.shared,
            everywhere,
            link.method,
            on,
        )

    @property
    def ends(self) -> tuple[str, str]:
        """The paths of both projects."""
        return self.source.path, self.target.path


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person holds of two projects: the relation, or (not accepted) that there is none; who, when, why."""

    source: Reference
    target: Reference
    relation: Relation
    accepted: bool
    by: str
    on: date
    why: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """The paths of both projects."""
        return self.source.path, self.target.path


Row = TypeVar("Row", Candidate, Decision)


def read_candidates(folder: Path) -> list[Candidate]:
    """All candidates below the folder of links; a Problem for a row that cannot be read."""
    return list(_read(folder / CANDIDATES, _candidate))


def read_decisions(folder: Path) -> list[Decision]:
    """All decisions below the folder of links; a Problem for a row that cannot be read."""
    return list(_read(folder / DECISIONS, _decision))


def write_candidates(folder: Path, pair: tuple[str, str], candidates: Iterable[Candidate]) -> Path:
    """Write the candidates between two municipalities, in place of those found before; decisions stay."""
    rows = [
        {
            **_ends(each),
            "confidence": str(each.confidence),
            "shared": " ".join(each.shared),
            "everywhere": "yes" if each.everywhere else "",
            "method": each.method,
            "on": each.on.isoformat(),
        }
        for each in sorted(candidates, key=lambda each: each.ends)
    ]
    return _write(folder / CANDIDATES, pair, _CANDIDATE_COLUMNS, rows)


def write_decision(folder: Path, decision: Decision) -> Path:
    """Add a decision to those between its municipalities, in place of an earlier one on the same projects."""
    pair = (decision.source.municipality, decision.target.municipality)
    file = folder / DECISIONS / _name(pair)
    standing = list(_read_file(file, _decision)) if file.exists() else []
    kept = [each for each in standing if each.ends != decision.ends]
    rows = [
        {
            **_ends(each),
            "relation": str(each.relation),
            "accepted": "yes" if each.accepted else "no",
            "by": each.by,
            "on": each.on.isoformat(),
            "why": each.why,
        }
        for each in sorted([*kept, decision], key=lambda each: each.ends)
    ]
    return _write(folder / DECISIONS, pair, _DECISION_COLUMNS, rows)


def _ends(each: Candidate | Decision) -> dict[str, str]:
    source, target = each.source, each.target
    return {"from": source.path, "to": target.path, "from_name": source.name, "to_name": target.name}


def _name(pair: tuple[str, str]) -> str:
    return f"{pair[0]}-{pair[1]}.csv"


def _candidate(row: dict[str, str]) -> Candidate:
    return Candidate(
        *_references(row),
        confidence=Decimal(row["confidence"]),
        shared=tuple(row["shared"].split()),
        everywhere=row["everywhere"] == "yes",
        method=row["method"],
        on=date.fromisoformat(row["on"]),
    )


def _decision(row: dict[str, str]) -> Decision:
    return Decision(
        *_references(row),
        relation=Relation(row["relation"]),
        accepted={"yes": True, "no": False}[row["accepted"]],
        by=row["by"],
        on=date.fromisoformat(row["on"]),
        why=row["why"],
    )


def _references(row: dict[str, str]) -> tuple[Reference, Reference]:
    return Reference.read(row["from"], row["from_name"]), Reference.read(row["to"], row["to_name"])


def _read(folder: Path, convert: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    for file in sorted(folder.glob("*.csv")):
        yield from _read_file(file, convert)


def _read_file(file: Path, convert: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            try:
                yield convert(row)
            except Problem as problem:
                place = Place(str(file), line=reader.line_num)
                raise Problem(problem.what, place, problem.advice) from problem
            except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
                raise Problem(
                    Text(f"行を読めません（{error}）。", f"the row cannot be read ({error})."),
                    Place(str(file), line=reader.line_num),
                    Text(
                        "docs/linking.md に列の説明があります。",
                        "docs/linking.md says what the columns hold.",
                    ),
                ) from error


def _write(folder: Path, pair: tuple[str, str], columns: tuple[str, ...], rows: list[dict[str, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _name(pair)
    aside = file.with_suffix(".csv.new")
    with aside.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return aside.replace(file)
