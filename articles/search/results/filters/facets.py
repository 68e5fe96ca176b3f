"""The facets of results: articles are counted over arrays, other hits say themselves what they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.http import QueryDict

from articles.models.entities.entity_kinds import EntityKind
from articles.reading.facets import Facet, FacetGroup, FacetSet, FacetValue
from articles.search.results.filters.choices import ENTITY_FILTERS, type_value
from articles.search.results.filters.filter_masks import Narrowed
from articles.search.results.result_sources import OtherHit, ResultType

#: Values of a facet that are shown.
_MOST_VALUES, _MOST_YEARS = 20, 60
_YEARS = "没有公布日期的按成文、通过的日期。"
_HINTS = {EntityKind.MINISTRY: "凡已发布的链接都计入，不论原文写明、发文机关还是编辑判断。"}


def _type(hit: OtherHit) -> list[FacetValue]:
    return [type_value(hit.type)]


def _values(facet: str) -> Callable[[OtherHit], Iterable[FacetValue]]:
    return lambda hit: hit.values.get(facet, ())


def _frequent(name: str, label: str, hint: str = "") -> Facet[OtherHit]:
    return Facet(name, label, _values(name), most=_MOST_VALUES, hint=hint)


FACETS = FacetSet(
    (
        Facet("type", "类型", _type, is_ordered=True),
        _frequent("policy", "政策"),
        Facet("chapter", "章", _values("chapter"), is_ordered=True, within="policy"),
        *(_frequent(kind.value, kind.label, _HINTS.get(kind, "")) for kind in ENTITY_FILTERS),
        _frequent("kind", "文件种类"),
        Facet("level", "层级", _values("level"), is_ordered=True),
        _frequent("region", "地区"),
        _frequent("issuer", "发文机关", "按落款的机关名称；来源没有落款的不计入。"),
        _frequent("status", "效力状态"),
        Facet("year", "公布年份", _values("year"), is_ordered=True, most=_MOST_YEARS, hint=_YEARS),
        Facet("effective", "施行年份", _values("effective"), is_ordered=True, most=_MOST_YEARS),
    ),
    takes_several=True,
)


def facet_groups(narrowed: Narrowed, others: Sequence[OtherHit], params: QueryDict) -> Iterator[FacetGroup]:
    """All facets that results have a value of; `others` are all hits that are no articles."""
    chosen = narrowed.choices.chosen
    for facet in FACETS.facets:
        counts = _counts_of_articles(facet, narrowed)
        outer = {value.within for value in counts} if facet.within else {""}
        of_others = FACETS.counts(facet, others, chosen)
        counts.update({value: count for value, count in of_others.items() if value.within in outer})
        if counts:
            yield FACETS.group(facet, counts, chosen, params)


def _counts_of_articles(facet: Facet[OtherHit], narrowed: Narrowed) -> Counter[FacetValue]:
    freed = FACETS.freed_by(facet)
    articles = narrowed.without(freed)
    if facet.name == "type":
        return _counts_of_types(narrowed.choices.chosen.get("type", ()), len(articles))
    return narrowed.columns.counts(facet.name, articles) if narrowed.choices.leaves_articles else Counter()


def _counts_of_types(chosen: Iterable[FacetValue], articles: int) -> Counter[FacetValue]:
    """Counts by result type, articles being one of them; a chosen type is listed even with count 0."""
    counts = dict.fromkeys(chosen, 0)
    return Counter(counts | ({type_value(ResultType.ARTICLE): articles} if articles else {}))
