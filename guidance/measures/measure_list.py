"""The list of measures: by words, by filters, and the articles that hold none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from articles.models import Policy
from articles.reading.facets import FacetGroup, FilterLink, query_string
from articles.search import LONGEST_QUERY
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.simplified import simplify
from guidance.matching.measure import Measure, policies_of
from guidance.measures.list_filters import FACETS, ChosenFilters, list_parameters, read_chosen
from guidance.models import ArticleWithoutMeasure
from guidance.models.catalogue import offered_measures, public_limits
from guidance.questions.understanding import Understood, understand_question

PAGE_SIZE = 20


@dataclass(frozen=True)
class MeasureListPage:
    """The list as an address asks for it; `matching` are those that match the words, before filters."""

    params: QueryDict
    words: str
    understood: Understood | None
    chosen: ChosenFilters
    total: int
    matching: tuple[Measure, ...]

    @cached_property
    def measures(self) -> list[Measure]:
        """Those of the filters; what was stopped stands behind all others."""
        return sorted(FACETS.keep(self.matching, self.chosen.values), key=lambda measure: measure.is_stopped)

    @property
    def policies(self) -> tuple[Policy, ...]:
        return policies_of(self.page)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.measures, PAGE_SIZE).get_page(self.params.get("page", 1))

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        groups = FACETS.groups(self.matching, self.chosen.values, list_parameters(self.params))
        return tuple(group for group in groups if group.narrows)

    @cached_property
    def chips(self) -> tuple[FilterLink, ...]:
        parameters = list_parameters(self.params)
        words = parameters.get("q", "").strip()
        word_chips = [FilterLink(f"检索：{words[:30]}", query_string(parameters, q=None))] if words else []
        return (*word_chips, *FACETS.chips(self.chosen.values, parameters))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen.values)

    @cached_property
    def limits(self) -> list[Measure]:
        """What has to be heeded (须注意的限制) under the same filters; it is counted apart."""
        limits = FACETS.keep(public_limits(), self.chosen.values)
        return _measures_with_words(self.words, limits) if self.words else limits

    @cached_property
    def without(self) -> list[ArticleWithoutMeasure]:
        """The articles that hold no measure; shown only where nothing narrows the list."""
        return [] if self.is_narrowed else list(ArticleWithoutMeasure.objects.of_published().in_order())


def browse(params: QueryDict) -> MeasureListPage:
    """What an address of the list asks for."""
    measures = offered_measures()
    words = " ".join(params.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    understood = understand_question(words) if words else None
    matching = _matching_measures(words, understood, measures) if understood else measures
    chosen = read_chosen(params, measures)
    return MeasureListPage(params, words, understood, chosen, len(measures), matching)


def _matching_measures(
    words: str, understood: Understood, measures: tuple[Measure, ...]
) -> tuple[Measure, ...]:
    """The measures that answer, best first, then those that hold every word as written."""
    by_slug = {measure.slug: measure for measure in measures}
    answering = [by_slug[slug] for slug, _ in understood.measures if slug in by_slug]
    others = [measure for measure in measures if measure not in answering]
    return (*answering, *_measures_with_words(words, others))


def _measures_with_words(words: str, measures: Iterable[Measure]) -> list[Measure]:
    """Those that hold every word as written."""
    sought = fold(simplify(words)).split()
    return [measure for measure in measures if all(word in _text(measure) for word in sought)]


def _text(measure: Measure) -> str:
    return fold("\n".join([measure.title, measure.promise, measure.article.label, *measure.words]))
