"""Everyday questions that are like the query: they lead to articles that share no word with it.

The questions of all articles are prepared for comparison once a process, and kept while they are the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article, EverydayQuestion
from articles.models.postgres.content_versions import remembered
from articles.search.queries.configured_tokenizer import tokenizer, tokenizer_fingerprint
from articles.search.queries.question_words import question_words
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.grams import grams
from articles.text.wording.comparison.likeness import QuestionIndex, index_questions

#: Questions less alike than this have only common words in common.
LEAST_ALIKE = 0.15
#: A policy's questions lead to it from a search of several policies only where they are nearly the query.
LEAST_ALIKE_BEYOND = 0.3
#: From this likeness on an article is found although its text holds no word of the query.
_FOUND_BY_LIKENESS = LEAST_ALIKE_BEYOND
_STRENGTH_OF_NAME = 3.0


@dataclass(frozen=True)
class SimilarQuestion:
    """The everyday question of an article that is most like the query, and how alike: `LEAST_ALIKE` to 1.

    It may be a name of the article (诈骗罪), which stands in the query as it is: that article leads.
    """

    question: str
    likeness: float
    is_name: bool = False

    @property
    def finds(self) -> bool:
        """Whether it makes the article a result; below, it only raises one that the words find."""
        return self.likeness >= _FOUND_BY_LIKENESS

    @property
    def strength(self) -> float:
        """The likeness scaled to 0 to 1 above `LEAST_ALIKE`; that of a name outweighs all words."""
        return _STRENGTH_OF_NAME if self.is_name else (self.likeness - LEAST_ALIKE) / (1 - LEAST_ALIKE)


@dataclass(frozen=True)
class _PreparedQuestions:
    """The questions as one tokenizer cuts them."""

    articles: tuple[int, ...]
    texts: tuple[str, ...]
    index: QuestionIndex


def questions_like(folded: str, *, is_beyond: bool = False) -> Mapping[int, SimilarQuestion]:
    """By article (its id, published or not) the everyday question most like the folded query.

    `is_beyond` says that several policies are searched: the editors of one did not think of the others'
    subjects, so only a question with every telling word of the query counts.
    """
    tokens = _telling_words(folded)
    if len(tokens) < 2:  # one word is a word to look for, not a question
        return {}
    words = [token for token in tokens if len(token) > 1]
    needed = (words if len(words) > 1 else tokens) if is_beyond else []
    prepared = _prepared_questions(tokenizer_fingerprint())
    best_by_article: dict[int, SimilarQuestion] = {}
    least = LEAST_ALIKE_BEYOND if is_beyond else LEAST_ALIKE
    for match in prepared.index.like(_features(tokens), least=least):
        article, text = prepared.articles[match.number], prepared.texts[match.number]
        is_better = match.likeness > getattr(best_by_article.get(article), "likeness", 0)
        if is_better and question_features(fold(text)).issuperset(needed):
            best_by_article[article] = SimilarQuestion(text, match.likeness)
    return best_by_article


def question_features(folded: str) -> frozenset[str]:
    """The telling words of a question, the words inside them, and their pairs of characters."""
    return frozenset(_features(_telling_words(folded)))


def add_everyday_questions(article: Article, texts: Iterable[str]) -> None:
    """Add everyday questions to an article; those that it has already stay."""
    rows = (EverydayQuestion(article=article, text=text) for text in dict.fromkeys(texts))
    EverydayQuestion.objects.bulk_create(rows, ignore_conflicts=True)


def _telling_words(folded: str) -> list[str]:
    """The words of a question without those that only ask and those that no index holds."""
    cutter, idle_words = tokenizer(), question_words()
    return [token for token in cutter.cut(folded) if token not in idle_words and cutter.terms_of([token])]


def _features(tokens: Sequence[str]) -> Iterator[str]:
    yield from tokenizer().terms_of(tokens)
    for token in tokens:
        yield from (pair for pair in grams(token) if len(pair) == 2)
    for first, second in itertools.pairwise(tokens):
        if len(first) == len(second) == 1:  # a word that no dictionary knows
            yield first + second


@remembered(EverydayQuestion)
def _prepared_questions(fingerprint: str) -> _PreparedQuestions:
    """All questions, cut by the tokenizer with this fingerprint."""
    rows = list(EverydayQuestion.objects.open().order_by("pk").values_list("article", "text"))
    index = index_questions(question_features(fold(text)) for _, text in rows)
    return _PreparedQuestions(tuple(pk for pk, _ in rows), tuple(text for _, text in rows), index)
