"""A table's file, whatever its format, opened as the grid that has the profile's columns."""

from collections.abc import Sequence

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.table.archive import too_large
from keikaku.read.table.column import Column
from keikaku.read.table.grid import Grid
from keikaku.read.table.header import Header, find_header
from keikaku.read.table.profile import TableProfile
from keikaku.read.table.records import records
from keikaku.read.table.separated import separated
from keikaku.read.table.workbook import workbook

_LARGEST = 128_000_000
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_BRACKETS = (b"[", b"{")


def grids(data: bytes, file: str, path: str | None = None) -> dict[str, Grid]:
    """The tables in a file by the names of their sheets (blank for a file without sheets)."""
    if len(data) > _LARGEST:
        raise too_large(file, Text("128 MBを超えます", "it has more than 128 MB"))
    if data.startswith(_PACKED):
        return workbook(data, file)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _BRACKETS and not file.lower().endswith(
        (".csv", ".tsv")
    ):
        return {"": records(data, file, path)}
    return {"": separated(data, file)}


def open_table(
    data: bytes, profile: TableProfile, wanted: Sequence[Column], file: str
) -> tuple[Grid, Header, tuple[str, ...]]:
    """The grid with all wanted columns, its header, and the names of the other sheets; a Problem if there is no one."""
    found = grids(data, file, profile.records)
    if profile.sheet is not None:
        if (chosen := found.get(profile.sheet)) is None:
            raise Problem(
                Text(
                    f"シート「{profile.sheet}」がありません。あるシート: {'、'.join(found)}。",
                    f"there is no sheet “{profile.sheet}”; there are {', '.join(found)}.",
                ),
                Place(file),
            )
        return chosen, find_header(chosen, profile, wanted, file), _others(found, profile.sheet)
    headers: dict[str, Header] = {}
    problems: list[Problem] = []
    for name, grid in found.items():
        try:
            headers[name] = find_header(grid, profile, wanted, file)
        except Problem as problem:
            problems.append(problem)
    if not headers:
        raise (
            problems[0]
            if problems
            else Problem(Text("シートがありません。", "there is no sheet."), Place(file))
        )
    if len(headers) > 1:
        raise Problem(
            Text(
                f"同じ列のあるシートが{len(headers)}つあります: {'、'.join(headers)}。",
                f"{len(headers)} sheets have these columns: {', '.join(headers)}.",
            ),
            Place(file),
            Text("プロファイルの sheet に一つを書いてください。", "Name one as `sheet` in the profile."),
        )
    ((name, header),) = headers.items()
    return found[name], header, _others(found, name)


def _others(found: dict[str, Grid], name: str) -> tuple[str, ...]:
    return tuple(other for other in found if other != name)
