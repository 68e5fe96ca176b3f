"""Models of search: the index, known words, golden questions, settings, the query log."""
