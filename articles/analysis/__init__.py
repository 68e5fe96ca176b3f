"""A policy seen as a whole: matrix, graph and comparison of its articles."""
