"""A page of results: hits with snippets, other results, facets, filters; and the query log."""
