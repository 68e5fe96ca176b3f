"""Search over published articles. `search()` is all that the rest of the portal needs to know."""

from articles.search.engine import SearchResults, search

__all__ = ["SearchResults", "search"]
