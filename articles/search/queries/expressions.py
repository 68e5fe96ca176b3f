"""What is looked up: the words of a query, and the expansions of some of them, with their weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articles.search.queries.everyday_questions import SimilarQuestion
from articles.search.queries.question_words import question_words
from articles.search.queries.regions import NO_PREFERENCE, RegionPreference
from articles.text.wording.characters.grams import grams
from articles.text.wording.tokens import Word


@dataclass(frozen=True)
class Expression:
    """Words that are looked for together; `literal` is all of them as one folded string.

    `stands_for` is the word of the query that it expands; empty for the query itself. `policy` is the only
    one (id) whose articles it finds, None for all.
    """

    literal: str
    words: tuple[Word, ...]
    weight: float = 1.0
    stands_for: str = ""
    policy: int | None = None


#: Words that say something, from which on a query is a question and no term that is looked up.
_LEAST_TOLD = 4


@dataclass(frozen=True)
class QueryTerms:
    """The query itself as typed first, then its expansions, with lower weights.

    `similar_questions` are everyday questions like the query, by the article (id) that they lead to.
    `region_words` are words of the query that name regions: they find articles, but add to the scores of
    documents of the whole country only; the others count by `preference`.
    """

    expressions: tuple[Expression, ...]
    similar_questions: Mapping[int, SimilarQuestion] = field(default_factory=dict)
    region_words: tuple[Word, ...] = ()
    preference: RegionPreference = NO_PREFERENCE

    @cached_property
    def named_articles(self) -> list[int]:
        """The articles (ids) of which the query holds a name."""
        return [article for article, question in self.similar_questions.items() if question.is_name]

    @property
    def typed(self) -> Expression:
        return self.expressions[0]

    @property
    def is_question(self) -> bool:
        """Whether it tells what happened rather than names what is looked for."""
        idle_words = question_words()
        return (
            sum(len(word.text) > 1 and word.text not in idle_words for word in self.typed.words)
            >= _LEAST_TOLD
        )

    @property
    def quotable(self) -> str:
        """The query as texts may hold it letter by letter; empty for a single word, and beside a region,
        which they do not repeat."""
        return self.typed.literal if len(self.typed.words) > 1 and not self.region_words else ""

    @cached_property
    def grams(self) -> dict[str, float]:
        """Each gram with its weight."""
        return _positive(self._weights(lambda expression: grams(expression.literal)))

    @cached_property
    def scored_terms(self) -> dict[str, float]:
        """The terms that add to a score."""
        return _positive(self.terms)

    @cached_property
    def terms(self) -> dict[str, float]:
        """Each word, and each word inside it, with its weight; 0 where it finds articles and raises none, and
        for the names of regions."""
        return dict.fromkeys(self.region_terms, 0.0) | self._weights(
            lambda expression: _terms(expression.words)
        )

    @cached_property
    def region_terms(self) -> dict[str, float]:
        return dict.fromkeys(_terms(self.region_words), 1.0)

    def _weights(self, terms_of: Callable[[Expression], Sequence[str]]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for expression in self.expressions:
            for term in terms_of(expression):
                weights[term] = max(weights.get(term, 0.0), expression.weight)
        return weights


def _terms(words: Iterable[Word]) -> list[str]:
    return [term for word in words for term in (word.text, *word.parts)]


def _positive(weights: Mapping[str, float]) -> dict[str, float]:
    return {term: weight for term, weight in weights.items() if weight}
