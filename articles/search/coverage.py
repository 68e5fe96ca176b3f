"""How much of a query the knowledge base and its best articles hold: an answer, or a near miss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from articles.models.search_index import folded_texts
from articles.search.configuration import words_in
from articles.search.literal import Standing, standing
from articles.search.parts import Reading
from articles.search.query import Query
from articles.search.tokenizer import tokenizer
from articles.text.synonyms import Synonym
from articles.text.tokens import Word

#: Below this share of the query's words, weighed by rarity, the knowledge base is about something else.
_LEAST = 0.5
#: One of the best articles has to hold this share by itself: one with 公司 and one with 材料 are no answer.
_LEAST_IN_ONE = 0.4
_BEST = 5
#: Longer questions tell a story of which no article holds much.
_MOST_WORDS = 5
#: A shorter word that is cut otherwise in the text stands there by accident (产能 in 生产能力).
_LONG_WORD = 3


@dataclass(frozen=True)
class Coverage:
    """The words that the index knows, and where the query's other words stand that are cut otherwise."""

    indexed: frozenset[str]
    others: Standing

    @property
    def held(self) -> frozenset[str]:
        """The words that articles hold letter by letter."""
        return self.indexed | self.others.in_texts


def coverage_of(query: Query, indexed: frozenset[str], reading: Reading | None = None) -> Coverage:
    missing = [word.text for word in query.words if len(word.text) > 1 and word.text not in indexed]
    return Coverage(indexed, standing(missing, reading))


def is_near_miss(query: Query, coverage: Coverage, *, best: Sequence[int]) -> bool:
    """Whether what was found is no answer; `best` are the articles, best first."""
    long = (text for text in coverage.others.in_texts if len(text) >= _LONG_WORD)
    known = {*coverage.indexed, *coverage.others.in_titles, *long}
    if _share(query, lambda word: word.text in known, query.expansions) < _LEAST:
        return True
    if not 1 < len(query.words) <= _MOST_WORDS:
        return False
    return all(_share_of_one(query, text) < _LEAST_IN_ONE for text in folded_texts(best[:_BEST]))


def _share_of_one(query: Query, text: str) -> float:
    meant = (one for one in query.expansions if any(_all_in(text, together) for together in one.means))
    return _share(query, lambda word: _stands_in(word, text), meant)


def _all_in(text: str, parts: Sequence[str]) -> bool:
    return all(part in text for part in parts)


@lru_cache(maxsize=1)
def _question_words() -> frozenset[str]:
    path = settings.CONTENT_DIR / "vocabularies/question_words.txt"
    return frozenset(words_in(path.read_text(encoding="utf-8")))


def _stands_in(word: Word, text: str) -> bool:
    return word.text in text or (bool(word.parts) and _all_in(text, word.parts))


def _share(query: Query, is_held: Callable[[Word], bool], explained: Iterable[Synonym]) -> float:
    """The share of the query's words, by rarity, that are held or that one of these synonyms explains."""
    cutter = tokenizer()
    everyday = "\n".join(synonym.word for synonym in explained)
    telling = [word for word in query.words if word.text not in _question_words()]
    rarities = [(word, cutter.rarity(word.text)) for word in telling]
    total = sum(rarity for _, rarity in rarities)
    covered = sum(rarity for word, rarity in rarities if is_held(word) or word.text in everyday)
    return covered / total if total else 1.0
