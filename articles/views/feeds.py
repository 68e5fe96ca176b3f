"""Atom feeds of policies, chapters, units, entities and searches."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import format_datetime
from functools import wraps

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.feeds.atom import (
    FeedContent,
    articles_feed,
    atom,
    chapter_feed,
    entity_feed,
    policies_feed,
    policy_feed,
    unit_feed,
)
from articles.models import Entity, Policy
from articles.models.articles.division import DivisionKind
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.places.missing_places import no_such_annex, no_such_chapter, no_such_unit
from articles.reading.site_address import site_address
from articles.search import SearchForm
from articles.text.numbers.whole_numbers import whole_number

_ATOM = "application/atom+xml; charset=utf-8"
_LAST_PAGE = 10_000
_MOST_SEARCH_RESULTS = 500  # search results in a feed


def feed(content_of: Callable[..., FeedContent]) -> Callable[..., HttpResponse]:
    """Turn a function that returns the content of a feed into a view."""

    @require_safe
    @wraps(content_of)
    def view(request: HttpRequest, **url_kwargs: str) -> HttpResponse:
        content = content_of(request, _requested_page(request), **url_kwargs)
        response = HttpResponse(
            atom(
                content,
                feed_url=site_address(request.get_full_path()),
                site=site_address,
                page_url=lambda number: _page_address(request, number),
            ),
            content_type=_ATOM,
        )
        response["Last-Modified"] = format_datetime(content.updated, usegmt=True)
        return response

    return view


def _requested_page(request: HttpRequest) -> int:
    page = whole_number(request.GET.get("page", "1"), at_most=_LAST_PAGE)
    if page is None:
        raise BadRequest("页码应是 1 至 10000 之间的数字。")
    return page


def _page_address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return site_address(f"{request.path}?{query.urlencode()}")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    policies = Policy.objects.published().in_list_order()[:20]
    return render(request, "articles/feeds.html", {"policies": policies, "kinds": EntityKind})


@feed
def policies(request: HttpRequest, page: int) -> FeedContent:
    return policies_feed(page)


@feed
def policy(request: HttpRequest, page: int, slug: str) -> FeedContent:
    return policy_feed(get_object_or_404(Policy.objects.published(), slug=slug), page)


@feed
def chapter(request: HttpRequest, page: int, slug: str, address: str) -> FeedContent:
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    chapter = policy.divisions.with_parents().addressed(address).first()
    if chapter is None:
        raise Http404(no_such_chapter(policy, address))
    return chapter_feed(chapter, page)


@feed
def annex(request: HttpRequest, page: int, slug: str, address: str) -> FeedContent:
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    annex = policy.divisions.with_parents().addressed(address, DivisionKind.ANNEX).first()
    if annex is None:
        raise Http404(no_such_annex(policy, address))
    return chapter_feed(annex, page)


@feed
def unit(request: HttpRequest, page: int, slug: str, unit: str) -> FeedContent:
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    article = policy.articles.published().for_reading().addressed([unit]).first()
    if article is None:
        raise Http404(no_such_unit(policy, unit))
    return unit_feed(article, page)


@feed
def entity(request: HttpRequest, page: int, kind: str, slug: str) -> FeedContent:
    return entity_feed(get_object_or_404(Entity.objects.published().of_kind(kind), slug=slug), page)


@feed
def search(request: HttpRequest, page: int) -> FeedContent:
    form = SearchForm(request.GET)
    if not form.is_valid() or not form.cleaned_data["q"]:
        raise BadRequest("请给出检索词 q；各项筛选须是存在的。")
    query = request.GET.copy()
    query.pop("page", None)
    results = form.articles(most=_MOST_SEARCH_RESULTS)
    ids = [hit.article.pk for hit in results.hits]
    return articles_feed(f"检索：{results.query.text}", f"/search/?{query.urlencode()}", ids, page)
