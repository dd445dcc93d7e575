"""The release as plain tables, for people who do not work with RDF: CSV with CSVW, and a workbook."""
