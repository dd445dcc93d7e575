"""Any SPARQL 1.1 endpoint as the engine: asked through SPARQLWrapper, its answers checked and converted on the way."""
