"""What a table is: which things have a row in it, and what each column says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from keikaku.language import Text

Datatype = Literal["string", "anyURI", "integer", "decimal", "boolean"]
"""The datatypes of CSVW (Metadata Vocabulary for Tabular Data, 5.11.1) that our columns have."""

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `pattern` binds `?v` for `?x` (if empty, `?v` is `?x`), `read` makes a cell's text of it.

    With a separator a cell lists all its values; without one there is at most one. `refers_to` is the table whose keys
    it holds. `name_of` is the column beside it that refers to what this one names.
    """

    name: str
    title: Text
    pattern: str
    read: Callable[[str], str] = str
    datatype: Datatype = "string"
    required: bool = False
    separator: str = ""
    refers_to: str = ""
    name_of: str = ""

    def typed(self, cell: str) -> Cell:
        """A cell's text as a value of its datatype; None where it is empty."""
        if not cell:
            return None
        match self.datatype:
            case "integer":
                return int(cell)
            case "decimal":
                return float(cell)
            case "boolean":
                return cell == "true"
        return cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a row for each `?x` of the pattern; its first column is the key."""

    name: str
    title: Text
    pattern: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of its CSV file."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def key(self) -> Column:
        """The column that tells rows apart."""
        return self.columns[0]
