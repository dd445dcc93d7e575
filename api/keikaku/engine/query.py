"""What is asked of an engine: the text of a query, its dataset and the values of its variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Query:
    """One SPARQL query. With no graphs given anywhere, the default graph is the union of all graphs.

    `default_graphs` and `named_graphs` are IRIs; either one given replaces the query's own dataset clause
    (SPARQL 1.1 Protocol, section 2.1.4). `substitutions` binds variables (names without `?`) to terms in
    N-Triples syntax; they reach the engine as terms and are never pasted into the text. `offset` is how many solutions
    or triples at the start of the answer are left out, beyond what the text itself says.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    substitutions: Mapping[str, str] = field(default_factory=dict)
    base_iri: str | None = None
    offset: int = 0

    @property
    def has_dataset(self) -> bool:
        """Whether the request itself says which graphs to ask."""
        return bool(self.default_graphs or self.named_graphs)

    @property
    def parts(self) -> tuple[object, ...]:
        """All that an answer depends on, in an order that is always the same."""
        return (
            self.text,
            self.default_graphs,
            self.named_graphs,
            sorted(self.substitutions.items()),
            self.base_iri,
            self.offset,
        )
