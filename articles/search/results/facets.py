"""Facets: for each filter the values that results have, with the number of results each would leave.

Each is counted without its own filter. Articles are counted over the arrays of the ranking, joined with the
rows of mentions by one statement for all kinds of entities; other hits say themselves what they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from articles.models import Division, Mention, Policy
from articles.models.entity import EntityKind
from articles.models.policy import DocumentKind, PolicyStatus
from articles.search.results.choices import ENTITY_FILTERS
from articles.search.results.filter_masks import EntityTree, Narrowed
from articles.search.results.result_sources import (
    MOST_A_SOURCE,
    FacetValue,
    OtherHit,
    ResultType,
    with_values,
)
from articles.search.scoring.bm25f import Ranking, empty_ranking

#: Values of a facet that are shown; a value that is chosen stands there in any case.
MOST_VALUES = 10
#: Articles whose links are counted: joining them costs a query some 4 µs each.
MOST_JOINED = 5_000
_LABELS = {
    "policy": "政策",
    "chapter": "章",
    **{kind.value: kind.label for kind in ENTITY_FILTERS},
    "kind": "文件种类",
    "status": "效力状态",
}
_HINTS: dict[str, str] = {
    EntityKind.MINISTRY: "凡已发布的链接都计入，不论原文写明、承自发文机关还是编辑判断。"
}


@dataclass(frozen=True)
class Facet:
    """One value of a filter with the number of results it would leave; a chapter belongs to a `policy`.

    `is_more` says that there are more: a source lists no more than so many.
    """

    value: str
    label: str
    count: int
    policy: str = ""
    is_chosen: bool = False
    is_more: bool = False


@dataclass(frozen=True)
class FacetGroup:
    """The values of one filter, the most frequent first; `parameter` is its name in addresses.

    `left_out` is the number of values beyond those shown. `is_partial` says that only the `MOST_JOINED`
    best articles were counted.
    """

    parameter: str
    label: str
    values: tuple[Facet, ...]
    hint: str = ""
    left_out: int = 0
    is_partial: bool = False


def facet_groups(narrowed: Narrowed, others: Sequence[OtherHit]) -> tuple[FacetGroup, ...]:
    """All facets that have a value, in the order of a page; `others` are all hits that are no articles."""
    counting = _Counting(narrowed, others)
    groups = [
        counting.types(),
        counting.policies(),
        counting.chapters(),
        *counting.entities(),
        counting.of_policies("kind", dict(DocumentKind.choices)),
        counting.of_policies("status", dict(PolicyStatus.choices)),
    ]
    return tuple(group for group in groups if group.values)


class _Counting:
    """The counting of one result."""

    def __init__(self, narrowed: Narrowed, others: Sequence[OtherHit]) -> None:
        self._narrowed, self._others = narrowed, others
        self._chosen = narrowed.choices.values
        self._type = narrowed.choices.type

    def types(self) -> FacetGroup:
        counts = Counter({ResultType.ARTICLE.value: len(self._narrowed.found)})
        counts.update(hit.type for hit in with_values(self._others, self._chosen))
        values = tuple(
            Facet(
                kind.value,
                kind.label,
                counts[kind],
                is_chosen=kind == self._type,
                is_more=kind != ResultType.ARTICLE and counts[kind] >= MOST_A_SOURCE,
            )
            for kind in ResultType
            if counts[kind] or kind == self._type
        )
        return FacetGroup("type", "类型", values)

    def policies(self) -> FacetGroup:
        """Another policy has other chapters: the chapter does not count either."""
        counts = _counted(self._articles("policy", "chapter").policies)
        known = Policy.objects.with_ids(counts).names_only().in_bulk()
        found = [Facet(one.slug, one.title, counts[pk]) for pk, one in known.items()]
        return self._group("policy", found, without=("policy", "chapter"))

    def chapters(self) -> FacetGroup:
        """The chapters of one policy, as printed: across policies their numbers mean nothing."""
        articles = self._articles("chapter")
        if len(np.unique(articles.policies)) != 1:
            return FacetGroup("chapter", "章", ())
        counts = _counts_by_chapter(articles)
        found = [
            Facet(chapter.address, str(chapter), counts[chapter], chapter.policy.slug)
            for chapter in sorted(counts, key=lambda chapter: chapter.position)
        ]
        group = self._group("chapter", found, without=("chapter",), most=len(counts))
        return replace(group, values=tuple(sorted(group.values, key=_printed_order(found))))

    def entities(self) -> Iterator[FacetGroup]:
        tree, everything = self._narrowed.entities, self._articles(*ENTITY_FILTERS)
        base = _best(everything)
        linked = _linked_articles(base, tree)
        for kind in ENTITY_FILTERS:
            counted = self._articles(kind).articles if self._others_chosen(kind) else None
            found = []
            for pk, articles in linked.items():
                entity = tree.entities[pk]
                number = len(articles) if counted is None else int(np.isin(articles, counted).sum())
                is_shown = not entity.is_group or entity.slug == self._chosen.get(kind)
                if entity.kind == kind and number and is_shown:
                    found.append(Facet(entity.slug, entity.name, number))
            group = self._group(kind, found, without=(kind,))
            yield replace(group, is_partial=len(base) < len(everything))

    def of_policies(self, parameter: str, labels: Mapping[str, str]) -> FacetGroup:
        """By a property of the articles' policies."""
        counts = _counted(self._articles(parameter).policies)
        totals: Counter[str] = Counter()
        for pk, value in Policy.objects.with_ids(counts).values_list("pk", parameter):
            totals[value] += counts[pk]
        found = [Facet(value, labels[value], number) for value, number in totals.items()]
        return self._group(parameter, found, without=(parameter,))

    def _articles(self, *without: str) -> Ranking:
        if self._type not in ("", ResultType.ARTICLE):
            return empty_ranking()
        return self._narrowed.without(without)

    def _others_chosen(self, kind: str) -> bool:
        return any(entity.kind != kind for entity in self._narrowed.choices.entities)

    def _group(
        self, parameter: str, found: Iterable[Facet], *, without: Collection[str], most: int = MOST_VALUES
    ) -> FacetGroup:
        """The facet of articles `found`, with the other hits that all filters but `without` leave."""
        merged = {facet.value: facet for facet in found}
        for value in self._values_of_others(parameter, without):
            known = merged.get(value.value) or Facet(value.value, value.label, 0, value.policy)
            merged[value.value] = replace(known, count=known.count + 1)
        ranked = sorted(merged.values(), key=lambda facet: (-facet.count, facet.label))
        chosen = self._chosen.get(parameter)
        values = [
            replace(facet, is_chosen=facet.value == chosen)
            for place, facet in enumerate(ranked)
            if place < most or facet.value == chosen
        ]
        left_out = len(ranked) - len(values)
        return FacetGroup(parameter, _LABELS[parameter], tuple(values), _HINTS.get(parameter, ""), left_out)

    def _values_of_others(self, parameter: str, without: Collection[str]) -> Iterator[FacetValue]:
        chosen = {name: value for name, value in self._chosen.items() if name not in without}
        for hit in with_values(self._others, chosen):
            if self._type in ("", hit.type):
                yield from (value for value in hit.values if value.facet == parameter)


def _counted(keys: np.ndarray) -> dict[int, int]:
    values, numbers = np.unique(keys, return_counts=True)
    return dict(zip(values.tolist(), numbers.tolist(), strict=True))


def _printed_order(found: Sequence[Facet]) -> Callable[[Facet], int]:
    places = {facet.value: place for place, facet in enumerate(found)}
    return lambda facet: places.get(facet.value, len(places))


def _counts_by_chapter(articles: Ranking) -> Counter[Division]:
    counts = _counted(articles.divisions[articles.divisions > 0])
    divisions = Division.objects.with_parents().in_bulk(list(counts))
    of_chapters: Counter[Division] = Counter()
    for pk, division in divisions.items():
        if chapter := division.chapter:
            of_chapters[chapter] += counts[pk]
    return of_chapters


def _best(articles: Ranking) -> Ranking:
    """The articles whose links are counted."""
    if len(articles) <= MOST_JOINED:
        return articles
    chosen = np.zeros(len(articles), bool)
    chosen[np.argpartition(-articles.scores, MOST_JOINED)[:MOST_JOINED]] = True
    return articles.only(chosen)


def _linked_articles(articles: Ranking, tree: EntityTree) -> dict[int, np.ndarray]:
    """For each entity the articles that are linked to it or to one below it."""
    rows = Mention.objects.published().joining(articles.articles.tolist(), tree.entities)
    pairs = np.array(list(rows), "i8").reshape(-1, 2)
    if not len(pairs):
        return {}
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    entities, starts = np.unique(pairs[:, 0], return_index=True)
    gathered: dict[int, list[np.ndarray]] = {}
    for entity, linked in zip(entities.tolist(), np.split(pairs[:, 1], starts[1:]), strict=True):
        for pk in tree.lineage(entity):
            gathered.setdefault(pk, []).append(linked)
    return {pk: np.unique(np.concatenate(parts)) for pk, parts in gathered.items()}
