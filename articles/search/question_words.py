"""Words that make a question and tell nothing of what it is about."""

from functools import lru_cache

from django.conf import settings

from articles.search.configuration import words_in


@lru_cache(maxsize=1)
def question_words() -> frozenset[str]:
    """The words of fixtures/vocabularies/question_words.txt."""
    path = settings.CONTENT_DIR / "vocabularies/question_words.txt"
    return frozenset(words_in(path.read_text(encoding="utf-8")))
