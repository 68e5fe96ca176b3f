"""The addresses that a page of results offers: facets, filters to take away, orders, ways on.

Each keeps everything else that was asked for, and begins at the first page again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict

from articles.reading.facets import FacetGroup, FilterLink, query_string
from articles.search.queries.regions import without_regions
from articles.search.results.filters.choices import Choices, Grouping, MatchMode, Sort, WordScope, type_value
from articles.search.results.filters.facets import FACETS, facet_groups
from articles.search.results.result_sources import MOST_A_SOURCE, ResultType
from articles.search.results.search_results import RegionResults, SearchResults

#: The parameters of what is demanded beside the filters, and those that the form of them sets anew.
_DEMANDS = ("match", "scope", "also", "cites")
_REFINED = ("match", "scope", "also", "sort", "page")


@dataclass(frozen=True)
class RegionLinks:
    """A region that the query names; the addresses narrow the results to it or to the province above, or look
    for the rest of the query everywhere (`others`); that is empty where there is no rest."""

    found: RegionResults
    only: str
    only_above: str
    others: str
    others_query: str


@dataclass(frozen=True)
class ResultsLinks:
    """`chips` are the filters chosen, `without_filters` leads to the results without any of them.

    `unfiltered_count` is the number of articles there. `groupings` show results by article or by document;
    `kept` is what a form that chooses how to match keeps of the address.
    """

    types: tuple[FilterLink, ...]
    facets: tuple[FacetGroup, ...]
    chips: tuple[FilterLink, ...]
    sorts: tuple[FilterLink, ...]
    groupings: tuple[FilterLink, ...]
    kept: tuple[tuple[str, str], ...]
    without_filters: str
    unfiltered_count: int
    plain_words: str
    regions: tuple[RegionLinks, ...]


def results_links(results: SearchResults, params: QueryDict) -> ResultsLinks:
    """All links of a page of `results`; `params` are the parameters that it was asked for with."""
    groups = {group.name: group for group in facet_groups(results.narrowed, results.others, params)}
    types = groups.pop("type", None)
    return ResultsLinks(
        types=tuple(_types(types, params)) if types and types.narrows else (),
        facets=tuple(_narrowing_facets(groups.values(), results)),
        chips=(*FACETS.chips(results.choices.chosen, params), *_demands(results.choices, params)),
        sorts=tuple(_sorts(results.choices, params)) if results.hits else (),
        groupings=tuple(_groupings(results, params)) if results.hits else (),
        kept=tuple(
            (name, value) for name, values in params.lists() if name not in _REFINED for value in values
        ),
        without_filters=_without_all(params),
        unfiltered_count=results.undemanding_count,
        plain_words=query_string(params, q=" ".join([*results.query.phrases, *_words(results)])),
        regions=tuple(_regions(results, params)),
    )


def _regions(results: SearchResults, params: QueryDict) -> Iterator[RegionLinks]:
    text = results.query.plain
    for region_results in results.regions:
        region = region_results.region
        rest = without_regions(text, [region])
        yield RegionLinks(
            found=region_results,
            only=query_string(params, region=region.name),
            only_above=query_string(params, region=region.province),
            others=query_string(params, q=rest) if rest else "",
            others_query=rest,
        )


def _words(results: SearchResults) -> list[str]:
    phrases = "".join(results.query.phrases)
    return [word.text for word in results.query.words if word.text not in phrases]


def _narrowing_facets(groups: Iterable[FacetGroup], results: SearchResults) -> Iterator[FacetGroup]:
    """The facets and values that narrow the results; what all have does not, nor policies for policies."""
    chosen = results.choices.chosen
    is_of_policies = chosen.get("type") == (type_value(ResultType.POLICY),)
    for group in groups:
        if is_of_policies and group.name == "policy" and "policy" not in chosen:
            continue
        is_chosen = any(link.is_chosen for link in group.links)
        links = tuple(link for link in group.links if is_chosen or (link.count or 0) < results.count)
        if links:
            yield replace(group, links=links)


def _types(group: FacetGroup, params: QueryDict) -> Iterator[FilterLink]:
    """A link for all types and one for each; counts of other hits are capped at what a source may return."""
    total = sum(link.count or 0 for link in group.links)
    is_all = not any(link.is_chosen for link in group.links)
    yield FilterLink("全部", query_string(params, type=None), total, is_all)
    for link in group.links:
        is_more = link.value != ResultType.ARTICLE and (link.count or 0) >= MOST_A_SOURCE
        yield replace(link, query=query_string(params, type=link.value), is_more=is_more)


def _demands(choices: Choices, params: QueryDict) -> Iterator[FilterLink]:
    """What is demanded beside the filters; each link takes it away."""
    if choices.match != MatchMode.BEST:
        yield FilterLink(MatchMode(choices.match).label, query_string(params, match=None))
    if choices.scope != WordScope.TEXT:
        yield FilterLink(WordScope(choices.scope).label, query_string(params, scope=None))
    if choices.also:
        yield FilterLink(f"结果中含有：{choices.also}", query_string(params, also=None))
    if choices.cites:
        yield FilterLink(f"引用：{choices.cites.citation}", query_string(params, cites=None))


def _without_all(params: QueryDict) -> str:
    remaining = params.copy()
    for name in _DEMANDS:
        remaining.pop(name, None)
    return FACETS.address_without(remaining)


def _groupings(results: SearchResults, params: QueryDict) -> Iterator[FilterLink]:
    for grouping in (Grouping.DOCUMENT, Grouping.UNIT):
        is_chosen = results.is_grouped == (grouping == Grouping.DOCUMENT)
        yield FilterLink(str(grouping.label), query_string(params, by=grouping.value), is_chosen=is_chosen)


def _sorts(choices: Choices, params: QueryDict) -> Iterator[FilterLink]:
    for sort in Sort:
        value = None if sort == Sort.RELEVANCE else sort.value
        yield FilterLink(sort.label, query_string(params, sort=value), is_chosen=sort == choices.sort)
