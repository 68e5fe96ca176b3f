"""The one entry point of search: a query in, a page of articles with exact marks and facets out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.core.paginator import Page, Paginator

from articles.citations import Resolved, resolve
from articles.models import Article, Division, Policy
from articles.models.article import ArticleQuerySet
from articles.models.search_index import holding_literally, ids_holding
from articles.search.configuration import using
from articles.search.filtering import articles_left
from articles.search.query import Query, understand
from articles.search.ranking import Ranking, empty_ranking, rank
from articles.search.tokenizer import tokenizer
from articles.text.folding import fold
from articles.text.highlight import Snippet, snippet
from articles.text.references import parse_citation

PAGE_SIZE = 20
#: No reader turns more pages; results beyond are counted, not listed.
MOST_LISTED = 1_000
_NAMED_POLICIES = 3
_POLICY_FACETS = 12
#: Below this share of the query's words, weighed by rarity, what is found is a near miss.
_COVERED = 0.5
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Hit:
    """An article that answers the query, with the marked heading and the passage that shows why.

    `is_cited` says that the query cites it, `is_weak` that it is a near miss.
    """

    article: Article
    query: Query
    score: float
    is_weak: bool = False
    is_cited: bool = False

    @cached_property
    def heading(self) -> Snippet:
        return snippet(self.article.display_title, self.query.marked)

    @cached_property
    def snippet(self) -> Snippet:
        return snippet(self.article.text, self.terms)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """What of the query the text holds."""
        folded = fold(self.article.text)
        return tuple(term for term in self.query.marked if term in folded)


@dataclass(frozen=True)
class Facet:
    """One value of a filter with the number of results it would leave; a chapter belongs to a `policy`."""

    value: str
    label: str
    count: int
    policy: str = ""


@dataclass(frozen=True)
class SearchResults:
    """What `search` found. `count` is over all pages, `has_more` says that only the best are listed,
    `unmatched` are the query's words no result holds, `named_policies` those whose title or number the
    query is. `is_weak` says that all are near misses: the knowledge base lacks most of the query's words.
    Facets are counted without their own filter, when they are first asked for.
    """

    query: Query
    count: int
    has_more: bool
    page: Page
    hits: tuple[Hit, ...]
    unmatched: tuple[str, ...]
    named_policies: tuple[Policy, ...]
    is_weak: bool
    everywhere: Ranking
    in_policy: Ranking

    @cached_property
    def chapters(self) -> tuple[Facet, ...]:
        return _chapter_facets(self.in_policy)

    @cached_property
    def policies(self) -> tuple[Facet, ...]:
        return _policy_facets(self.everywhere)


def search(
    text: str,
    *,
    policy: Policy | None = None,
    chapter: Division | None = None,
    page: int | str = 1,
    page_size: int = PAGE_SIZE,
    expand: bool = True,
) -> SearchResults:
    """Find published articles for `text`, best first, `page_size` a page.

    `policy` and `chapter` narrow the results. A page number that does not exist gives the nearest that
    does. `expand` False looks for the words as typed only. Nothing found is an empty result, never an
    error.
    """
    with using():
        query = understand(text, expand=expand)
        everywhere = _held_as_written(query, _narrowed(query, _ranked(query)))
        coverage = _coverage(query, everywhere)
    in_policy = everywhere.only(everywhere.policies == policy.pk) if policy else everywhere
    found = in_policy.only(np.isin(in_policy.divisions, _within(chapter))) if chapter else in_policy
    cited = _cited(query)
    listed = found.best(MOST_LISTED)
    if cited:
        best = listed[0][1] if listed else 0.0
        listed = [(cited.pk, best), *(row for row in listed if row[0] != cited.pk)][:MOST_LISTED]
    is_weak = not cited and not query.phrases and coverage < _COVERED
    shown = Paginator(listed, page_size).get_page(page)
    return SearchResults(
        query=query,
        count=max(len(found), len(listed)),
        has_more=len(found) > len(listed),
        page=shown,
        hits=_hits(query, shown.object_list, is_weak=is_weak, cited=cited),
        unmatched=_unmatched(query, found),
        named_policies=() if cited else _named_policies(query),
        is_weak=is_weak,
        everywhere=everywhere,
        in_policy=in_policy,
    )


def _cited(query: Query) -> Article | None:
    """The article that the query is a citation of."""
    citation = parse_citation(query.simplified or query.text)
    if citation is None or citation.article is None:
        return None
    found = resolve(citation)
    return found.target if isinstance(found, Resolved) and isinstance(found.target, Article) else None


def _coverage(query: Query, found: Ranking) -> float:
    """The share of the query's words, by rarity, that some article holds, itself or in other words."""
    explained = "\n".join(
        expression.stands_for
        for expression in query.sought.expressions[1:]
        if all(word.text in found.held for word in expression.words)
    )
    total = covered = 0.0
    cutter = tokenizer()
    for word in query.words:
        rarity = cutter.rarity(word.text)
        total += rarity
        if word.text in found.held or word.text in explained:
            covered += rarity
    return covered / total if total else 1.0


def _within(chapter: Division) -> list[int]:
    """The chapter and the divisions inside it."""
    return list(Division.objects.within([chapter.pk]).values_list("pk", flat=True))


def _named_policies(query: Query) -> tuple[Policy, ...]:
    """The policies whose own name the query is; a single character names none."""
    if len(query.text) < 2 or not _HAS_WORD.search(query.text):
        return ()
    name = query.simplified or query.text
    return tuple(Policy.objects.published().named_like(name).in_list_order()[:_NAMED_POLICIES])


def _ranked(query: Query) -> Ranking:
    """Articles that hold a word of the query; where none does, those that hold it letter by letter."""
    ranking = rank(query.sought)
    if len(ranking) or ranking.held or not _HAS_WORD.search(query.literal):
        return ranking
    return _listed(Article.objects.published().with_ids(ids_holding(query.literal)[:MOST_LISTED]))


def _listed(articles: ArticleQuerySet) -> Ranking:
    """Articles as they are printed, none better than another."""
    rows = list(articles.in_order().values_list("pk", "policy", "division"))
    if not rows:
        return empty_ranking()
    ids, policies, divisions = (
        np.array([pk or -1 for pk in column], "i8") for column in zip(*rows, strict=True)
    )
    return Ranking(ids, policies, divisions, np.zeros(len(rows), "f4"), frozenset())


def _narrowed(query: Query, ranking: Ranking) -> Ranking:
    """Only what the filters written into the query leave; a query of nothing else finds all of that."""
    if not query.filters:
        return ranking
    left = articles_left(query.filters)
    if not query.literal:
        return _listed(left)
    return ranking.only(np.isin(ranking.articles, list(left.values_list("pk", flat=True))))


def _held_as_written(query: Query, ranking: Ranking) -> Ranking:
    """Only what holds every phrase of the query and nothing that it excludes."""
    for phrase in query.phrases:
        holding = holding_literally(ranking.articles.tolist(), phrase)
        ranking = ranking.only(np.isin(ranking.articles, list(holding)))
    for word in query.excluded:
        holding = holding_literally(ranking.articles.tolist(), word)
        ranking = ranking.only(~np.isin(ranking.articles, list(holding)))
    return ranking


def _hits(
    query: Query, ranked: Iterable[tuple[int, float]], *, is_weak: bool, cited: Article | None
) -> tuple[Hit, ...]:
    rows = list(ranked)
    articles = Article.objects.for_reading().order_by().in_bulk([article for article, _ in rows])
    known = ((articles[pk], score) for pk, score in rows if pk in articles)
    return tuple(Hit(article, query, score, is_weak, article == cited) for article, score in known)


def _chapter_facets(found: Ranking) -> tuple[Facet, ...]:
    """Chapters of the results; of one policy only, since chapter numbers mean nothing across policies."""
    if len(np.unique(found.policies)) != 1:
        return ()
    keys, numbers = np.unique(found.divisions[found.divisions > 0], return_counts=True)
    divisions = Division.objects.select_related("policy", "parent__parent").in_bulk(keys.tolist())
    counts: Counter[Division] = Counter()
    for pk, number in zip(keys.tolist(), numbers.tolist(), strict=True):
        if pk in divisions and (chapter := divisions[pk].chapter):
            counts[chapter] += number
    ordered = sorted(counts.items(), key=lambda one: one[0].position)
    return tuple(
        Facet(chapter.address, str(chapter), number, chapter.policy.slug) for chapter, number in ordered
    )


def _policy_facets(found: Ranking) -> tuple[Facet, ...]:
    keys, numbers = np.unique(found.policies, return_counts=True)
    counts = Counter(dict(zip(keys.tolist(), numbers.tolist(), strict=True))).most_common(_POLICY_FACETS)
    policies = Policy.objects.in_bulk([policy for policy, _ in counts])
    facets = [Facet(policies[pk].slug, policies[pk].title, number) for pk, number in counts if pk in policies]
    return tuple(sorted(facets, key=lambda facet: (-facet.count, facet.label)))


def _unmatched(query: Query, found: Ranking) -> tuple[str, ...]:
    """The words of the query that no result holds; single characters say too little to be named."""
    if len(found) and not found.held:  # found letter by letter
        return ()
    return tuple(word.text for word in query.words if len(word.text) > 1 and word.text not in found.held)
