"""The results of a search: a page of them, in sections, with facets counted on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby

from django.core.paginator import Page
from django.http import QueryDict

from articles.models import Article
from articles.reading.facets import FacetGroup, FacetValue
from articles.search.answers import Answer
from articles.search.queries.analysis import Query
from articles.search.queries.regions import NamedRegion
from articles.search.results.document_groups import DocumentHits
from articles.search.results.filters.choices import Choices
from articles.search.results.filters.facets import FACETS, facet_groups
from articles.search.results.filters.filter_masks import Narrowed
from articles.search.results.hits import Hit
from articles.search.results.matches.name_matches import held_as_names
from articles.search.results.page_items import Entry, Item
from articles.search.results.result_sources import OtherHit
from articles.search.scoring.query_coverage import is_no_word
from articles.search.scoring.reranking import is_reranking_out
from articles.search.spelling.correction import Correction
from articles.text.citing.places.article_citations import parse_citation


@dataclass(frozen=True)
class Section:
    """Results of a page that stand together; `first` is the position of the first of them."""

    is_weak: bool
    first: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class RegionResults:
    """A region that the query names; how many articles found are of it and of the province above."""

    region: NamedRegion
    count: int
    count_above: int


@dataclass(frozen=True)
class SearchResults:
    """What `search` found. `count` is over all pages, `has_more` says that of the articles only the best are
    listed, `unmatched` are the query's words no article holds. `items` are the results of the page; those
    above the articles come first. `is_weak` says that all are near misses: the knowledge base lacks most of
    the query's words. `correction` is how the query was read instead of as typed (`is_certain`), or how it
    might be meant. `cited` are the articles that it cites, with the line of the 款 or 项 of each; it needs no
    correction. `answer` answers the question beside what was found. `is_grouped` says that the articles stand
    by document, `undemanding_count` is the number of relevant articles, whatever filters and demands leave of
    them. Facets are counted when first asked for.
    """

    query: Query
    choices: Choices
    count: int
    has_more: bool
    page: Page[Entry]
    unmatched: tuple[str, ...]
    is_weak: bool
    narrowed: Narrowed
    others: tuple[OtherHit, ...]
    items: tuple[Item, ...] = ()
    is_grouped: bool = False
    undemanding_count: int = 0
    cited: Mapping[Article, int | None] = field(default_factory=dict)
    are_articles_weak: bool = False
    correction: Correction | None = None
    answer: Answer | None = None

    @cached_property
    def regions(self) -> tuple[RegionResults, ...]:
        """The regions that the query names, where the reader has chosen none."""
        if "region" in self.choices.chosen or not self.query.regions:
            return ()
        counts = self.narrowed.columns.counts("region", self.narrowed.everywhere)

        def count(region: str) -> int:
            return counts[FacetValue(region, region)] if region else 0

        return tuple(
            RegionResults(region, count(region.name), count(region.province)) for region in self.query.regions
        )

    @property
    def finds_nothing_strong(self) -> bool:
        """Whether the query finds nothing or only near misses, whatever type of results was chosen: how it is
        read must not depend on that."""
        others = FACETS.keep(self.others, self.choices.of_any_type.chosen)
        if self.are_articles_weak:
            return not any(hit.stands_above for hit in others)
        return not (others or len(self.narrowed.found))

    @cached_property
    def not_held(self) -> tuple[str, ...]:
        """The words that nothing here holds: `unmatched` without names of entities and of articles, and
        without pieces that are no words (驾撞), unless they go on with one (区块|链有)."""
        held_names = held_as_names(self.query, self.unmatched)
        words = [word for word in self.unmatched if word not in held_names and not parse_citation(word)]
        real_words = [word for word in words if not is_no_word(word)]
        typed_text = self.query.literal
        return tuple(
            word
            for word in words
            if word in real_words
            or any(other + word in typed_text or word + other in typed_text for other in real_words)
        )

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The articles of the page."""
        return tuple(item for item in self.lines if isinstance(item, Hit))

    @cached_property
    def lines(self) -> tuple[Hit | OtherHit, ...]:
        """The results of the page one by one, those of a document after one another."""
        nested = (item.hits if isinstance(item, DocumentHits) else (item,) for item in self.items)
        return tuple(chain.from_iterable(nested))

    @cached_property
    def documents(self) -> tuple[DocumentHits, ...]:
        """The documents of the page, where results stand by document."""
        return tuple(item for item in self.items if isinstance(item, DocumentHits))

    @property
    def names_policy(self) -> bool:
        """Whether the query is the name of policies that are stored: they stand above all other results."""
        return any(hit.is_policy and hit.stands_above and hit.score == 1 for hit in self.others)

    @property
    def lacks_meaning(self) -> bool:
        """Whether they are ordered by words alone because the service that was chosen does not answer."""
        return is_reranking_out()

    @property
    def document_count(self) -> int:
        """The number of documents that the articles found stand in."""
        return len(self.narrowed.found.counts("policies")[0])

    @property
    def typed(self) -> str:
        """The query as the reader wrote it."""
        return self.correction.typed if self.correction else self.query.text

    @property
    def applied_correction(self) -> Correction | None:
        """How the query was read instead of as typed."""
        return self.correction if self.correction and self.correction.is_certain else None

    @property
    def offered_correction(self) -> Correction | None:
        """How the query might be meant; the results are those of what was typed."""
        return None if self.applied_correction else self.correction

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The page in sections: answers, then near misses."""
        sections, position = [], self.page.start_index()
        for is_weak, items in groupby(self.items, key=lambda item: item.is_weak):
            sections.append(Section(is_weak, position, tuple(items)))
            position += len(sections[-1].items)
        return tuple(sections)

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        return tuple(facet_groups(self.narrowed, self.others, QueryDict()))
