"""What a reader typed, understood: cleaned, cut into terms, with an account of what was left out."""

import unicodedata
from dataclasses import dataclass

from articles.search.tokenizer import tokenizer
from articles.text.folding import fold
from articles.text.tokens import Word

#: Characters of a query that are read; a pasted page is searched by its beginning, and the reader is told.
LONGEST_QUERY = 500


@dataclass(frozen=True)
class Query:
    """A query: `text` as cleaned, `literal` folded for exact comparison, `words` as cut."""

    text: str
    literal: str
    words: tuple[Word, ...]
    is_truncated: bool

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything to look up in the index: the words and what they are made of."""
        return tuple(dict.fromkeys(term for word in self.words for term in (word.text, *word.parts)))


def understand(text: str) -> Query:
    """Clean and cut a raw query; anything may come in, also control characters and whole pages."""
    cleaned = " ".join(_without_controls(text).split())
    kept = cleaned[:LONGEST_QUERY]
    return Query(
        text=kept,
        literal=fold(kept),
        words=tuple(tokenizer().words(kept)),
        is_truncated=len(cleaned) > LONGEST_QUERY,
    )


def _without_controls(text: str) -> str:
    # Control (Cc), format (Cf) and surrogate (Cs) characters stand for nothing a text holds.
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character for character in text
    )
