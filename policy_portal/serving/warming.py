"""Warming up: a few pages are made before workers are forked, so that they share what all pages need.

Templates, URL patterns, imports and caches are then in memory that workers inherit, and the first reader of a
fresh worker does not wait for them (docs/decisions/0038-memory.md).
"""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

from articles.models import Article

#: Each passes by another part: words, questions, traditional characters, pinyin.
_QUERIES = ("技术创新", "企业怎样申请补贴？", "專利保護", "jishuchuangxin")
_ADDRESSES = (
    "/",
    "/policies/",
    *(f"/search/?q={quote(query)}" for query in _QUERIES),
    f"/guidance/?q={quote(_QUERIES[1])}",
    "/guidance/measures/",
    f"/suggest/?q={quote(_QUERIES[0])}",
    "/mcp/",  # its tools are described from OpenAPI, most of a second
)


#: In the environ of a page that nobody has asked for: it is neither counted nor logged.
IS_WARMING = "policy_portal.is_warming"


def warm_up(application: Callable) -> None:
    """Make these pages and one of an article; what they say does not matter."""
    article = Article.objects.published().first()
    for address in [*_ADDRESSES, *([article.get_absolute_url()] if article else [])]:
        path, _, query = address.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTPS": "on", "wsgi.input": BytesIO()}
        environ[IS_WARMING] = True
        setup_testing_defaults(environ)
        response = application(environ, lambda *status_and_headers: None)
        try:
            b"".join(response)
        finally:
            response.close()
