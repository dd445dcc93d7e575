"""What the profiles of all genres have in common."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from keikaku.read.marked_yaml import Record

_DEPARTMENT_ENDINGS = (
    "課", "局", "室", "部", "所", "館", "署", "院", "園", "係", "班", "センター", "事務局", "委員会", "チーム",
)  # fmt: skip


def as_list(value: object) -> object:
    """A value that may stand alone, as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


Labels = Annotated[tuple[str, ...], BeforeValidator(as_list), Field(min_length=1)]


class MarkersEntry(Record):
    """Marks at a project's name: of priority projects, of re-listings (再掲), and others (新規 …), which are noted."""

    priority: Labels = ("＜重点事業＞",)
    relisted: Labels = ("（再掲）", "【再掲】", "＜再掲＞", "再掲")
    other: Annotated[tuple[str, ...], BeforeValidator(as_list)] = ()


class DepartmentsEntry(Record):
    """How departments are told apart in one cell, and by what ending an unlisted one is recognised."""

    separators: Annotated[tuple[str, ...], BeforeValidator(as_list)] = (
        "、",
        "，",
        ",",
        "・",
        "／",
        "/",
        "･",
    )
    endings: Annotated[tuple[str, ...], BeforeValidator(as_list)] = _DEPARTMENT_ENDINGS
