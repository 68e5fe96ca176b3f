"""Analysis of a policy: matrix, graph and comparison of its articles."""
