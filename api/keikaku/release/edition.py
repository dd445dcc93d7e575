"""What the descriptions of a release are written from."""

from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from keikaku.language import Text
from keikaku.rdf import Iris
from keikaku.release.catalogued import CataloguedPlan
from keikaku.release.dump import Dump
from keikaku.release.statistics import Statistics

TITLE = Text(
    "計画 Keikaku：自治体計画のリンクトオープンデータ", "Keikaku: municipal plans as linked open data"
)
DESCRIPTION = Text(
    "自治体の総合計画・基本計画・実施計画の施策、事業、年次工程、事業費、所管課を、出典の行・ページとともに記述したデータ。"
    "件数はこの記述自身のグラフを除いたものです。",
    "Policies, projects, yearly steps, costs and departments of municipal plans, each with its line or page "
    "in the source document. Counts leave out the graph of this description itself.",
)
CC_BY = NamedNode("https://creativecommons.org/licenses/by/4.0/")
RIGHTS = Text(
    "構造・IRI・コード・リンクは CC BY 4.0。"
    "計画から引いた文言と数値は、各文書の利用条件（文書の dcterms:rights）によります。",
    "Structure, IRIs, codes and links: CC BY 4.0. Words and figures quoted from plans: under the terms of "
    "each document (its dcterms:rights).",
)


@dataclass(frozen=True, slots=True)
class Edition:
    """A release in the making: figures of its data graphs and of all of them, its plans and the dumps written."""

    id: str
    issued: date
    iris: Iris
    graphs: dict[NamedNode, Statistics]
    total: Statistics
    plans: list[CataloguedPlan]
    dumps: list[Dump]
    left_out: dict[str, Text]

    @property
    def whole(self) -> NamedNode:
        """The dataset as a whole."""
        return self.iris.dataset()

    @property
    def uri_space(self) -> str:
        """What the IRIs of all things in the data begin with."""
        return f"{self.iris.base}id/"

    @property
    def gaps(self) -> Text | None:
        """What was left out, in words; None if nothing was."""
        if not self.left_out:
            return None
        return Text(
            "この版に含まれないもの: "
            + "、".join(f"{name}（{reason.ja}）" for name, reason in sorted(self.left_out.items())),
            "Not in this release: "
            + ", ".join(f"{name} ({reason.en})" for name, reason in sorted(self.left_out.items())),
        )

    @property
    def publisher(self) -> NamedNode:
        """Who publishes at this base."""
        return self.iris.id("publisher")

    @property
    def terms(self) -> NamedNode:
        """The terms of the whole: a document of its own, since no one licence covers what cities wrote."""
        return self.iris.id("terms")

    @property
    def endpoint(self) -> NamedNode:
        """The SPARQL endpoint."""
        return NamedNode(f"{self.iris.base}sparql")

    def part(self, graph: NamedNode) -> NamedNode:
        """The part of the dataset that is in one graph."""
        return part(graph, self.iris)

    def download(self, dump: Dump) -> NamedNode:
        """The address of a dump file."""
        return NamedNode(f"{self.iris.base}dumps/{dump.name}")


def part(graph: NamedNode, iris: Iris) -> NamedNode:
    """`id/dataset/142042/zenki` for the graph `id/graph/142042/zenki`; `…/code` for the shared code lists."""
    keys = graph.value.removeprefix(f"{iris.base}id/graph/")
    return iris.dataset(keys if keys != graph.value else graph.value.rpartition("/")[2])
