"""SPARQL over HTTP: queries, updates, whole graphs, and the page for writing them."""
