"""Documents that are tables: CSV, TSV, Excel and JSON records."""
