"""A query as a sequence of letters, as spelling correction looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.models.search.words import known_words
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.question_words import function_words, question_words
from articles.text.wording.characters.pinyin import plain_letters

Span = tuple[int, int]


@dataclass(frozen=True)
class Letters:
    """A folded query without spaces; `gaps` are the places where one stood, `tokens` how it is cut as typed.

    `known` are the tokens that the knowledge base holds.
    """

    text: str
    gaps: frozenset[int]
    tokens: tuple[Span, ...]
    known: frozenset[str]

    def is_known(self, token: Span) -> bool:
        return self.text[slice(*token)] in self.known

    def is_word(self, token: Span) -> bool:
        """Whether a token is a word of its own: of everyday writing or of the knowledge base."""
        return token[1] - token[0] > 1 and (
            self.is_known(token) or tokenizer().knows(self.text[slice(*token)])
        )

    def is_expected(self, token: Span) -> bool:
        """Whether the token is no sign of a typing error: a known word, a stop word or a question word."""
        text = self.text[slice(*token)]
        is_idle = tokenizer().is_stop(text) or text in question_words()
        return text in self.known or is_idle or not text.isalnum()

    def holds_function_word(self, span: Span) -> bool:
        """Whether a stretch holds a function word (有没有, 的, 和), or a part of one."""
        return any(self.text[slice(*token)] in function_words() for token in self.touched(*span))

    def touched(self, start: int, end: int) -> list[Span]:
        """The tokens that a stretch touches; an empty one touches its neighbours."""
        low, high = (start, end) if start < end else (start - 1, end + 1)
        return [token for token in self.tokens if token[0] < high and token[1] > low]


def letters_of(literal: str) -> Letters:
    plain = plain_letters(literal)
    words = plain.split(" ")
    text, gaps, place = "".join(words), [], 0
    for word in words[:-1]:
        place += len(word)
        gaps.append(place)
    ends = [0]
    for token in tokenizer().cut(plain):
        ends.append(ends[-1] + len(token.replace(" ", "")))
    spans = [(start, end) for start, end in pairwise(ends) if start < end]
    known = known_words(text[slice(*span)] for span in spans)
    return Letters(text, frozenset(gaps), _join_latin_tokens(text, spans), known)


def _join_latin_tokens(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Latin letters in a row are one token, whatever stood between them: zhi shi chan quan."""
    joined: list[Span] = []
    for span in spans:
        if joined and is_latin(text[slice(*span)]) and is_latin(text[slice(*joined[-1])]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)


def is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def count_chinese(text: str) -> int:
    return sum(not character.isascii() for character in text)
