"""The one tokenizer of index and query: jieba's search mode over folded text."""

import logging
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

import jieba

from articles.text.folding import fold

#: Raise it when folding or cutting changes: indexes made before are then rebuilt.
RULES_VERSION = f"1/jieba-{jieba.__version__}"

logging.getLogger("jieba").setLevel(logging.WARNING)  # it reports each dictionary load on stderr

_LONGEST_TERM = 64
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Word:
    """A word of a query. A text holds it as such, or holds all of `parts` (引进、消化吸收和再创新)."""

    text: str
    parts: tuple[str, ...] = ()

    def is_held_by(self, terms: Container[str]) -> bool:
        return self.text in terms or (bool(self.parts) and all(part in terms for part in self.parts))


class Tokenizer:
    """Cuts text into search terms; made once a process because jieba's dictionary takes 0.7 s to load.

    `user_words` are kept whole (消化吸收再创新), with the frequency jieba itself computes for them;
    `stop_words` are dropped. `cache_dir` holds jieba's dictionary cache: never the shared temporary
    folder, where anybody could plant one.
    """

    def __init__(self, *, user_words: Iterable[str], stop_words: Iterable[str], cache_dir: Path) -> None:
        self._stop_words = frozenset(stop_words)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(cache_dir)
        self._jieba.initialize()
        for word in user_words:
            self._jieba.add_word(fold(word))

    def terms(self, text: str) -> list[str]:
        """Return the index terms of `text` in order, repeated ones repeated.

        Long words come with the shorter words inside them (cut_for_search), so that a query for
        either is answered.
        """
        return [
            token[:_LONGEST_TERM] for token in self._jieba.cut_for_search(fold(text)) if self._is_term(token)
        ]

    def words(self, text: str) -> list[Word]:
        """Return the distinct words of a query, each with the shorter words it is made of."""
        tokens = dict.fromkeys(token for token in self._jieba.cut(fold(text)) if self._is_term(token))
        return [Word(token[:_LONGEST_TERM], self._parts(token)) for token in tokens]

    def boundaries(self, folded: str) -> frozenset[int]:
        """Return the offsets of folded text where a word begins or ends."""
        places, offset = {0}, 0
        for token in self._jieba.cut(folded):
            offset += len(token)
            places.add(offset)
        return frozenset(places)

    def _parts(self, token: str) -> tuple[str, ...]:
        """The largest words inside a word; none where they do not make up the whole of it."""
        inner = [term for term in self.terms(token) if term != token]
        largest = [term for term in inner if not any(term != other and term in other for other in inner)]
        left = token
        for term in largest:
            left = left.replace(term, "", 1)
        return tuple(largest) if not _WORD.search(left) else ()

    def _is_term(self, token: str) -> bool:
        return bool(_WORD.search(token)) and token not in self._stop_words
