"""The pages of the measures: the list with its filters, and one measure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds.atom import FeedContent
from articles.reading.schema_org import breadcrumbs
from articles.reading.site_address import site_address
from articles.views.feeds import feed
from guidance.measures.feed import measures_feed
from guidance.measures.measure_list import browse
from guidance.measures.measure_page import measure_page


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    listing = browse(request.GET)
    context = {"browsed": listing, "page": listing.page, "params": request.GET}
    status = 400 if listing.chosen.mistakes else 200
    return render(request, "guidance/measures.html", context, status=status)


@feed
def measures_changes(request: HttpRequest, page: int) -> FeedContent:
    return measures_feed(page)


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    page = measure_page(slug, site=site_address, at=timezone.localdate())
    offered = page.measure
    steps = [
        ("首页", reverse("home")),
        ("支持措施", reverse("guidance:measures")),
        (offered.title, offered.url),
    ]
    context = {
        "page": page,
        "measure": offered,
        "article": offered.article,
        "policy": offered.article.policy,
        "citations": page.citations,
        "structured": breadcrumbs(steps, site=site_address),
    }
    return render(request, "guidance/measure.html", context)
