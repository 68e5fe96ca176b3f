"""A document and a subject: the articles of it that lead.

Those under a title that holds the subject (民法典 违约责任, 劳动法 工作时间), and those that hold all words
of it (土地管理法 征收补偿), however often rules under the law say its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from articles.models import Alias, Entity, Policy
from articles.models.postgres.content_versions import remembered
from articles.models.search.index import ids_titled
from articles.reading.names.policy_names import full_names_by_other
from articles.search.queries.analysis import Query
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.scoring.bm25f import Ranking
from articles.search.scoring.postings import IndexReading
from articles.search.scoring.relevance import holding_words, telling_words
from articles.text.citing.naming.titles import STATE, bare_title
from articles.text.wording.tokens import Word, maximum_matches

_LONGEST_NAME = 60


def in_named_chapters(query: Query, ranking: Ranking) -> frozenset[int]:
    """The articles of a ranking (ids) that stand under a title which holds what a query asks beside the name
    of their document, as far as the document's own title does not; none where it names no document."""
    article_ids: set[int] = set()
    for subject, own_ranking in _subjects(query, ranking):
        article_ids |= ids_titled([word.text for word in subject], among=own_ranking.articles.tolist())
    return frozenset(article_ids)


def in_named_documents(query: Query, ranking: Ranking, reading: IndexReading) -> frozenset[int]:
    """The articles of a document that the query names which hold all that it asks beside, or the official
    words for it."""
    article_ids: set[int] = set()
    for subject, own_ranking in _subjects(query, ranking):
        article_ids |= set(own_ranking.articles[holding_words(subject, query, own_ranking, reading)].tolist())
    return frozenset(article_ids)


def _subjects(query: Query, ranking: Ranking) -> Iterator[tuple[list[Word], Ranking]]:
    """What the query asks beside the name of each document that it names, and the articles found of that."""
    for name in _document_names_in(query.literal):
        title = _titles_by_name()[name]
        subject = [word for word in telling_words(query) if word.text not in STATE + name + title]
        own_ranking = ranking.only(np.isin(ranking.policies, _policies_by_title()[title]))
        if subject and len(own_ranking):
            yield subject, own_ranking


def _document_names_in(literal: str) -> Iterator[str]:
    literal = literal.replace(STATE, "")
    boundaries = tokenizer().boundaries(literal)
    return maximum_matches(literal, _titles_by_name(), boundaries=boundaries, longest=_LONGEST_NAME)


@remembered(Policy, Entity, Alias)
def _titles_by_name() -> Mapping[str, str]:
    """The titles of published policies as keys, by themselves and by other names of the document."""
    titles = _policies_by_title()
    others = {name: bare_title(full) for name, full in full_names_by_other().items()}
    stored = {name: title for name, title in others.items() if title in titles}
    return stored | {title: title for title in titles}


@remembered(Policy)
def _policies_by_title() -> Mapping[str, list[int]]:
    by_title: dict[str, list[int]] = {}
    for pk, key in Policy.objects.published().values_list("pk", "title_key"):
        by_title.setdefault(bare_title(key), []).append(pk)
    return by_title
