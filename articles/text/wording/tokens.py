"""The one tokenizer of index and query: jieba's search mode over folded text."""

import logging
import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import log

import jieba

from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.grams import LONGEST_TERM
from articles.text.wording.dictionary import DictionaryTokenizer, dictionary_with

#: Raise it when folding or cutting changes: indexes made before are then rebuilt.
RULES_VERSION = f"1/jieba-{jieba.__version__}"

logging.getLogger("jieba").setLevel(logging.WARNING)  # it reports each dictionary load on stderr

_MOST_REMEMBERED = 200_000  # tokens; all laws of the country hold some 60,000
_LONGEST_REMEMBERED = 100  # characters: queries, not articles
_CUTS_REMEMBERED, _WORDS_REMEMBERED = 4_096, 8_192
_WORD = re.compile(r"[^\W_]")
_LONGEST_RUN = 200
#: jieba guesses at words it does not know over a whole run of characters, in quadratic time. No text that
#: somebody wrote has so many without a mark between them.
_LONG_RUN = re.compile(rf"([\u4e00-\u9fd5a-z0-9+#&._%-]{{{_LONGEST_RUN}}})")


@dataclass(frozen=True)
class Word:
    """A word of a query. A text holds it as such, or holds all of `parts` (引进、消化吸收和再创新)."""

    text: str
    parts: tuple[str, ...] = ()


def boundaries_of(tokens: Iterable[str]) -> frozenset[int]:
    """Return the offsets where a token begins or ends."""
    return frozenset(accumulate(map(len, tokens), initial=0))


def maximum_matches(
    folded: str, dictionary: Container[str], *, boundaries: Iterable[int], longest: int
) -> Iterator[str]:
    """Yield the entries of `dictionary` that stand in `folded`, by forward maximum matching (正向最大匹配).

    At each place the longest entry of at most `longest` characters counts. Entries begin and end at
    `boundaries`, and none overlaps another.

    >>> list(maximum_matches("社会保险费", {"社会", "社会保险"}, boundaries=[0, 2, 4, 5], longest=10))
    ['社会保险']
    """
    borders, start_index = sorted(boundaries), 0
    while start_index < len(borders):
        start = borders[start_index]
        ends = range(bisect_right(borders, start + longest) - 1, start_index, -1)
        end_index = next(
            (end_index for end_index in ends if folded[start : borders[end_index]] in dictionary), None
        )
        if end_index is not None:
            yield folded[start : borders[end_index]]
        start_index = end_index or start_index + 1


class Tokenizer:
    """Cuts text into search terms.

    `user_words` are kept whole (消化吸收再创新), with the frequency jieba itself computes for them;
    `stop_words` are dropped.
    """

    def __init__(self, *, user_words: Iterable[str], stop_words: Iterable[str]) -> None:
        self._stop_words = frozenset(stop_words)
        self._jieba = DictionaryTokenizer(dictionary_with(map(fold, user_words)))
        self._known_terms: dict[str, tuple[str, ...]] = {}
        # A query is cut at several steps, and the wording of synonyms at every query.
        self._cached_tokens = lru_cache(_CUTS_REMEMBERED)(self._tokens)
        self._cached_word = lru_cache(_WORDS_REMEMBERED)(self._new_word)

    def terms(self, text: str) -> list[str]:
        """Return the index terms of `text` in order, with repetitions.

        Long words come with the shorter words inside them (cut_for_search), so that a query for
        either is answered.
        """
        return self.terms_of(self.cut(fold(text)))

    def cut(self, folded: str) -> list[str]:
        """Cut folded text into tokens; joined again they are the text."""
        return list(
            self._cached_tokens(folded) if len(folded) <= _LONGEST_REMEMBERED else self._tokens(folded)
        )

    def _tokens(self, folded: str) -> tuple[str, ...]:
        return tuple(token for piece in _LONG_RUN.split(folded) for token in self._jieba.cut(piece))

    def terms_of(self, tokens: Iterable[str]) -> list[str]:
        """Return the index terms of a text that has been cut already."""
        known = self._known_terms
        terms: list[str] = []
        for token in tokens:
            inner = known.get(token)
            terms += self._terms_of_token(token) if inner is None else inner
        return terms

    def _terms_of_token(self, token: str) -> tuple[str, ...]:
        """The terms of one token, shorter words first as jieba's search mode gives them."""
        shorter_words = [token[i : i + 2] for i in range(len(token) - 1)] if len(token) > 2 else []
        shorter_words += [token[i : i + 3] for i in range(len(token) - 2)] if len(token) > 3 else []
        pieces = [*(piece for piece in shorter_words if self._jieba.FREQ.get(piece)), token]
        terms = tuple(piece[:LONGEST_TERM] for piece in pieces if self._is_term(piece))
        if len(self._known_terms) < _MOST_REMEMBERED and len(token) <= LONGEST_TERM:
            self._known_terms[token] = terms
        return terms

    def words(self, text: str) -> list[Word]:
        """Return the distinct words of a query, each with the shorter words it is made of."""
        tokens = dict.fromkeys(token for token in self.cut(fold(text)) if self._is_term(token))
        return [self._cached_word(token) for token in tokens]

    def _new_word(self, token: str) -> Word:
        return Word(token[:LONGEST_TERM], self._word_parts(token))

    def rarity(self, word: str) -> float:
        """How rare a word is: the negative logarithm of its share of everyday writing (jieba's counts)."""
        return log(self._jieba.total / (self._jieba.FREQ.get(word) or 1))

    def knows(self, word: str) -> bool:
        """Whether `word` is one of everyday writing or of the user dictionary."""
        return bool(self._jieba.FREQ.get(word))

    def pieces(self, token: str) -> list[str]:
        """The words in a piece that jieba only guesses to be one (金|能|领); else the word itself, as a
        compound of longer words is (数据中心)."""
        if self.knows(token):
            return [token]
        pieces = list(self._jieba.cut(token, HMM=False))
        return pieces if any(len(piece) == 1 for piece in pieces) else [token]

    def is_stop(self, word: str) -> bool:
        """Whether `word` is a stop word (停用词), which is neither indexed nor searched for."""
        return word in self._stop_words

    def boundaries(self, folded: str) -> frozenset[int]:
        """Return the offsets of folded text where a word begins or ends."""
        return boundaries_of(self.cut(folded))

    def possible_boundaries(self, folded: str) -> frozenset[int]:
        """The same, and those inside the pieces that jieba guesses to be words: 失业|金|能|领."""
        return boundaries_of(piece for token in self.cut(folded) for piece in self.pieces(token))

    def _word_parts(self, token: str) -> tuple[str, ...]:
        """The largest words inside a word; none where they do not make up the whole of it."""
        if len(token) > LONGEST_TERM:
            return ()
        shorter_terms = [term for term in self.terms(token) if term != token]
        largest = [
            term
            for term in shorter_terms
            if not any(term != other and term in other for other in shorter_terms)
        ]
        remainder = token
        for term in largest:
            remainder = remainder.replace(term, "", 1)
        return tuple(largest) if not _WORD.search(remainder) else ()

    def _is_term(self, token: str) -> bool:
        return bool(_WORD.search(token)) and token not in self._stop_words
