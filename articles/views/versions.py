"""历次版本: the list of a policy's versions, the text of one, what differs between two, and `?at=`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.links.display import marked_units
from articles.links.documents.later_amendments import LaterAmendment, later_amendments
from articles.links.documents.relations import relations_of
from articles.models import Article, Division, Policy
from articles.reading.contents import contents_of
from articles.reading.places.missing_places import no_such_unit
from articles.versions.public_history import public_history
from articles.versions.timeline import NoVersionError
from articles.versions.version_history import UnknownVersionError, VersionHistory
from articles.versions.version_texts import DatedText, dated_text, text_of_version

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NO_POLICY = "没有这件政策，或者它没有公开。"


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    choice = {name: request.GET.get(name, "") for name in ("a", "b", "unit")}
    try:
        history = VersionHistory(slug, **choice)
        context = {"history": history, "policy": history.policy, "comparison": history.comparison}
    except Policy.DoesNotExist:
        raise Http404(_NO_POLICY) from None
    except (NoVersionError, UnknownVersionError) as error:
        raise Http404(str(error)) from None
    return _with_noindex(render(request, "articles/versions.html", context), if_any=request.GET)


@require_safe
def version(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    try:
        dated = text_of_version(slug, key)
    except Policy.DoesNotExist:
        raise Http404(_NO_POLICY) from None
    except NoVersionError as error:
        raise Http404(str(error)) from None
    return text_page(request, dated)


@require_safe
def article_history(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """What readers could read of an article, from its first public text on."""
    try:
        contents = contents_of(slug)
    except Policy.DoesNotExist:
        raise Http404(_NO_POLICY) from None
    article = contents.article(unit)
    if article is None:
        raise Http404(no_such_unit(contents.policy, unit))
    context = {"policy": contents.policy, "article": article, "changes": public_history(article)}
    return _with_noindex(render(request, "articles/article_history.html", context), if_any=True)


def by_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let `?at=` ask for a policy's page as of a day: the text in force then, with a banner.

    The view itself shows the present text; it gets the text of the day only to say so.
    """

    @wraps(view)
    def dated_view(request: HttpRequest, slug: str, **place: str) -> HttpResponse:
        dated = dated_or_404(request, slug)
        if dated is None:
            return view(request, slug, **place)
        request.dated = dated  # type: ignore[attr-defined]  # for the banner, with the next
        request.amended = _amendments_by_day(dated)  # type: ignore[attr-defined]
        if dated.version.is_current:
            return _with_noindex(view(request, slug, **place), if_any=True)
        annex = place.get("address", "") if view.__name__ == "annex" else ""
        chapter = "" if annex else place.get("address", "")
        return text_page(request, dated, unit=place.get("unit", ""), chapter=chapter, annex=annex)

    return dated_view


def _amendments_by_day(dated: DatedText) -> list[LaterAmendment]:
    """The decisions in force on the day whose text is not the one that is shown."""
    policy = Policy.objects.published().get(slug=dated.timeline.slug)
    day = dated.day or timezone.localdate()
    return later_amendments(policy, relations_of(policy), made_on=dated.version.made_on, day=day)


def dated_or_404(request: HttpRequest, slug: str) -> DatedText | None:
    """The text in force on the day that `?at=` names; None without one."""
    day = asked_day(request)
    if day is None:
        return None
    try:
        return dated_text(slug, day)
    except Policy.DoesNotExist:
        raise Http404(_NO_POLICY) from None
    except NoVersionError as error:
        raise Http404(str(error)) from None


def asked_day(request: HttpRequest) -> date | None:
    typed = request.GET.get("at", "").strip()
    if not typed:
        return None
    try:
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise Http404(f"“{typed[:20]}”不是日期：at 请写作 2022-01-01 这样的年-月-日。")


def text_page(
    request: HttpRequest, dated: DatedText, *, unit: str = "", chapter: str = "", annex: str = ""
) -> HttpResponse:
    """The whole text of a version, or one place of it."""
    place, articles = place_in(dated, unit=unit, chapter=chapter, annex=annex)
    contents = dated.contents
    within = place if isinstance(place, Division) else None
    context = {
        "dated": dated,
        "amended": getattr(request, "amended", ()),
        "policy": contents.policy,
        "shown": place,
        "marked": marked_units(contents.with_texts(articles), within=within),
        "at": f"?at={dated.day.isoformat()}" if dated.day else "",
    }
    return _with_noindex(render(request, "articles/version.html", context), if_any=True)


def place_in(
    dated: DatedText, *, unit: str = "", chapter: str = "", annex: str = ""
) -> tuple[Policy | Division | Article, tuple[Article, ...]]:
    """What an address names in a version, and the articles of it."""
    contents = dated.contents
    if unit:
        article = unit_in(dated, unit)
        return article, (article, *contents.below(article))
    if chapter or annex:
        division = division_in(dated, chapter=chapter, annex=annex)
        return division, contents.articles_in(division)
    return contents.policy, contents.articles


def unit_in(dated: DatedText, unit: str) -> Article:
    article = dated.contents.article(unit)
    if article is None:
        raise Http404(dated.no_such_place(f"这一处（{unit}）"))
    return article


def division_in(dated: DatedText, *, chapter: str = "", annex: str = "") -> Division:
    division = dated.contents.chapter(chapter) if chapter else dated.contents.annex(annex)
    if division is None:
        missing = _chapter_label(chapter) if chapter else f"附件{annex}"
        raise Http404(dated.no_such_place(missing))
    return division


def _chapter_label(address: str) -> str:
    """第6章; the address itself where it names a part or an annex as well (2-3, a1-2)."""
    return f"第{address}章" if address.isdecimal() else f"这一章（{address}）"


def _with_noindex(response: HttpResponse, *, if_any: object) -> HttpResponse:
    if if_any:
        response["X-Robots-Tag"] = "noindex"
    return response
