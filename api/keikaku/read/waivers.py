"""Waivers: rules that a city's plans really break, each let stand by a person (docs/profile.md, Waivers)."""

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field

from keikaku.plan.waiver import Waiver
from keikaku.problem import Place
from keikaku.read.description import Words
from keikaku.read.marked_yaml import Record, load_with_lines

WAIVERS = "waivers.yaml"

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Thing = Annotated[str, Field(pattern=r"^[a-z-]+/[0-9]{6}/[!-~]+$")]


class WaiverEntry(Record):
    """One reason for one rule, with all the things to which it applies."""

    rule: Name
    things: Annotated[tuple[Thing, ...], Field(min_length=1)]
    by: str
    date: datetime.date
    why: Words


class WaiverFile(Record):
    """The whole of waivers.yaml."""

    waivers: tuple[WaiverEntry, ...] = ()


def load_waivers(folder: Path) -> tuple[Waiver, ...]:
    """The waivers in a municipality's folder, none where it has no waivers.yaml; a Problem if the file is wrong."""
    path = folder / WAIVERS
    if not path.exists():
        return ()
    file, lines = load_with_lines(path, WaiverFile)
    return tuple(
        Waiver(
            rule=entry.rule,
            thing=thing,
            by=entry.by,
            on=entry.date,
            why=entry.why.text,
            place=Place(str(path), line=lines["waivers", index, "things", number]),
        )
        for index, entry in enumerate(file.waivers)
        for number, thing in enumerate(entry.things)
    )
