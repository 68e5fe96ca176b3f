"""Search, suggestions while typing, and redirects from a citation to its article."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.exports.quotations import Quotation, quotation_list, quotations_of
from articles.links.entities.entity_pages import EntityCard, entity_card
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.citation_resolution import (
    NOT_A_CITATION,
    Ambiguous,
    Resolution,
    Resolved,
    SeveralTargets,
    Unresolved,
    article_alone,
    resolve_text,
)
from articles.reading.names.misspelt_names import misspelt_name
from articles.reading.site_address import site_address
from articles.reading.word_marks import MOST_CHARACTERS
from articles.search import (
    AnswerKind,
    ClickForm,
    GotoForm,
    Grouping,
    Hit,
    NamedEntity,
    SearchForm,
    SearchRequest,
    SearchResults,
    WhyForm,
    count_click,
    counted_search,
    entities_like,
    entities_named,
    is_first_look,
    results_links,
    suggest,
    with_near_documents,
)
from articles.versions.past_words import past_texts
from articles.views.htmx import HtmxRequest
from articles.views.quotation_files import quotation_file

_MOST_CARDS, _MOST_NAMES = 3, 4
#: Articles in the file of a search: those beyond are hardly what was looked for.
_MOST_IN_FILE = 200


@require_safe
def search_page(request: SearchRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/search.html", {"form": form}, status=400)
    if form.cleaned_data["mode"] != "text" and (answer := _redirect_to_citation(request, form)):
        return answer
    if not form.asks:
        return render(request, "articles/search.html", {"form": form})
    results = form.results(page=request.GET.get("page", 1), grouping=Grouping.FITTING)
    counted = request.counted_search = counted_search(results) if is_first_look(results) else None
    params = request.GET.copy()
    params["q"] = results.query.text  # a long pasted text must not be repeated in every link
    links = results_links(results, params)
    context = {"form": form, "results": results, "params": params, "links": links, "is_counted": counted}
    context["hits_query"] = without_page(params)
    context["carried"] = _carried_words_query(results)
    named = entities_named(results.query) if _is_first_of_all(results) else ()
    context["cards"] = cards = _entity_cards(results, named)
    context["near"] = _names_near(results, named)
    context["past"] = past_texts(results.not_held)
    context["above"] = [card.linked.entity.get_absolute_url() for card in cards]
    return render(request, "articles/search.html", context)


def _carried_words_query(results: SearchResults) -> str:
    """The query string with which an article's page marks the searched words."""
    return f"?{urlencode({'words': results.query.text[:MOST_CHARACTERS]})}" if results.query.words else ""


def without_page(params: QueryDict) -> str:
    """The query string without the page number."""
    query = params.copy()
    query.pop("page", None)
    return query.urlencode()


@require_safe
def search_file(request: HttpRequest, list_format: str) -> HttpResponse:
    """The articles that a search finds, the best first, as a file."""
    form = SearchForm(request.GET)
    if not form.is_valid() or not form.asks:
        return render(request, "articles/search.html", {"form": form}, status=400)
    results, today = form.articles(most=_MOST_IN_FILE), localdate()
    quotations = quotation_list(
        _quotations(results.hits, cited_on=today),
        title=f"检索“{results.query.text[:40]}”找到的条文",
        path=f"{reverse('articles:search')}?{without_page(request.GET)}",
        made_on=today,
        made_by=settings.PORTAL_SITE_NAME,
        total=results.count,
    )
    return quotation_file(quotations, list_format)


def _quotations(hits: Sequence[Hit], *, cited_on: date) -> list[Quotation]:
    """The articles found, each with the 款 or 项 that its words stand in."""
    quoted = quotations_of([hit.article for hit in hits], cited_on=cited_on)
    return [
        replace(quotation, remark=f"检索的词在{hit.place}") if hit.place else quotation
        for quotation, hit in zip(quoted, hits, strict=True)
    ]


def _is_first_of_all(results: SearchResults) -> bool:
    """Whether these are the first page of all results: names that are meant stand above them."""
    return not results.choices.chosen and results.page.number == 1


def _entity_cards(results: SearchResults, named: Sequence[NamedEntity]) -> list[EntityCard]:
    """Cards of the entities that the query names; a law whose text is stored leads the results itself
    (食安法) and has none."""
    is_led = results.names_policy
    entities = [entity for entity in named if not (is_led and entity.kind == EntityKind.DOCUMENT)]
    return [card for entity in entities[:_MOST_CARDS] if (card := entity_card(entity.kind, entity.pk))]


def _names_near(results: SearchResults, named: Sequence[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Other names that hold the query or stand in it, above results that are not answered."""
    is_answered = results.answer is not None and results.answer.kind != AnswerKind.OUTSIDE
    if is_answered or not _is_first_of_all(results):
        return ()
    return entities_like(results.query, without=named, most=_MOST_NAMES)


@require_safe
def why(request: HtmxRequest) -> HttpResponse:
    """The score explanation of a result: a page, or with htmx its table only."""
    form = WhyForm(request.GET)
    template = "articles/includes/search/why.html" if request.htmx else "articles/search_why.html"
    if not form.is_valid():
        return render(request, template, {"form": form}, status=400)
    response = render(request, template, {"form": form, **form.explanation()})
    patch_vary_headers(response, ["HX-Request"])
    return response


@csrf_exempt  # no cookie is used: the origin is checked, and only a count changes
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count that a result was opened; the page's script sends it with navigator.sendBeacon."""
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        raise PermissionDenied("只接受本站页面的请求。")
    form = ClickForm(request.POST)
    if not form.is_valid():
        raise BadRequest("请给出检索词 q 和位置 position（1 至 20）。")
    count_click(form.cleaned_data["q"], form.cleaned_data["position"], day=localdate())
    return HttpResponse(status=204)


def _redirect_to_citation(request: HttpRequest, form: SearchForm) -> HttpResponse | None:
    """Redirect for a citation typed into the search box; None if it should be searched for instead.

    An unresolved citation may be words to search for (2020), but 第35条, a document number, or a place in a
    law that is not stored is not.
    """
    query = form.query
    citation, resolution = query.typed_citation, query.typed_resolution
    if citation is None or resolution is None or not getattr(resolution, "targets", True):
        return None
    resolution = with_near_documents(resolution)
    if isinstance(resolution, Unresolved):
        is_surely_citation = citation.is_certain or (citation.has_place and resolution.missing)
        if not is_surely_citation or article_alone(query.embedded_resolution):
            return None  # 违约责任 民法典577: the article leads the results
    return _answer_resolution(request, resolution, form.cleaned_data["q"])


@require_safe
def goto(request: HttpRequest) -> HttpResponse:
    form = GotoForm(request.GET)
    if not form.is_valid():
        return _not_found_page(request, Unresolved(form.first_error()), "", status=400)
    typed = form.cleaned_data["q"]
    cleaned = form.cleaned_data
    resolution = resolve_text(typed, within=cleaned["within"], title=cleaned["title"])
    return _answer_resolution(request, with_near_documents(resolution or Unresolved(NOT_A_CITATION)), typed)


def _answer_resolution(request: HttpRequest, resolution: Resolution, typed: str) -> HttpResponse:
    match resolution:
        case Resolved():
            return redirect(resolution.url)
        case Ambiguous():
            context = {"typed": typed, "asked": resolution, "title": request.GET.get("title", "")}
            return render(request, "articles/goto_choice.html", context, status=300)
        case SeveralTargets() if resolution.targets:
            return render(request, "articles/goto_list.html", {"typed": typed, "cited": resolution})
        case SeveralTargets(failures=failures):
            return _not_found_page(request, Unresolved("；".join(failures)), typed)
        case Unresolved():
            return _not_found_page(request, resolution, typed)


def _not_found_page(
    request: HttpRequest, unresolved: Unresolved, typed: str, *, status: int = 404
) -> HttpResponse:
    context = {"unresolved": unresolved, "typed": typed, "misspelt": misspelt_name(typed)}
    return render(request, "articles/goto_failed.html", context, status=status)


@require_safe
@cache_control(private=True)  # made of what readers have typed, too
def suggestions(request: HttpRequest) -> JsonResponse:
    """OpenSearch suggestions: [typed, texts, descriptions, addresses]."""
    typed = request.GET.get("q", "")[:200]
    offered = suggest(typed)
    addresses = [site_address(suggestion.path) for suggestion in offered]
    body = [
        typed,
        [suggestion.text for suggestion in offered],
        [suggestion.description for suggestion in offered],
        addresses,
    ]
    return JsonResponse(
        body,
        safe=False,
        content_type="application/x-suggestions+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )
