"""Which requests are searches by a person, and count in the query log."""

import re
from dataclasses import replace

from django.http import HttpRequest

from articles.search.results.filters.choices import NO_CHOICES, Grouping
from articles.search.results.search_results import SearchResults

#: Programs that fetch pages; a browser names itself Mozilla and none of these.
_PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|http|java/", re.I)

#: The choices of the page of a query as it was typed, and of the API.
_AS_TYPED = (NO_CHOICES, replace(NO_CHOICES, grouping=Grouping.FITTING))


def is_first_look(results: SearchResults) -> bool:
    """Whether this is a query as typed: filters, orders and further pages look at the same results again."""
    return results.page.number == 1 and results.choices in _AS_TYPED


def is_by_person(request: HttpRequest) -> bool:
    return request.method == "GET" and _is_browser(request)


def _is_browser(request: HttpRequest) -> bool:
    name = request.headers.get("User-Agent", "")
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return name.startswith("Mozilla/") and not _PROGRAM.search(name) and not is_ahead
