"""Query analysis: what a reader typed, cleaned, parsed for operators, cut into words and expanded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.search.queries.everyday_questions import questions_like
from articles.search.queries.expressions import Expression, QueryTerms
from articles.search.queries.tokenizer import tokenizer
from articles.search.queries.whole_words import whole_words
from articles.search.settings.configuration import configuration
from articles.text.wording.folding import fold
from articles.text.wording.query_syntax import FILTERS, parse_query
from articles.text.wording.simplified import simplify
from articles.text.wording.synonyms import Synonym
from articles.text.wording.tokens import Word, maximum_matches

#: Characters of a query that are read; a pasted page is searched by its beginning, and the reader is told.
LONGEST_QUERY = 500


@dataclass(frozen=True)
class Query:
    """A query: `text` as cleaned, `literal` its words folded for exact comparison, `words` as cut.

    `phrases` have to be held letter by letter, `excluded` must not be; both are folded. `simplified` is the
    text in simplified characters where it was typed in traditional ones, else empty. `filters` are names of
    `articles.text.wording.query_syntax.FILTERS` with their values as written. `expansions` are the
    everyday words that are looked for in the wording of policies as well.
    """

    text: str
    literal: str
    words: tuple[Word, ...]
    is_truncated: bool = False
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    simplified: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    expansions: tuple[Synonym, ...] = ()

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Everything to look up in the index: the words and what they are made of."""
        return tuple(dict.fromkeys(term for word in self.words for term in (word.text, *word.parts)))

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """What is marked in a text: the terms, the query and the phrases, and the wording of expansions."""
        meant = (part for synonym in self.expansions for together in synonym.means for part in together)
        return tuple(dict.fromkeys(filter(None, (*self.terms, self.literal, *self.phrases, *meant))))

    @property
    def filters_shown(self) -> tuple[tuple[str, str], ...]:
        """The filters by the names that readers use."""
        names = {name: label for label, name in reversed(FILTERS.items())}
        return tuple((names[name], value) for name, value in self.filters)

    @cached_property
    def weighted_terms(self) -> QueryTerms:
        typed = Expression(self.literal, self.words)
        return QueryTerms((typed, *_expressions(self.expansions)), questions_like(self.literal))


def analyse_query(text: str, *, expand: bool = True) -> Query:
    """Clean, parse and cut a raw query; it may be anything, also control characters or a whole page.

    `expand` False leaves everyday words as they are.
    """
    cleaned = " ".join(_without_controls(text).split())
    kept = cleaned[:LONGEST_QUERY]
    simplified = simplify(kept)
    parsed = parse_query(simplified)
    phrases = tuple(map(fold, parsed.phrases))
    literal = fold(" ".join(filter(None, [parsed.words, *parsed.phrases])))
    return Query(
        text=kept,
        literal=literal,
        words=tuple(tokenizer().words(literal)),
        is_truncated=len(cleaned) > LONGEST_QUERY,
        phrases=phrases,
        excluded=tuple(filter(None, map(fold, parsed.excluded))),
        filters=parsed.filters,
        simplified=simplified if simplified != kept else "",
        expansions=tuple(_everyday_words(fold(parsed.words))) if expand else (),
    )


def _everyday_words(folded: str) -> list[Synonym]:
    """The synonyms whose word stands in the query, the longest at each place; none inside a longer word.

    A longer word is one of the tokenizer, or one of `whole_words` (学分银行).
    """
    synonyms = configuration().synonyms_by_word
    boundaries = tokenizer().boundaries(folded)
    found = list(maximum_matches(folded, synonyms, boundaries=boundaries, longest=_LONGEST_WORD))
    if found:
        known = synonyms.keys() | whole_words()
        found = list(maximum_matches(folded, known, boundaries=boundaries, longest=_LONGEST_WORD))
    return [synonyms[word] for word in found if word in synonyms]


_LONGEST_WORD = 12


def _expressions(synonyms: tuple[Synonym, ...]) -> Iterator[Expression]:
    for synonym in synonyms:
        for together in synonym.means:
            words = tuple(word for part in together for word in tokenizer().words(part))
            yield Expression(" ".join(together), words, synonym.weight, synonym.word)


def _without_controls(text: str) -> str:
    # Control (Cc), format (Cf) and surrogate (Cs) characters stand for nothing a text holds.
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character for character in text
    )
