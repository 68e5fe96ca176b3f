"""What a reader demands of results beside relevance: all words, the exact words, words in titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np

from articles.models import Article, Reference
from articles.models.search.index import holding_literally, ids_titled
from articles.search.queries.analysis import Query
from articles.search.results.filters.article_columns import article_columns
from articles.search.results.filters.choices import Choices, MatchMode, WordScope
from articles.search.results.result_sources import OtherHit, ResultType
from articles.search.scoring.bm25f import Ranking
from articles.search.scoring.listing import listed, with_best
from articles.search.scoring.postings import IndexReading
from articles.search.scoring.relevance import content_words, holding_all, may_hold
from articles.text.citing.naming.titles import bare_title
from articles.text.wording.characters.folding import fold


def matching(
    query: Query,
    ranking: Ranking,
    reading: IndexReading,
    choices: Choices,
    *,
    best: Ranking,
    cited: Collection[Article],
) -> Ranking:
    """The articles of a ranking that match the query in the chosen way: `best` where no way was chosen.

    A choice of an article that is cited, without words, starts from all articles. What the query cites always
    matches.
    """
    if choices.cites and not query.literal:
        ranking = listed(Article.objects.published())
    elif choices.scope == WordScope.TITLE and query.literal:
        ranking = _title_matches(ranking, ids_titled(_demanded_texts(query, choices)))
    elif choices.match == MatchMode.EXACT and query.literal:
        ranking = _holding(query.literal, ranking, reading)
    elif choices.match == MatchMode.ALL:
        ranking = ranking.only(holding_all(query, ranking, reading))
    else:
        ranking = best
    ranking = with_best(ranking, cited)
    for word in _additional_words(choices):
        ranking = _holding(word, ranking, reading)
    if choices.cites:
        citing = Reference.objects.published().to_article(choices.cites).citing_ids()
        ranking = ranking.only(np.isin(ranking.articles, list(citing)))
    return ranking


def matching_others(query: Query, hits: Iterable[OtherHit], choices: Choices) -> list[OtherHit]:
    """The other hits that match in the way that was chosen."""
    demanded_texts = list(_additional_words(choices))
    if choices.scope == WordScope.TITLE or choices.match != MatchMode.BEST:
        demanded_texts += _demanded_texts(query, choices)
    is_titled = choices.scope == WordScope.TITLE
    return [hit for hit in hits if _holds(hit, demanded_texts, is_titled=is_titled)]


def documents_first(
    above: Iterable[OtherHit], after: Iterable[OtherHit]
) -> tuple[list[OtherHit], list[OtherHit]]:
    """The other hits above and after the articles where words of titles are looked for: all documents above,
    and none once more as the entity that is cited."""
    hits = [*above, *after]
    documents = [replace(hit, stands_above=True) for hit in hits if hit.type == ResultType.POLICY]
    names = {bare_title(hit.name) for hit in documents}
    others = [hit for hit in hits if hit.type != ResultType.POLICY and bare_title(hit.name) not in names]
    return documents, others


def outside(hits: Iterable[OtherHit], ranking: Ranking) -> Ranking:
    """The articles of a ranking that are not in documents found themselves."""
    policies = [value for hit in hits for value in hit.values.get("policy", ())]
    return ranking.only(~article_columns().holding("policy", ranking, policies)) if policies else ranking


def _title_matches(ranking: Ranking, ids: set[int]) -> Ranking:
    """These articles, those that hold words of the query in their texts with their scores."""
    scores_by_article = dict(zip(ranking.articles.tolist(), ranking.scores.tolist(), strict=True))
    title_matches = listed(Article.objects.published().with_ids(ids))
    scores = np.array([scores_by_article.get(pk, 0.0) for pk in title_matches.articles.tolist()], "f4")
    return replace(title_matches, scores=scores, held=ranking.held)


def _holds(hit: OtherHit, words: Iterable[str], *, is_titled: bool) -> bool:
    text = fold(hit.name if is_titled else f"{hit.name}\n{hit.summary}")
    return all(word in text for word in words)


def _demanded_texts(query: Query, choices: Choices) -> list[str]:
    if choices.match == MatchMode.EXACT:
        return [query.literal]
    return [word.text for word in content_words(query)]


def _additional_words(choices: Choices) -> Iterable[str]:
    return map(fold, choices.also.split())


def _holding(folded: str, ranking: Ranking, reading: IndexReading) -> Ranking:
    """The articles that hold a text letter by letter."""
    ranking = ranking.only(may_hold(folded, ranking, reading))
    return ranking.only(np.isin(ranking.articles, list(holding_literally(ranking.articles.tolist(), folded))))
