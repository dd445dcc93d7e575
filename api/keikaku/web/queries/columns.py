"""Which columns of a saved query's answer people see."""

from keikaku.engine.query import Query


def without_repeated(results: object, query: Query) -> object:
    """A table without the columns that say nothing new to a reader.

    These are the parameters, which the form shows, and `projectName` beside `project`, which shows as its name anyway.
    """
    if not isinstance(results, dict) or "columns" not in results:
        return results
    columns, rows = results["columns"], results["rows"]
    linked = {
        column.name
        for index, column in enumerate(columns)
        if any(row[index].link.href is not None for row in rows)
    }
    repeated = {f"{name}Name" for name in linked} | set(query.substitutions)
    kept = [index for index, column in enumerate(columns) if column.name not in repeated]
    return {
        "columns": [columns[index] for index in kept],
        "rows": [[row[index] for index in kept] for row in rows],
    }
