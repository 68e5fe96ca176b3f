"""Filters, facets and the order of a page of results, and their addresses."""
