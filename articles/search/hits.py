"""Articles as results: with marked heading and the passage that shows why they were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.models import Article
from articles.search.choices import Sort
from articles.search.query import Query
from articles.search.sources import ResultType
from articles.text.highlight import Snippet, snippet


@dataclass(frozen=True)
class Hit:
    """An article that answers the query.

    `is_cited` says that the query cites it, `is_weak` that it is a near miss.
    """

    article: Article
    query: Query
    score: float
    is_weak: bool = False
    is_cited: bool = False

    type = ResultType.ARTICLE

    @property
    def url(self) -> str:
        return self.article.get_absolute_url()

    @cached_property
    def heading(self) -> Snippet:
        return snippet(self.article.display_title, self.query.marked)

    @cached_property
    def snippet(self) -> Snippet:
        return snippet(self.article.text, self.query.marked)


@dataclass(frozen=True)
class Scored:
    """An article by its id, before its page is turned to."""

    article: int
    score: float


def scored(ranked: Iterable[tuple[int, float]]) -> list[Scored]:
    return [Scored(article, score) for article, score in ranked]


def led_by(first: int, listed: Sequence[Scored]) -> list[Scored]:
    """The same articles after `first`, with the best score, wherever it stood and if it is none of them."""
    best = max((one.score for one in listed), default=0.0)
    return [Scored(first, best), *(one for one in listed if one.article != first)]


def sorted_by(listed: Sequence[Scored], sort: str) -> list[Scored]:
    """The same articles in the order that a reader chose."""
    if sort == Sort.RELEVANCE:
        return list(listed)
    articles = Article.objects.with_ids(one.article for one in listed)
    ordered = articles.in_order() if sort == Sort.ORDER else articles.with_last_change().latest_changed()
    places = {pk: place for place, pk in enumerate(ordered.values_list("pk", flat=True))}
    return sorted(listed, key=lambda one: places.get(one.article, len(places)))


def shown(
    entries: Iterable[Scored | object], query: Query, *, is_weak: bool, cited: int | None
) -> tuple[Hit | object, ...]:
    """A page of results: its articles are read, whatever else stands in it stays."""
    entries = list(entries)
    wanted = [entry.article for entry in entries if isinstance(entry, Scored)]
    articles = Article.objects.for_reading().in_bulk(wanted)
    return tuple(
        Hit(articles[entry.article], query, entry.score, is_weak, entry.article == cited)
        if isinstance(entry, Scored)
        else entry
        for entry in entries
        if not isinstance(entry, Scored) or entry.article in articles
    )
