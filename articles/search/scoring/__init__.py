"""Scores: BM25F over the parts of the index, vectors where there are any, and the explanation of a score."""
