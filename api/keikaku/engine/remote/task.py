"""A query as a remote engine gets it: its text, its dataset and what is to become of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from keikaku.engine.formats import Form
from keikaku.engine.limits import Limits
from keikaku.engine.problems import QueryFailed, QuerySyntaxError
from keikaku.engine.query import Query
from keikaku.engine.remote.product import Parameters, Product
from keikaku.engine.remote.standard import refuse_extensions
from keikaku.engine.remote.wording import with_values, without_dataset
from keikaku.engine.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Task:
    """One query. `graphs` are those of the release, which stand for the default dataset."""

    text: str
    form: Form
    has_from: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    graphs: tuple[str, ...]
    media_type: str
    limits: Limits
    offset: int

    @classmethod
    def of(
        cls, query: Query, syntax: Syntax, graphs: tuple[str, ...], media_type: str, limits: Limits
    ) -> "Task":
        """The task; a `QueryProblem` for a query that cannot be put to another engine."""
        if not syntax.form:
            raise QuerySyntaxError("expected SELECT, ASK, CONSTRUCT or DESCRIBE")
        text = with_values(syntax.text, query.substitutions)
        if query.has_dataset:
            text = without_dataset(text)
        if query.base_iri:
            text = f"BASE <{_iri(query.base_iri)}> {text}"
        return cls(
            text,
            syntax.form,
            syntax.has_from and not query.has_dataset,
            tuple(map(_iri, query.default_graphs)),
            tuple(map(_iri, query.named_graphs)),
            graphs,
            media_type,
            limits,
            query.offset,
        )

    def wording(self, product: Product) -> tuple[str, Parameters]:
        """The text and the parameters for one product."""
        if not product.is_standard:
            refuse_extensions(self.text)
        text, parameters = self._dataset(product)
        limits = product.time_limit(self.limits)
        if self.form == "select":
            limits += product.row_limit(self.offset + self.limits.rows + 1)
        return text, [*parameters, *limits]

    def _dataset(self, product: Product) -> tuple[str, Parameters]:
        text = product.reworded(self.text)
        if self.has_from:
            return product.own_dataset(text)
        if self.default_graphs or self.named_graphs:
            return product.dataset(text, self.default_graphs, self.named_graphs)
        if 0 < len(self.graphs) <= product.explicit_graphs:
            return product.dataset(text, self.graphs, self.graphs)
        return product.all_graphs(text)


def _iri(text: str) -> str:
    try:
        return ox.NamedNode(text).value
    except ValueError as error:
        raise QueryFailed(f"{text} is no IRI: {error}") from error


def iris(graphs: Sequence[str]) -> tuple[str, ...]:
    """The names of graphs, each looked at."""
    return tuple(map(_iri, graphs))
