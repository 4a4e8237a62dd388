"""A register of dated, sourced relations, with its questions, measures and map."""
