"""What is counted and timed for Prometheus (docs/operations.md, 监控).

With PORTAL_METRICS the values are in files that all worker processes write and the exporter reads.
"""

import os

from django.conf import settings

FOLDER = settings.DATA_DIR / "metrics"

if settings.PORTAL_METRICS:  # read by prometheus_client once, at its import
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)

from prometheus_client import Counter, Histogram  # noqa: E402

REQUESTS = Counter("portal_requests", "Requests answered.", ["view", "method", "status"])
REQUEST_SECONDS = Histogram(
    "portal_request_seconds",
    "Seconds to answer a request.",
    ["view"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
STATEMENTS = Counter("portal_statements", "SQL statements.", ["view"])
STATEMENT_SECONDS = Counter("portal_statement_seconds", "Seconds in SQL statements.", ["view"])
DATABASES = Counter("portal_requests_by_database", "Requests by the server they read from.", ["database"])
PAGES = Counter("portal_page_cache", "Answers by the page cache.", ["result"])
SEARCHES = Counter("portal_searches", "Searches of people that are counted.", ["outcome"])
LIMITED = Counter("portal_limited_requests", "Requests refused for their number.", ["group"])
REFUSED = Counter("portal_refused_requests", "Requests that the server refused unread.", ["status"])
