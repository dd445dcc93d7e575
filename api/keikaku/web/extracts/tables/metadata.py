"""What the CSV files mean, for programs (Metadata Vocabulary for Tabular Data, W3C Recommendation 2015)."""

import json
from typing import Any

from keikaku.language import Text
from keikaku.release.edition import RIGHTS, TITLE
from keikaku.release.manifest import Manifest
from keikaku.web.extracts.tables.table import Column, Table
from keikaku.web.extracts.tables.tables import TABLES

METADATA = "csv-metadata.json"
"""The name under which a program finds it beside any of the files (Model for Tabular Data, 5.3)."""


def metadata(manifest: Manifest) -> bytes:
    """The table group of a release, as JSON."""
    content = {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": _in_both(TITLE),
        "dc:rights": _in_both(RIGHTS),
        "dc:identifier": manifest.id,
        "dc:issued": {"@value": manifest.issued.isoformat(), "@type": "xsd:date"},
        "dc:source": {"@id": manifest.base},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [_table(table) for table in TABLES],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    names = {other.name: other for other in TABLES}
    references = [
        {
            "columnReference": column.name,
            "reference": {"resource": target.file, "columnReference": target.key.name},
        }
        for column in table.columns
        if (target := names.get(column.refers_to))
    ]
    return {
        "url": table.file,
        "dc:title": _in_both(table.title),
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": table.key.name,
            "foreignKeys": references,
            "aboutUrl": "{+iri}",
        },
    }


def _column(column: Column) -> dict[str, Any]:
    # The header of a file has the name, which must be among the titles (Metadata Vocabulary, 5.5.1).
    said: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name, "ja": column.title.ja, "en": column.title.en},
        "datatype": column.datatype,
    }
    if column.required:
        said["required"] = True
    if column.separator:
        said["separator"] = column.separator
    return said


def _in_both(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.ja, "@language": "ja"}, {"@value": text.en, "@language": "en"}]
