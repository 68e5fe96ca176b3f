"""Word lists of questions: words that only form a question or a sentence, and words that name a subject."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.settings.configuration import words_in
from articles.text.wording.characters.folding import fold
from articles.text.wording.tokens import maximum_matches

_LONGEST = 10


@cache
def question_words() -> frozenset[str]:
    """The words of fixtures/vocabularies/question_words.txt: they form a question and carry no meaning."""
    return frozenset(_lines_in_file("question_words.txt"))


@cache
def about_names() -> frozenset[str]:
    """The words of fixtures/vocabularies/about_names.txt: beside a name they ask what has to do with it."""
    return frozenset(map(fold, _lines_in_file("about_names.txt"))) | question_words()


def subjects_in(folded: str) -> list[str]:
    """The subjects of law and public service that a query names, the longest at each place."""
    boundaries = tokenizer().boundaries(folded)
    return list(maximum_matches(folded, _subjects(), boundaries=boundaries, longest=_LONGEST))


@cache
def function_words() -> frozenset[str]:
    """The words of fixtures/vocabularies/function_words.txt: they hold a sentence together."""
    return _words_in_file("function_words.txt")


@cache
def _subjects() -> frozenset[str]:
    return _words_in_file("subjects.txt")


def _words_in_file(name: str) -> frozenset[str]:
    """The words of a file with several on a line."""
    return frozenset(fold(word) for line in _lines_in_file(name) for word in line.split())


def _lines_in_file(name: str) -> list[str]:
    return words_in((settings.CONTENT_DIR / "vocabularies" / name).read_text(encoding="utf-8"))
