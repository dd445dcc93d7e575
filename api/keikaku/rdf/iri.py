"""The IRIs of Keikaku's things and graphs (docs/model.md), minted in one place."""

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.language import Text
from keikaku.plan import Plan, Source
from keikaku.problem import Problem

DEFAULT_BASE = "https://w3id.org/keikaku/"

ONTOLOGY_GRAPH = NamedNode("https://w3id.org/keikaku/ontology")
CODE_GRAPH = NamedNode("https://w3id.org/keikaku/code")

# Unreserved characters of RFC 3986: they need no percent-encoding, so every client spells the IRI alike.
# No part begins with a dot: `.` and `..` would vanish when a relative IRI is resolved.
_KEY = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_BASE = re.compile(r"https?://[!-~]+/")


@dataclass(frozen=True, slots=True)
class Iris:
    """IRIs below `{base}id/`; Problem for a base or a key that would not make an ASCII IRI."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise Problem(
                Text(
                    f"IRI の基底 {self.base!r} は使えません。", f"{self.base!r} cannot be the base of IRIs."
                ),
                advice=Text(
                    f"{DEFAULT_BASE} のように http(s) で始まり / で終わるものにしてください。",
                    f"Give an http(s) address that ends in a slash, such as {DEFAULT_BASE}.",
                ),
            )

    def id(self, *keys: str | int) -> NamedNode:
        """`{base}id/{key}/{key}…`."""
        path = "/".join(map(str, keys))
        if not _KEY.fullmatch(path):
            raise Problem(
                Text(f"キー {path!r} は IRI に使えません。", f"The key {path!r} cannot stand in an IRI."),
                advice=Text(
                    "キーには半角の英数字と - . _ ~ だけを使ってください。",
                    "Use only ASCII letters, digits and - . _ ~ in keys.",
                ),
            )
        return NamedNode(f"{self.base}id/{path}")

    def municipality(self, code: str) -> NamedNode:
        """A municipality by its 6-digit code."""
        return self.id("municipality", code)

    def prefecture(self, code: str) -> NamedNode:
        """A prefecture by its 2-digit code."""
        return self.id("prefecture", code)

    def department(self, municipality: str, key: str) -> NamedNode:
        """A department of a municipality."""
        return self.id("department", municipality, key)

    def fiscal_year(self, year: int) -> NamedNode:
        """The fiscal year that begins on 1 April of `year`."""
        return self.id("fiscal-year", year)

    def day(self, iso_date: str) -> NamedNode:
        """A calendar day, `2014-04-01`."""
        return self.id("day", iso_date)

    def document(self, municipality: str, key: str) -> NamedNode:
        """A document of a municipality."""
        return self.id("document", municipality, key)

    def plan(self, municipality: str, key: str) -> NamedNode:
        """A plan of a municipality."""
        return self.id("plan", municipality, key)

    def municipality_graph(self, code: str) -> NamedNode:
        """The graph of a municipality that has a folder, and of its departments."""
        return self.id("graph", "municipality", code)

    def plan_graph(self, municipality: str, key: str) -> NamedNode:
        """The graph of everything that one plan says."""
        return self.id("graph", municipality, key)

    def link_graph(self, one: str, other: str) -> NamedNode:
        """The graph of the links between the plans of two municipalities."""
        return self.id("graph", "link", f"{one}-{other}")

    def linkset(self, one: str, other: str) -> NamedNode:
        """The VoID linkset that the graph holds."""
        return self.dataset("link", f"{one}-{other}")

    def correspondence(self, one: str, other: str) -> NamedNode:
        """The correspondence of two things, by their paths below their kind (`142042/plan/key`)."""
        return self.id("correspondence", one, other)

    @property
    def fiscal_year_graph(self) -> NamedNode:
        """The graph of the fiscal years."""
        return self.id("graph", "fiscal-year")

    @property
    def dataset_graph(self) -> NamedNode:
        """The graph that describes the dataset (VoID, DCAT)."""
        return self.id("graph", "dataset")

    @property
    def place_graph(self) -> NamedNode:
        """The graph of the prefectures, and of the municipalities that have no graph of their own."""
        return self.id("graph", "place")

    def classification(self, thing: NamedNode, topic: str, assertion: str) -> NamedNode:
        """That a thing below `{base}id/` is about a topic (`sdg-4`), as one of the three kinds asserts it."""
        return self.id("classification", thing.value.removeprefix(f"{self.base}id/"), topic, assertion)

    def dataset(self, *keys: str) -> NamedNode:
        """The whole dataset, or a part of it by the keys of its graph."""
        return self.id("dataset", *keys)

    def of(self, plan: Plan) -> "PlanIris":
        """The IRIs of the things in a plan."""
        return PlanIris(self, plan.municipality.code, plan.key)


@dataclass(frozen=True, slots=True)
class PlanIris:
    """IRIs of the things in the plan `key` of the municipality `code`."""

    iris: Iris
    code: str
    key: str

    @property
    def plan(self) -> NamedNode:
        """The plan itself."""
        return self.iris.plan(self.code, self.key)

    @property
    def graph(self) -> NamedNode:
        """The graph of the plan."""
        return self.iris.plan_graph(self.code, self.key)

    @property
    def municipality(self) -> NamedNode:
        """The plan's municipality."""
        return self.iris.municipality(self.code)

    def sibling(self, key: str) -> NamedNode:
        """Another plan of the same municipality."""
        return self.iris.plan(self.code, key)

    def department(self, key: str) -> NamedNode:
        """A department of the plan's municipality."""
        return self.iris.department(self.code, key)

    def fiscal_year(self, year: int) -> NamedNode:
        """A fiscal year; the same for all plans."""
        return self.iris.fiscal_year(year)

    def level(self, depth: int) -> NamedNode:
        """The level at a depth, from 1."""
        return self._within("level", depth)

    def policy(self, key: str) -> NamedNode:
        """A policy of any level."""
        return self._within("policy", key)

    def statement(self, policy: str, order: int) -> NamedNode:
        """The statement at a place, from 1, in a policy's text."""
        return self._within("statement", policy, order)

    def project(self, key: str) -> NamedNode:
        """A project, priority or not."""
        return self._within("project", key)

    def listing(self, key: str) -> NamedNode:
        """A row that lists a project."""
        return self._within("listing", key)

    def step(self, project: str, key: str) -> NamedNode:
        """A step of a project; its key is `2014/1`."""
        return self._within("step", project, key)

    def amount(self, owner: tuple[str, ...], key: str) -> NamedNode:
        """An amount of its owner: `("plan",)`, `("policy", key)` or `("project", key)`."""
        return self._within("amount", *owner, key)

    def indicator(self, owner: tuple[str, ...], key: str) -> NamedNode:
        """An indicator of its owner: `("policy", key)` or `("project", key)`."""
        return self._within("indicator", *owner, key)

    def indicator_value(self, owner: tuple[str, ...], indicator: str, key: str) -> NamedNode:
        """A value of an indicator; its key is `target-2027`."""
        return self._within("indicator", *owner, indicator, key)

    def evaluation(self, key: str) -> NamedNode:
        """A yearly evaluation of the plan."""
        return self._within("evaluation", key)

    def quality(self, key: str) -> NamedNode:
        """A note on quality, shared by all that carry it."""
        return self._within("quality", key)

    def doubt(self, key: str) -> NamedNode:
        """A doubt of the reader."""
        return self._within("doubt", key)

    def correction(self, correction_id: str) -> NamedNode:
        """A person's correction."""
        return self._within("correction", correction_id)

    def document(self, key: str) -> NamedNode:
        """A document that the plan is read from."""
        return self.iris.document(self.code, key)

    def source(self, source: Source) -> NamedNode:
        """A place in a document: its IRI with the standard fragment."""
        return NamedNode(f"{self.document(source.document).value}#{source.fragment}")

    def _within(self, kind: str, *keys: str | int) -> NamedNode:
        return self.iris.id(kind, self.code, self.key, *keys)
