"""The one entry point of search: a query in, a page of articles with exact marks and facets out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from articles.models import Article, Division, Policy
from articles.models.search_index import ids_holding
from articles.search.query import Query, understand
from articles.search.ranking import MOST_RANKED, Ranked, Ranking, rank
from articles.text.folding import fold
from articles.text.highlight import Snippet, snippet

PAGE_SIZE = 20
_NAMED_POLICIES = 3
_POLICY_FACETS = 12
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Hit:
    """An article that answers the query, with the marked heading and the passage that shows why."""

    article: Article
    heading: Snippet
    snippet: Snippet
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Facet:
    """One value of a filter with the number of results it would leave; a chapter belongs to a `policy`."""

    value: str
    label: str
    count: int
    policy: str = ""


@dataclass(frozen=True)
class SearchResults:
    """What `search` found. `count` is over all pages, `has_more` says that only the best are listed, `unmatched` the query's words no result holds,
    `named_policies` those whose title or number the query is."""

    query: Query
    count: int
    has_more: bool
    page: Page
    hits: tuple[Hit, ...]
    chapters: tuple[Facet, ...]
    policies: tuple[Facet, ...]
    unmatched: tuple[str, ...]
    named_policies: tuple[Policy, ...]


def search(
    text: str,
    *,
    policy: Policy | None = None,
    chapter: Division | None = None,
    page: int | str = 1,
    page_size: int = PAGE_SIZE,
) -> SearchResults:
    """Find published articles for `text`, best first, `page_size` a page.

    `policy` and `chapter` narrow the results; a facet is counted without its own filter. A page number
    that does not exist gives the nearest that does. Nothing found is an empty result, never an error.
    """
    query = understand(text)
    narrowed = _narrowed(policy, chapter)
    ranking = _ranked(query, among=narrowed)
    found = Article.objects.published().with_ids(row.article_id for row in ranking.rows)
    shown_ids = set(found.values_list("pk", flat=True))
    results = [row for row in ranking.rows if row.article_id in shown_ids]
    everywhere = _found_everywhere(query) if narrowed is not None else found
    within_policy = everywhere.of_policy(policy) if policy else everywhere
    shown = Paginator(results, page_size).get_page(page)
    return SearchResults(
        query=query,
        count=len(results),
        has_more=ranking.total > len(ranking.rows),
        page=shown,
        hits=_hits(query, shown.object_list),
        chapters=_chapter_facets(within_policy),
        policies=_policy_facets(everywhere),
        unmatched=_unmatched(query, ranking, results),
        named_policies=_named_policies(query),
    )


def _narrowed(policy: Policy | None, chapter: Division | None) -> frozenset[int] | None:
    """The articles that the filters leave; None where there is no filter."""
    if not (policy or chapter):
        return None
    articles = Article.objects.all()
    articles = articles.of_policy(policy) if policy else articles
    articles = articles.of_division(chapter) if chapter else articles
    return frozenset(articles.values_list("pk", flat=True))


def _found_everywhere(query: Query) -> QuerySet[Article]:
    """What is found without filters: facets are counted there."""
    return Article.objects.published().with_ids(row.article_id for row in _ranked(query, among=None).rows)


def _named_policies(query: Query) -> tuple[Policy, ...]:
    """The policies whose own name the query is; a single character names none."""
    if len(query.text) < 2 or not _HAS_WORD.search(query.text):
        return ()
    return tuple(Policy.objects.published().named_like(query.text).in_list_order()[:_NAMED_POLICIES])


def _ranked(query: Query, *, among: Collection[int] | None) -> Ranking:
    """Articles that hold a word of the query; where none does, those that hold it letter by letter."""
    ranking = rank(query.words, folded=query.literal, among=among)
    if ranking.rows or ranking.held or not _HAS_WORD.search(query.literal):
        return ranking
    found = [pk for pk in ids_holding(query.literal)[:MOST_RANKED] if among is None or pk in among]
    return Ranking(tuple(Ranked(pk, 0.0) for pk in found), len(found), frozenset())


def _hits(query: Query, ranked: Iterable[Ranked]) -> tuple[Hit, ...]:
    rows = list(ranked)
    articles = Article.objects.for_reading().in_bulk([row.article_id for row in rows])
    return tuple(_hit(query, articles[row.article_id], row) for row in rows)


def _hit(query: Query, article: Article, row: Ranked) -> Hit:
    folded = fold(article.text)
    terms = tuple(term for term in (*query.terms, query.literal) if term in folded)
    heading = snippet(article.display_title, {*query.terms, query.literal})
    return Hit(article, heading, snippet(article.text, terms), row.score, terms)


def _chapter_facets(articles: QuerySet[Article]) -> tuple[Facet, ...]:
    """Chapters of the results; of one policy only, since chapter numbers mean nothing across policies."""
    if articles.values("policy").distinct().count() != 1:
        return ()
    counts: dict[Division, int] = {}
    for article in articles.for_reading().in_order():
        if chapter := article.chapter:
            counts[chapter] = counts.get(chapter, 0) + 1
    return tuple(
        Facet(chapter.address, str(chapter), number, chapter.policy.slug)
        for chapter, number in counts.items()
    )


def _policy_facets(articles: QuerySet[Article]) -> tuple[Facet, ...]:
    rows = articles.order_by().values_list("policy__slug", "policy__title").annotate(number=Count("pk"))
    return tuple(Facet(*row) for row in rows.order_by("-number", "policy__title")[:_POLICY_FACETS])


def _unmatched(query: Query, ranking: Ranking, results: list[Ranked]) -> tuple[str, ...]:
    """The words of the query that no result holds; single characters say too little to be named."""
    if results and not ranking.held:  # found letter by letter
        return ()
    return tuple(word.text for word in query.words if len(word.text) > 1 and word.text not in ranking.held)
