"""The rows of tables, asked of the graph one column at a time."""

from collections.abc import Iterator

from keikaku.web.extracts.solutions import Solutions
from keikaku.web.extracts.tables.table import Column, Table
from keikaku.web.extracts.tables.tables import TABLES


class Rows:
    """What is in the tables of a release."""

    def __init__(self, solutions: Solutions) -> None:
        self._solutions = solutions
        self._names: dict[str, dict[str, str]] = {}

    def of(self, table: Table) -> Iterator[list[str]]:
        """The cells of each row in the order of the columns, rows by their key; an empty cell says nothing."""
        things = [row["x"] for row in self._solutions.rows(f"SELECT DISTINCT ?x {{ {table.pattern} }}")]
        columns: dict[str, dict[str, str]] = {}
        for column in table.columns:
            if column.name_of:
                names = self._names_in(table.column(column.name_of).refers_to)
                columns[column.name] = {
                    thing: names[key] for thing, key in columns[column.name_of].items() if key in names
                }
            else:
                columns[column.name] = self._cells(table, column, things)
        for thing in sorted(things, key=columns[table.key.name].__getitem__):
            yield [cells.get(thing, "") for cells in columns.values()]

    def _cells(self, table: Table, column: Column, things: list[str]) -> dict[str, str]:
        """A column's cell for each thing of which it says something."""
        if not column.pattern:
            return {thing: column.read(thing) for thing in things}
        found = self._solutions.lists(f"{table.pattern} . {column.pattern}", "v")
        if not column.separator:
            return {thing: column.read(values[0]) for thing, values in found.items()}
        return {thing: column.separator.join(map(column.read, values)) for thing, values in found.items()}

    def _names_in(self, name: str) -> dict[str, str]:
        """What the things of a table are called in Japanese, by key: keys of two tables may be alike."""
        if name not in self._names:
            (table,) = (table for table in TABLES if table.name == name)
            labels = self._solutions.labels(f"{table.pattern} .")
            self._names[name] = {table.key.read(iri): ja for iri, (ja, _) in labels.items()}
        return self._names[name]
