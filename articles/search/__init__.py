"""Search over published articles. `search()` is all that the rest of the portal needs to know."""

from articles.search.engine import PAGE_SIZE, SearchResults, search

__all__ = ["PAGE_SIZE", "SearchResults", "search"]
