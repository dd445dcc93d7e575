"""The search index: one SQLite file with full-text tables (FTS5), written once and then only read."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import local

from keikaku.web.search.items import Item
from keikaku.web.search.words import is_kana, pairs, reading, words

FACETS = ("kind", "city", "prefecture", "year", "sdg", "marker", "money", "type")
_SCHEMA = """
CREATE TABLE item (
    id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, name TEXT, name_en TEXT, text TEXT,
    city TEXT, plan TEXT, policy TEXT, departments TEXT, yen INTEGER
);
CREATE TABLE facet (item INTEGER, name TEXT, value TEXT, PRIMARY KEY (name, value, item)) WITHOUT ROWID;
CREATE TABLE facet_name (name TEXT, value TEXT, ja TEXT, en TEXT, PRIMARY KEY (name, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(
    name, name_pairs, text, text_pairs, kana, content='', tokenize='unicode61 remove_diacritics 0'
);
"""
_ITEM = "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_WEIGHTS = "10.0, 6.0, 2.0, 1.0, 4.0"
_KIND_ORDER = "CASE kind WHEN 'municipality' THEN 0 WHEN 'plan' THEN 1 WHEN 'project' THEN 2 ELSE 3 END"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: words that must all be found, and by facet the values of which one must fit."""

    text: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = "relevance"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    iri: str
    kind: str
    name: str
    name_en: str
    text: str
    city: str
    city_name: tuple[str, str]
    plan: str
    plan_name: tuple[str, str]
    policy: str
    departments: str
    yen: int | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with its names, and how many of the things found have it."""

    value: str
    ja: str
    en: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many were found, some of them, and by facet what could be chosen next."""

    count: int
    hits: list[Hit]
    facets: dict[str, list[Value]]


def write_index(path: Path, items: Iterable[Item], names: Iterable[tuple[str, str, str, str]]) -> None:
    """Write a new index."""
    with sqlite3.connect(path) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        for number, item in enumerate(items, 1):
            _add(database, number, item)
        database.executemany("INSERT OR IGNORE INTO facet_name VALUES (?, ?, ?, ?)", names)
        database.executescript(
            "INSERT INTO found(found) VALUES('optimize'); CREATE INDEX item_iri ON item (iri);"
            "CREATE INDEX facet_item ON facet (item); ANALYZE;"
        )
    database.close()


def _add(database: sqlite3.Connection, number: int, item: Item) -> None:
    database.execute(
        _ITEM,
        (number, item.iri, item.kind, item.name, item.name_en, item.text, item.city, item.plan, item.policy,
         item.departments, item.yen),
    )  # fmt: skip
    rest = f"{item.text} {item.departments} {item.also}"
    # A thing is also found by what it is called in English, and by the city's name beside its own.
    name = item.name if item.name == item.name_en else f"{item.name} {item.name_en}"
    fields = (words(name), pairs(name), words(rest), pairs(rest), pairs(f"{reading(item.name)} {item.also}"))
    database.execute(
        "INSERT INTO found(rowid, name, name_pairs, text, text_pairs, kana) VALUES (?, ?, ?, ?, ?, ?)",
        (number, *(" ".join(tokens) for tokens in fields)),
    )
    values = {"kind": [item.kind], **item.facets}
    database.executemany(
        "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)",
        [(number, name, value) for name, found in values.items() for value in found],
    )


class Index:
    """An index that is only read, from any thread."""

    def __init__(self, path: Path) -> None:
        self._path, self._threads = path.absolute(), local()

    @property
    def _database(self) -> sqlite3.Connection:
        if not hasattr(self._threads, "database"):
            self._threads.database = sqlite3.connect(f"{self._path.as_uri()}?immutable=1", uri=True)
        database: sqlite3.Connection = self._threads.database
        return database

    def find(self, asked: Asked, limit: int, offset: int = 0) -> Found:
        """What fits, the best first, from an offset on; and the facets of all that fits."""
        match = _match(asked.text)
        if match is None:
            return Found(0, [], {name: [] for name in FACETS})
        where, values = _where(match, asked.filters)
        (count,) = self._database.execute(f"SELECT COUNT(*) FROM {where}", values).fetchone()
        rows = self._database.execute(
            f"""SELECT item.iri, kind, item.name, item.name_en, item.text, city, city_item.ja, city_item.en, plan,
                       plan_item.name, plan_item.name_en, policy, departments, yen
                FROM (SELECT item.* FROM {where} ORDER BY {_order(match, asked.order)} LIMIT ? OFFSET ?) AS item
                LEFT JOIN (SELECT iri, name AS ja, name_en AS en FROM item) AS city_item ON city_item.iri = item.city
                LEFT JOIN (SELECT iri, name, name_en FROM item) AS plan_item ON plan_item.iri = item.plan""",
            (*values, limit, offset),
        )
        return Found(count, [_hit(row) for row in rows], self._facets(match, asked.filters))

    def _facets(self, match: str, filters: dict[str, tuple[str, ...]]) -> dict[str, list[Value]]:
        """The values of each facet among what fits all other filters, so that one can choose another or one more."""
        found = self._counts(match, filters, [name for name in FACETS if name not in filters])
        for name in filters:
            others = {other: values for other, values in filters.items() if other != name}
            found |= self._counts(match, others, [name])
        return {name: found.get(name, []) for name in FACETS}

    def _counts(
        self, match: str, filters: dict[str, tuple[str, ...]], names: Sequence[str]
    ) -> dict[str, list[Value]]:
        where, values = _where(match, filters)
        marks = ", ".join("?" * len(names))
        rows = self._database.execute(
            f"""WITH hit AS MATERIALIZED (SELECT item.id FROM {where})
                SELECT facet.name, facet.value, facet_name.ja, facet_name.en, COUNT(*)
                FROM facet JOIN hit ON hit.id = facet.item
                LEFT JOIN facet_name ON facet_name.name = facet.name AND facet_name.value = facet.value
                WHERE facet.name IN ({marks}) GROUP BY facet.name, facet.value""",
            (*values, *names),
        )
        found: dict[str, list[Value]] = {name: [] for name in names}
        for name, value, ja, en, count in rows:
            found[name].append(Value(value, ja or value, en or value, count))
        return found


def _where(match: str, filters: dict[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    """`table WHERE condition` for what fits, and its values; all of them are bound, none pasted."""
    source, conditions, values = "item", [], []
    if match:
        source = "found JOIN item ON item.id = found.rowid"
        conditions.append("found MATCH ?")
        values.append(match)
    for name, chosen in filters.items():
        marks = ", ".join("?" * len(chosen))
        conditions.append(f"item.id IN (SELECT item FROM facet WHERE name = ? AND value IN ({marks}))")
        values += [name, *chosen]
    return f"{source} WHERE {' AND '.join(conditions) or '1'}", values


def _order(match: str, order: str) -> str:
    if order == "yen":
        return "item.yen DESC, item.id"
    if order == "name":
        return "item.name, item.id"
    return f"bm25(found, {_WEIGHTS}), item.id" if match else f"{_KIND_ORDER}, item.id"


def _match(text: str) -> str | None:
    """The full-text query in which each of the terms must be found in one way or another; "" finds everything, None
    nothing, where there is no letter to look for."""
    terms = text.split()
    queries = [query for term in terms if (query := _term(term))]
    if terms and not queries:
        return None
    return " AND ".join(f"({query})" for query in queries)


def _term(term: str) -> str:
    ways = []
    if normal := words(term):
        ways.append(f"{{name text}} : {_phrase(normal)}")
    if parts := _inner(term):
        ways.append(f"{{name_pairs text_pairs}} : {_phrase(parts)} *")
        if is_kana(term):
            ways.append(f"kana : {_phrase(parts)} *")
    return " OR ".join(ways)


def _inner(term: str) -> list[str]:
    """The pairs of a term; its last character alone is within the last pair, unless it stands by itself."""
    found = pairs(term)
    return [
        part
        for place, part in enumerate(found)
        if not (place and len(part) == 1 and found[place - 1].endswith(part))
    ]


def _phrase(tokens: Sequence[str]) -> str:
    """FTS5's own quoting: nothing between the quotation marks means anything to it."""
    return '"' + " ".join(token.replace('"', "") for token in tokens) + '"'


def _hit(row: tuple[str, ...]) -> Hit:
    (
        iri,
        kind,
        name,
        name_en,
        text,
        city,
        city_ja,
        city_en,
        plan,
        plan_ja,
        plan_en,
        policy,
        departments,
        yen,
    ) = row
    return Hit(
        iri, kind, name, name_en, text, city, (city_ja or "", city_en or ""), plan, (plan_ja or "", plan_en or ""),
        policy, departments, yen if isinstance(yen, int) else None,
    )  # fmt: skip
