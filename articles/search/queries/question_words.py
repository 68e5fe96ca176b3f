"""Words that say what kind of question a query is: those that tell nothing, and those that name a subject."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from articles.search.queries.tokenizer import tokenizer
from articles.search.settings.configuration import words_in
from articles.text.wording.folding import fold

_LONGEST = 10


@lru_cache(maxsize=1)
def question_words() -> frozenset[str]:
    """The words of fixtures/vocabularies/question_words.txt: they make a question and tell nothing."""
    return frozenset(_lines("question_words.txt"))


def subjects_in(folded: str) -> list[str]:
    """The subjects of law and public service that a query names, the longest at each place."""
    borders = sorted(tokenizer().boundaries(folded))
    found, first = [], 0
    while first < len(borders):
        ends = [end for end in borders[first + 1 :] if end - borders[first] <= _LONGEST]
        last = next((end for end in reversed(ends) if folded[borders[first] : end] in _subjects()), None)
        if last is not None:
            found.append(folded[borders[first] : last])
        first = borders.index(last) if last is not None else first + 1
    return found


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    return frozenset(fold(word) for line in _lines("subjects.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    return words_in((settings.CONTENT_DIR / "vocabularies" / name).read_text(encoding="utf-8"))
