"""JSON records: bytes to a grid with a row for each record, and header rows made of the keys."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.encoding import decode
from keikaku.read.table.grid import Grid, Row

_Path = tuple[str, ...]


def records(data: bytes, file: str, path: str | None) -> Grid:
    """The records at `path` (keys joined by >), else in the only list; numbers stay as written.

    A Problem if it is no JSON, has a key twice in an object, or no list of records. Records count from row 1.
    """
    text, encoding = decode(data, file)
    found = _records(_loaded(text, file), path, file)
    flat = [dict(_flat(record, ())) for record in found]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    depth = max(map(len, keys))
    header = [tuple(key[level] if level < len(key) else "" for key in keys) for level in range(depth)]

    def rows() -> Iterator[Row]:
        for level, cells in enumerate(header):
            yield Row(level - depth + 1, cells)
        for number, record in enumerate(flat, 1):
            yield Row(number, tuple(record.get(key, "") for key in keys))

    return Grid(rows, encoding)


def _loaded(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Problem(
            Text(f"JSONとして読めません({error.msg})。", f"this is not JSON ({error.msg})."),
            Place(file, line=error.lineno, column=error.colno),
        ) from error
    except _KeyTwice as error:
        raise Problem(
            Text(
                f"キー「{error}」が一つのレコードに二度あります。",
                f"key “{error}” stands twice in one record.",
            ),
            Place(file),
        ) from error
    except RecursionError as error:
        raise Problem(Text("入れ子が深すぎます。", "it is nested too deeply."), Place(file)) from error


class _KeyTwice(Exception):
    """A key that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwice(key)
        found[key] = value
    return found


def _records(value: Any, path: str | None, file: str) -> list[Mapping[str, Any]]:
    for key in filter(None, map(str.strip, (path or "").split(">"))):
        value = value.get(key) if isinstance(value, Mapping) else None
    lists = list(_lists(value))
    if len(lists) != 1:
        raise Problem(
            Text("レコードの一覧が一つに決まりません。", "there is not exactly one list of records."),
            Place(file),
            Text(
                "プロファイルの records に、一覧までのキーを書いてください。",
                "Write the keys on the way to it as `records` in the profile.",
            ),
        )
    return lists[0]


def _lists(value: Any) -> Iterator[list[Mapping[str, Any]]]:
    """The lists of records in a value, but not those inside records."""
    if _is_records(value):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _lists(inner)


def _is_records(value: Any) -> bool:
    return (
        isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) and each for each in value)
    )


def _flat(value: Mapping[str, Any], above: _Path) -> Iterator[tuple[_Path, str]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _flat(inner, (*above, key))
        else:
            yield (*above, key), _text(inner)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "、".join(_text(each) for each in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
