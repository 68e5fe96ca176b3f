"""Which past queries are suggested to other readers, so that nobody can spread a message by searching for it.

An editor has approved the query; or it consists of words of the knowledge base alone and was answered on
several days. Either way it has an answer now, and holds no personal data or contact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from articles.models import KnownWord, NameStart, QueryDecision, QueryLog
from articles.models.search.query_log import Suggesting, queries_to_suggest
from articles.search.engine import search
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.results.search_results import SearchResults
from articles.text.wording.personal import has_digits, looks_personal, names_of_persons

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: From so many searches on so many days a query is taken for that of several readers.
SUGGESTED_FROM_SEARCHES, SUGGESTED_FROM_DAYS = 5, 3
#: At most so many queries are checked while a reader waits: each check is a search.
_TRIED = 5
#: Words that only join others. 是 is none of them: 国家是骗子 makes a statement.
_JOINING = frozenset("的和与及或")
_BETWEEN_WORDS = re.compile(r"[\s《》、?]+")


@dataclass(frozen=True)
class SuggestionStanding:
    """Whether a query is suggested, and why or why not, in Chinese."""

    is_offered: bool
    reason: str


@dataclass(frozen=True)
class _OwnWords:
    """Those words of some queries that the knowledge base has: as names, and in its texts."""

    names: Collection[str]
    words: Collection[str]


def suggested_queries(typed: str, *, most: int) -> list[str]:
    """The past queries to suggest for what was typed: approved ones first, then the most frequent."""
    queries = queries_to_suggest(
        typed, searches=SUGGESTED_FROM_SEARCHES, days=SUGGESTED_FROM_DAYS, most=_TRIED
    )
    suggestions: list[str] = []
    for query, standing in _standings(queries) if queries else ():
        if standing.is_offered:
            suggestions.append(query)
        if len(suggestions) == most:
            break
    return suggestions


def suggestion_standings(queries: Iterable[str]) -> dict[str, SuggestionStanding]:
    """Whether each of these queries is suggested, and why, for editors."""
    return dict(_standings(list(dict.fromkeys(queries))))


@transaction.atomic
def decide_on_queries(queries: Iterable[str], decision: Suggesting, *, by: User) -> tuple[str, ...]:
    """Store an editor's decision on queries; returns those that cannot be approved, as they look personal."""
    queries = list(dict.fromkeys(queries))
    kept_back = [query for query in queries if decision == Suggesting.APPROVED and looks_personal(query)]
    for query in sorted(set(queries).difference(kept_back)):
        values = {"decision": decision, "decided_by": by}
        QueryDecision.objects.update_or_create(query=query, defaults=values)
    return tuple(kept_back)


def withdraw_decisions(queries: Iterable[str]) -> int:
    """Let the rule decide again; returns of how many queries an editor had decided."""
    return QueryDecision.objects.of_queries(queries).delete()[0]


def _standings(queries: Sequence[str]) -> Iterator[tuple[str, SuggestionStanding]]:
    rows = QueryDecision.objects.of_queries(queries).select_related("decided_by")
    decisions = {row.query: row for row in rows}
    frequent = QueryLog.objects.of_queries(queries).often_answered(
        searches=SUGGESTED_FROM_SEARCHES, days=SUGGESTED_FROM_DAYS
    )
    counts = {query: (searches, days) for query, searches, days in frequent}
    own_words = _own_words(counts.keys() - decisions.keys())
    for query in queries:
        yield query, _standing(query, decisions.get(query), counts.get(query), own_words)


def _standing(
    query: str, decision: QueryDecision | None, counts: tuple[int, int] | None, own_words: _OwnWords
) -> SuggestionStanding:
    if decision and decision.decision == Suggesting.REFUSED:
        return SuggestionStanding(False, f"编辑决定不提供（{_decision_byline(decision)}）")
    if looks_personal(query):
        return SuggestionStanding(False, "像是含有联系方式或个人信息")
    if decision:
        approved = f"编辑批准（{_decision_byline(decision)}）"
        has_answer = _has_answer(_search_results(query))
        return _standing_by_answer(has_answer, approved, "编辑已批准，但现在检索不到答案")
    if counts is None:
        return SuggestionStanding(
            False, f"不满 {SUGGESTED_FROM_SEARCHES} 次、{SUGGESTED_FROM_DAYS} 天有结果的检索"
        )
    if reason := _foreign_reason(query, own_words):
        return SuggestionStanding(False, reason)
    results = _search_results(query)
    is_own = _has_answer(results) and not set(results.unmatched).difference(own_words.names)
    searches, days = counts
    return _standing_by_answer(is_own, f"全由知识库的用词组成，{days} 天 {searches} 次", "现在检索不到答案")


def _standing_by_answer(is_offered: bool, reason: str, reason_not: str) -> SuggestionStanding:
    return SuggestionStanding(is_offered, reason if is_offered else reason_not)


def _decision_byline(decision: QueryDecision) -> str:
    return f"{decision.decided_by.get_username()}，{localtime(decision.decided_at):%Y-%m-%d}"


def _foreign_reason(query: str, own_words: _OwnWords) -> str:
    """Why a query does not consist of the knowledge base's words alone; empty where it does."""
    if has_digits(query):
        return "含有数字"
    words = _words_of_query(query)
    if person_names := names_of_persons(words):
        return f"像是含有人名：{'、'.join(person_names)}"
    foreign = [word for word in words if word not in own_words.words and word not in own_words.names]
    return f"含有知识库以外的词：{'、'.join(foreign)}" if foreign else ""


def _words_of_query(query: str) -> list[str]:
    tokens = tokenizer().cut(query)
    return [token for token in tokens if token not in _JOINING and not _BETWEEN_WORDS.fullmatch(token)]


def _own_words(queries: Iterable[str]) -> _OwnWords:
    words = {word for query in queries for word in _words_of_query(query)}
    if not words:
        return _OwnWords(frozenset(), frozenset())
    names = NameStart.objects.shown().whole(words).values_list("start", flat=True)
    in_texts = KnownWord.objects.spelt(words).in_texts().values_list("text", flat=True)
    return _OwnWords(frozenset(names), frozenset(in_texts))


def _search_results(query: str) -> SearchResults:
    return search(query, page_size=1)


def _has_answer(results: SearchResults) -> bool:
    return bool(results.count) and not results.is_weak
