"""The addresses that a page of results offers: facets, filters to take away, orders, ways on.

Each keeps everything else that was asked for, and begins at the first page again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from articles.models.policy import DocumentKind, PolicyStatus
from articles.search.results.choices import Choices, Sort
from articles.search.results.facets import Facet, FacetGroup
from articles.search.results.result_sources import ResultType
from articles.search.results.search_results import SearchResults

_ALL_FILTERS = ("type", "policy", "chapter", "instrument", "ministry", "goal", "actor", "kind", "status")


@dataclass(frozen=True)
class ResultsLink:
    """`query` is the address after the path, `count` the number of results there, or more of them."""

    label: str
    query: str
    count: int | None = None
    is_chosen: bool = False
    is_more: bool = False


@dataclass(frozen=True)
class FacetLinks:
    """A facet with the address of each value; that of a chosen value takes it away."""

    group: FacetGroup
    links: tuple[ResultsLink, ...]


@dataclass(frozen=True)
class ResultsLinks:
    """`chips` are the filters chosen, `without_filters` leads to the results without any of them.

    `unfiltered_count` is the number of articles there.
    """

    types: tuple[ResultsLink, ...]
    facets: tuple[FacetLinks, ...]
    chips: tuple[ResultsLink, ...]
    sorts: tuple[ResultsLink, ...]
    without_filters: str
    unfiltered_count: int
    plain_words: str


def results_links(results: SearchResults, params: QueryDict) -> ResultsLinks:
    """All links of a page of `results`; `params` are the parameters that it was asked for with."""
    types, others = _parted(results.facets)
    return ResultsLinks(
        types=tuple(_types(types, params)) if types else (),
        facets=tuple(_facet(group, params) for group in others if _is_useful(group, results.choices)),
        chips=tuple(_chips(results.choices, params)),
        sorts=tuple(_sorts(results.choices, params)) if results.hits else (),
        without_filters=_address(params, **dict.fromkeys(_ALL_FILTERS)),
        unfiltered_count=len(results.narrowed.everywhere),
        plain_words=_address(params, q=" ".join([*results.query.phrases, *_words(results)])),
    )


def _words(results: SearchResults) -> list[str]:
    held = "".join(results.query.phrases)
    return [word.text for word in results.query.words if word.text not in held]


def _parted(groups: tuple[FacetGroup, ...]) -> tuple[FacetGroup | None, list[FacetGroup]]:
    types = next((group for group in groups if group.parameter == "type"), None)
    return types, [group for group in groups if group.parameter != "type"]


def _is_useful(group: FacetGroup, choices: Choices) -> bool:
    """One value that all results share narrows nothing, nor does a policy a policy."""
    if choices.type == ResultType.POLICY and group.parameter == "policy" and not choices.policy:
        return False
    return len(group.values) > 1 or group.values[0].is_chosen or group.parameter not in _SHARED


_SHARED = ("policy", "kind", "status")


def _types(group: FacetGroup, params: QueryDict) -> Iterator[ResultsLink]:
    if len(group.values) > 1 or any(facet.is_chosen for facet in group.values):
        total = sum(facet.count for facet in group.values)
        is_all = not any(facet.is_chosen for facet in group.values)
        yield ResultsLink("全部", _address(params, type=None), total, is_all)
        for facet in group.values:
            address = _address(params, type=facet.value)
            yield ResultsLink(facet.label, address, facet.count, facet.is_chosen, facet.is_more)


def _facet(group: FacetGroup, params: QueryDict) -> FacetLinks:
    links = (
        ResultsLink(
            facet.label, _address(params, **_change(group.parameter, facet)), facet.count, facet.is_chosen
        )
        for facet in group.values
    )
    return FacetLinks(group, tuple(links))


def _change(parameter: str, facet: Facet) -> dict[str, str | None]:
    """What choosing a value, or taking it away, changes of the parameters."""
    changes: dict[str, str | None] = {parameter: None if facet.is_chosen else facet.value}
    if parameter == "policy":
        changes["chapter"] = None  # another policy has other chapters
    elif parameter == "chapter" and not facet.is_chosen:
        changes["policy"] = facet.policy
    return changes


def _chips(choices: Choices, params: QueryDict) -> Iterator[ResultsLink]:
    chosen = [
        ("type", "类型", ResultType(choices.type).label if choices.type else ""),
        ("policy", "政策", choices.policy.title if choices.policy else ""),
        ("chapter", "章", str(choices.chapter) if choices.chapter else ""),
        *((entity.kind, entity.get_kind_display(), entity.name) for entity in choices.entities),
        ("kind", "文件种类", DocumentKind(choices.kind).label if choices.kind else ""),
        ("status", "效力状态", PolicyStatus(choices.status).label if choices.status else ""),
    ]
    for parameter, name, label in chosen:
        if label:
            changes = {parameter: None, **({"chapter": None} if parameter == "policy" else {})}
            yield ResultsLink(f"{name}：{label}", _address(params, **changes))


def _sorts(choices: Choices, params: QueryDict) -> Iterator[ResultsLink]:
    for sort in Sort:
        value = None if sort == Sort.RELEVANCE else sort.value
        yield ResultsLink(sort.label, _address(params, sort=value), is_chosen=sort == choices.sort)


def _address(params: QueryDict, **changes: str | None) -> str:
    query = params.copy()
    query.pop("page", None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
