"""How much of a query the knowledge base, and its best articles, hold: whether it is an answer or a near miss."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from django.conf import settings

from articles.models.search_index import folded_texts
from articles.search.configuration import words_in
from articles.search.literal import held_among, in_titles
from articles.search.query import Query
from articles.search.tokenizer import tokenizer
from articles.text.synonyms import Synonym
from articles.text.tokens import Word

#: Below this share of the query's words, weighed by rarity, the knowledge base is about something else.
_LEAST = 0.5
#: One of the best articles has to hold this share by itself: that one holds 公司 and another 材料 is no answer.
_LEAST_IN_ONE = 0.4
_BEST = 5
#: Longer questions tell a story of which no article holds much.
_MOST_WORDS = 5
#: A shorter word that is cut otherwise in the text stands there by accident (产能 in 生产能力).
_LONG_WORD = 3


def held_words(query: Query, held: Collection[str]) -> frozenset[str]:
    """The query's words that articles hold: those the index knows, and those that stand in a text cut otherwise."""
    missing = [word.text for word in query.words if len(word.text) > 1 and word.text not in held]
    return frozenset(held) | held_among(missing)


def is_near_miss(
    query: Query, *, indexed: Collection[str], held: Collection[str], best: Sequence[int]
) -> bool:
    """Whether what was found is no answer. `indexed` are the words that the index knows, `held` those of
    `held_words`, `best` the articles, best first."""
    known = {*indexed, *(text for text in held if len(text) >= _LONG_WORD)}
    missing = [word.text for word in query.words if len(word.text) > 1 and word.text not in known]
    known |= in_titles(missing)
    if _share(query, lambda word: word.text in known, query.expansions) < _LEAST:
        return True
    if len(query.words) > _MOST_WORDS:
        return False
    return all(_share_of_one(query, text) < _LEAST_IN_ONE for text in folded_texts(best[:_BEST]))


def _share_of_one(query: Query, text: str) -> float:
    meant = [
        one for one in query.expansions if any(all(part in text for part in means) for means in one.means)
    ]
    return _share(query, lambda word: _stands_in(word, text), meant)


@lru_cache(maxsize=1)
def _question_words() -> frozenset[str]:
    path = settings.CONTENT_DIR / "vocabularies/question_words.txt"
    return frozenset(words_in(path.read_text(encoding="utf-8")))


def _stands_in(word: Word, text: str) -> bool:
    return word.text in text or (bool(word.parts) and all(part in text for part in word.parts))


def _share(query: Query, is_held: Callable[[Word], bool], explained: Iterable[Synonym]) -> float:
    """The share of the query's words, by rarity, that are held or that one of these synonyms explains."""
    cutter = tokenizer()
    everyday = "\n".join(synonym.word for synonym in explained)
    telling = [word for word in query.words if word.text not in _question_words()]
    rarities = [(word, cutter.rarity(word.text)) for word in telling]
    total = sum(rarity for _, rarity in rarities)
    covered = sum(rarity for word, rarity in rarities if is_held(word) or word.text in everyday)
    return covered / total if total else 1.0
