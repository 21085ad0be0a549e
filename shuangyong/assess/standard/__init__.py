"""A standard as it is declared: model, reading, proof, comparison, import of a table."""
