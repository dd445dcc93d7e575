"""Plans as RDF: a Plan becomes quads."""
