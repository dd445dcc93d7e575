"""YAML whose values remember their lines, validated into records: a wrong key is told with its place."""

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from yaml.reader import ReaderError

from keikaku.japanese import Unreadable
from keikaku.language import Text
from keikaku.problem import Place, Problem

Path_ = tuple[str | int, ...]


class Record(BaseModel):
    """A part of a YAML file: frozen, and every key must be known."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, arbitrary_types_allowed=True
    )


R = TypeVar("R", bound=Record)


def load_record(path: Path, model: type[R]) -> R:
    """The file as a `model`; a Problem with the line of each wrong, unknown or missing key.

    All scalars are read as strings (so codes keep their zeros); the model gives them their types.
    """
    return load_with_lines(path, model)[0]


def load_with_lines(path: Path, model: type[R]) -> tuple[R, Mapping[Path_, int]]:
    """As `load_record`, and with it the line of everything in the file by its path of keys and indices."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Problem(
            Text("ファイルを開けません。", f"the file cannot be opened ({error.strerror})."), Place(str(path))
        ) from error
    except UnicodeDecodeError as error:
        raise Problem(
            Text("UTF-8で保存されていません。", "the file is not in UTF-8."),
            Place(str(path), line=error.object[: error.start].count(b"\n") + 1),
            Text("UTF-8で保存し直してください。", "Save it again as UTF-8."),
        ) from error
    marked = _Marked(path)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        data = marked.value(node, ()) if node else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Problem(
            Text(f"YAMLとして読めません: {error.problem}。", f"this is not YAML: {error.problem}."),
            Place(str(path), mark.line + 1 if mark else None, mark.column + 1 if mark else None),
        ) from error
    except ReaderError as error:
        raise Problem(
            Text(
                f"使えない文字 U+{error.character:04X} があります。",
                f"it has a character that YAML does not allow, U+{error.character:04X}.",
            ),
            Place(str(path), text.count("\n", 0, error.position) + 1),
        ) from error
    except RecursionError as error:
        raise Problem(Text("入れ子が深すぎます。", "it is nested too deeply."), Place(str(path))) from error
    try:
        return model.model_validate(data), marked.lines
    except ValidationError as error:
        raise _invalid(error, model, marked.lines, path) from error


class _Marked:
    """Plain values of YAML nodes, with the line of each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Path_, int] = {}
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, at: Path_) -> Any:
        self.lines.setdefault(at, node.start_mark.line + 1)
        # Aliases to aliases grow exponentially, and a planner's file needs none.
        if id(node) in self._seen:
            raise self._problem(node, Text("別名(*)は使えません。", "aliases (*) are not allowed."))
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.value or node.style else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, at)

    def _mapping(self, node: yaml.Node, at: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise self._problem(key_node, Text("キーは文字列にしてください。", "a key must be a string."))
            if key in mapping:
                raise self._problem(
                    key_node, Text(f"キー「{key}」が二度あります。", f"key {key!r} stands here twice.")
                )
            self.lines[(*at, key)] = key_node.start_mark.line + 1
            mapping[key] = self.value(value_node, (*at, key))
        # A key with nothing behind it says nothing.
        return {key: value for key, value in mapping.items() if value is not None}

    def _problem(self, node: yaml.Node, what: Text) -> Problem:
        return Problem(what, Place(str(self.path), node.start_mark.line + 1, node.start_mark.column + 1))


def _invalid(error: ValidationError, model: type[Record], lines: dict[Path_, int], path: Path) -> Problem:
    found = error.errors()
    messages = [_message(item, _known_keys(model)) for item in found]
    place = _nearest(found[0]["loc"], lines)
    return Problem(
        Text(" ".join(text.ja for text in messages), " ".join(text.en for text in messages)),
        Place(str(path), line=place),
        Text("docs/profile.md に書き方があります。", "docs/profile.md says how to write it."),
    )


def _nearest(loc: Path_, lines: dict[Path_, int]) -> int:
    """The line of a value, or of the innermost thing around it that stands in the file."""
    return next((lines[loc[:end]] for end in range(len(loc), -1, -1) if loc[:end] in lines), 1)


def _message(error: ErrorDetails, known: Sequence[str]) -> Text:
    kind, loc = error["type"], error["loc"]
    where = ".".join(str(part) for part in loc if not str(part).startswith("function-"))
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        meant = Text(f"「{near[0]}」のことですか。", f" Did you mean {near[0]!r}?") if near else Text("", "")
        return Text(
            f"キー「{where}」は知られていません。{meant.ja}", f"{where!r} is not a known key.{meant.en}"
        )
    if kind == "missing":
        return Text(f"キー「{where}」がありません。", f"key {where!r} is missing.")
    said = _own_words(error)
    return Text(
        f"「{where}」の値が正しくありません({said.ja})。", f"{where!r} has a wrong value ({said.en})."
    )


# What pydantic says of a value, for those kinds that a planner meets; the others keep pydantic's English.
_REASONS = {
    "int_parsing": Text("整数ではない", "it is no whole number"),
    "bool_parsing": Text("true か false ではない", "it is neither true nor false"),
    "date_from_datetime_parsing": Text("日付(2026-11-22 の形)ではない", "it is no date such as 2026-11-22"),
    "date_parsing": Text("日付(2026-11-22 の形)ではない", "it is no date such as 2026-11-22"),
    "string_type": Text("文字列ではない", "it is no text"),
    "tuple_type": Text("一覧(- で始まる行)ではない", "it is no list"),
    "list_type": Text("一覧(- で始まる行)ではない", "it is no list"),
    "dict_type": Text("キーと値の組ではない", "it is no set of keys and values"),
    "model_type": Text("キーと値の組ではない", "it is no set of keys and values"),
    "too_short": Text("足りない", "there are too few"),
    "string_too_short": Text("空である", "it is empty"),
    "string_pattern_mismatch": Text("形が合わない", "it has another form"),
    "greater_than_equal": Text("小さすぎる", "it is too small"),
    "less_than_equal": Text("大きすぎる", "it is too large"),
}


def _own_words(error: ErrorDetails) -> Text:
    """The reason in both languages: a grammar's own words where it refused the value, else those for its kind."""
    cause = (error.get("ctx") or {}).get("error")
    if isinstance(cause, Unreadable):
        return Text(cause.what.ja.removesuffix("。"), cause.what.en.removesuffix("."))
    expected = (error.get("ctx") or {}).get("expected")
    if error["type"] in ("enum", "literal_error") and expected:
        return Text(f"{expected} のどれでもない", f"it is none of {expected}")
    reason = error["msg"].removeprefix("Value error, ")
    return _REASONS.get(error["type"], Text(reason, reason))


def _known_keys(model: type[BaseModel]) -> list[str]:
    keys: list[str] = []
    for name, field in model.model_fields.items():
        keys.append(name)
        for inner in _models_in(field.annotation):
            keys.extend(_known_keys(inner))
    return keys


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in getattr(annotation, "__args__", ()) for model in _models_in(argument)]
