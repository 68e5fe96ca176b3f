"""What the middleware writes on a request for other middleware to read."""

from articles.search import SearchRequest


class NotedRequest(SearchRequest):
    """For annotations only: Django makes a plain request, so each attribute may be missing."""

    #: The state of the content when the request came, see `policy_portal.caching.page_cache`.
    content_state: str
    #: Whether every reader may be answered with the response of this request.
    is_shareable: bool
    #: "hit", "miss" or "stale"; missing where no page is kept.
    page_cache: str
    #: The view that computed a page that was kept.
    view_name: str
    #: The alias of the database that answered.
    database: str
