"""robots.txt, the OpenSearch description and the sitemaps."""

from __future__ import annotations

from copy import copy

from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.feeds.sitemaps import sections
from articles.reading.site_address import site_address, site_host


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": site_address("/sitemap.xml")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    context = {"site": site_address("/").removesuffix("/")}
    return render(
        request,
        "opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(_request_at_site(request), sections(), sitemap_url_name="articles:sitemap")


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(_request_at_site(request), sections(), section)


def _request_at_site(request: HttpRequest) -> HttpRequest:
    """The request as if made to the site's public host, of which Django's sitemaps make their addresses."""
    site_request = copy(request)
    site_request.META = {**request.META, "HTTP_HOST": site_host()}
    return site_request
