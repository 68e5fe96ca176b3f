"""The everyday questions that editors keep with measures: which of them a question is like, and how much.

They say what people call a thing whose words neither the phrase book nor the measure holds (小厂没有技术员).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.search import SimilarQuestion, question_features, subjects_in
from articles.text.wording.characters.folding import fold
from articles.text.wording.comparison.likeness import QuestionIndex, index_questions
from guidance.matching.measure import Measure

#: From this similarity on a question counts as the measure's own, whatever else its words point to.
SURELY = 0.8
#: Questions of an article lead to its measures only from here: they may be about another of its sentences.
_LEAST_OF_ARTICLE = 0.5


@dataclass(frozen=True)
class AskedMeasures:
    """The questions of all measures on offer, prepared for comparison, and the measures' own texts."""

    slugs: tuple[str, ...]
    index: QuestionIndex
    texts: str

    @classmethod
    def of(cls, measures: Iterable[Measure]) -> AskedMeasures:
        offered = tuple(measures)
        rows = [(measure.slug, fold(question)) for measure in offered for question in measure.questions]
        texts = (text for measure in offered for text in (measure.title, measure.promise, *measure.words))
        return cls(
            slugs=tuple(slug for slug, _ in rows),
            index=index_questions(question_features(question) for _, question in rows),
            texts="\n".join(map(fold, texts)),
        )

    def like(self, folded: str) -> Mapping[str, float]:
        """Similarity (0 to 1) of each measure's most similar question, by slug; empty for a bare keyword."""
        features = question_features(folded)
        best: dict[str, float] = {}
        for similar in self.index.like(features) if len(features) > 1 else ():
            slug = self.slugs[similar.number]
            best[slug] = max(best.get(slug, 0.0), similar.likeness)
        return best

    def is_elsewhere(self, folded: str) -> bool:
        """Whether the question names a subject of other laws (公积金) that no measure's text holds."""
        return any(subject not in self.texts for subject in subjects_in(folded))


def best_similarity_without_measure(
    articles: Mapping[int, SimilarQuestion], measures: Iterable[Measure]
) -> float:
    """The highest similarity among articles that no measure comes from: one of them may have the answer.

    `articles` are the most similar question of each, by id of the article.
    """
    with_measures = {measure.article.pk for measure in measures}
    others = (question for pk, question in articles.items() if pk not in with_measures)
    return max((question.likeness for question in others), default=0.0)


def asked_of_articles(
    similar: Mapping[int, SimilarQuestion], measures: Iterable[Measure]
) -> Mapping[str, float]:
    """The similarity of a question of its article, by slug of the measure, where it is high enough."""
    of_measures = {
        measure.slug: similar[measure.article.pk].likeness
        for measure in measures
        if measure.article.pk in similar
    }
    return {slug: likeness for slug, likeness in of_measures.items() if likeness >= _LEAST_OF_ARTICLE}
