"""Saved queries: `.rq` files whose `#+` comments say in YAML what they are and which parameters they take."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from keikaku.engine.query import Query
from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.resources import content_folder

ParameterType = Literal[
    "text", "integer", "iri", "fiscal-year", "municipality", "department", "plan", "policy", "project"
]
ChartKind = Literal["bars", "lines", "timeline", "map", "grid"]
_XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_METADATA = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_ID_PATH = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of the query that is bound to one term before it runs."""

    name: str
    type: ParameterType
    default: str
    label: Text

    def term(self, value: str, base: str) -> str:
        """The value as a term in N-Triples syntax; a Problem if it has not the parameter's type."""
        match self.type:
            case "text":
                return str(RdfLiteral(value))
            case "integer":
                if re.fullmatch(r"-?[0-9]{1,18}", value):
                    return str(RdfLiteral(str(int(value)), datatype=_XSD_INTEGER))
            case "iri":
                try:
                    return str(NamedNode(value))
                except ValueError:
                    pass
            case _:
                if value.startswith(base):
                    value = value.removeprefix(f"{base}id/{self.type}/")
                if _ID_PATH.fullmatch(value):
                    return str(NamedNode(f"{base}id/{self.type}/{value}"))
        raise Problem(
            Text(
                f"「{value}」は引数 {self.name} の値({self.type})ではありません。",
                f"“{value}” is no value of parameter {self.name} ({self.type}).",
            ),
            advice=Text(f"例: {self.default}", f"For example: {self.default}"),
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """How the answer is drawn: a kind of chart, and which variable stands for what (`x`, `y`, `series` …)."""

    kind: ChartKind
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with its text; `question` is its number in the list of questions, if it has one.

    `columns` says what people call the variables of the answer.
    """

    name: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    text: str
    question: int | None = None
    columns: Mapping[str, Text] = field(default_factory=dict)
    chart: Chart | None = None

    def query(self, values: Mapping[str, str], base: str) -> Query:
        """The query with its parameters bound: `values` where given, else the defaults; a Problem for others."""
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted(set(values) - known):
            raise Problem(
                Text(
                    f"引数 {', '.join(unknown)} はありません。",
                    f"there is no parameter {', '.join(unknown)}.",
                ),
                advice=Text(
                    f"引数: {', '.join(known) or 'なし'}", f"Parameters: {', '.join(known) or 'none'}"
                ),
            )
        bound = {
            parameter.name: parameter.term(values.get(parameter.name, parameter.default), base)
            for parameter in self.parameters
        }
        return Query(self.text, substitutions=bound)


def read_saved_query(path: Path) -> SavedQuery:
    """The query in a file; a Problem if its metadata is missing or wrong."""
    text = path.read_text("utf-8")
    try:
        metadata = yaml.safe_load("\n".join(_METADATA.findall(text))) or {}
        return SavedQuery(
            name=path.stem,
            title=_text(metadata["title"]),
            description=_text(metadata["description"]),
            parameters=tuple(
                _parameter(name, entry) for name, entry in (metadata.get("parameters") or {}).items()
            ),
            text=text,
            question=metadata.get("question"),
            columns={name: _text(entry) for name, entry in (metadata.get("columns") or {}).items()},
            chart=_chart(metadata["chart"]) if "chart" in metadata else None,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise Problem(
            Text(
                f"問い合わせの説明(#+)が読めません: {error}。", f"its metadata (#+) cannot be read: {error}."
            ),
            Place(str(path)),
            Text("docs/queries.md に書き方があります。", "docs/queries.md says how to write it."),
        ) from error


@cache
def saved_queries(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """The shipped queries, or those of another folder, by name."""
    return tuple(
        read_saved_query(path) for path in sorted((folder or content_folder("queries")).glob("*.rq"))
    )


def saved_query(name: str, folder: Path | None = None) -> SavedQuery:
    """The query of that name; a Problem that lists the names there are."""
    found = {query.name: query for query in saved_queries(folder)}
    if name not in found:
        raise Problem(
            Text(f"問い合わせ「{name}」はありません。", f"there is no query {name!r}."),
            advice=Text(f"あるもの: {'、'.join(found)}", f"There are: {', '.join(found)}"),
        )
    return found[name]


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    if entry["type"] not in get_args(ParameterType):
        raise ValueError(f"parameter {name} has unknown type {entry['type']!r}")
    return Parameter(name, entry["type"], str(entry["default"]), _text(entry["label"]))


def _chart(entry: Mapping[str, str]) -> Chart:
    if entry["kind"] not in get_args(ChartKind):
        raise ValueError(f"there is no kind of chart {entry['kind']!r}")
    return Chart(entry["kind"], {name: str(variable) for name, variable in entry.items() if name != "kind"})  # type: ignore[arg-type]


def _text(entry: Mapping[str, str]) -> Text:
    return Text(entry["ja"], entry["en"])
