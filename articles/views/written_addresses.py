"""Addresses of units in another spelling lead to the permanent one: /articles/第25条/, /chapters/06/."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import Article, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.citation_resolution import Resolved, resolve
from articles.text.citing.places.article_citations import Citation, article_address
from articles.text.citing.places.written_addresses import parse_written_article, parse_written_chapter

_NO_ARTICLE = "地址里没有认出条号；可以写作 25、第25条、第二十五条，第十二条之一写作 12-1。"
_NO_CHAPTER = "地址里没有认出章号；可以写作 6、第6章、第六章。"


@require_safe
def article(request: HttpRequest, slug: str, written: str) -> HttpResponse:
    """Whether there is such an article is said at its permanent address."""
    unit = parse_written_article(written)
    if unit is None:
        raise Http404(_NO_ARTICLE)
    identity = {"slug": slug, "unit": article_address(unit.citation.article or 0, unit.citation.suffix)}
    page = reverse("articles:article", kwargs=identity)
    return _redirect_with_query(request, _in_format(page, unit.export_format), is_lasting=True)


@require_safe
def chapter(request: HttpRequest, slug: str, written: str) -> HttpResponse:
    parsed = parse_written_chapter(written)
    if parsed is None:
        raise Http404(_NO_CHAPTER)
    address, export_format = parsed
    page = reverse("articles:chapter", kwargs={"slug": slug, "address": address})
    return _redirect_with_query(request, _in_format(page, export_format), is_lasting=True)


@require_safe
def featured_article(request: HttpRequest, written: str) -> HttpResponse:
    """Without a policy: the featured one's. The redirect is temporary, as another may be featured one day."""
    unit = parse_written_article(written)
    if unit is None:
        raise Http404(_NO_ARTICLE)
    resolution = resolve(unit.citation)
    if isinstance(resolution, Resolved) and isinstance(resolution.target, Article):
        return _redirect_with_query(
            request, _in_format(resolution.target.get_absolute_url(), unit.export_format)
        )
    return _redirect_to_goto(written)


@require_safe
def featured_chapter(request: HttpRequest, written: str) -> HttpResponse:
    parsed = parse_written_chapter(written)
    if parsed is None:
        raise Http404(_NO_CHAPTER)
    address, export_format = parsed
    *above, number = map(int, address.split("-"))
    part, subpart, *_ = (*above, None, None)
    resolution = resolve(Citation(part=part, subpart=subpart, chapter=number))
    if isinstance(resolution, Resolved):
        return _redirect_with_query(request, _in_format(resolution.url, export_format))
    return _redirect_to_goto(written)


@require_safe
def policy(request: HttpRequest, written: str) -> HttpResponse:
    """By title or document number; the slug is the permanent address."""
    policies = Policy.objects.published().named_exactly(written)[:2]
    if len(policies) != 1:
        raise Http404("没有这件政策，或者同名的不止一件。")
    return _redirect_with_query(request, policies[0].get_absolute_url())


@require_safe
def entity(request: HttpRequest, kind: str, written: str) -> HttpResponse:
    entities = Entity.objects.published().of_kind(kind).named_exactly(written)[:2]
    if len(entities) != 1:
        raise Http404(f"没有叫“{written[:40]}”的{EntityKind(kind).label}。")
    return _redirect_with_query(request, entities[0].get_absolute_url())


def _in_format(page: str, export_format: str) -> str:
    return f"{page.removesuffix('/')}.{export_format}" if export_format else page


def _redirect_to_goto(written: str) -> HttpResponse:
    """The page of citations offers a choice, or says what is missing."""
    return redirect(f"{reverse('articles:goto')}?{urlencode({'q': written.removesuffix('/')})}")


def _redirect_with_query(request: HttpRequest, path: str, *, is_lasting: bool = False) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=is_lasting)
