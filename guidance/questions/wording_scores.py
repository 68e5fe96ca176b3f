"""The words of measures, weighed as BM25 weighs them: which measure speaks of what a question names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from articles.text.wording.characters.folding import fold
from articles.text.wording.synonym_tables.synonyms import Synonym
from articles.text.wording.tokens import Word
from guidance.matching.measure import Measure

#: k1 and b of BM25: the usual saturation; b is low, as measures are similar in length.
_K1, _B = 1.2, 0.5
_TITLE, _QUESTION, _TEXT, _CAUTION = 2.0, 1.5, 1.0, 0.25
#: The weight of a word that only a caution names: cautions say what the measure does not give.
_CAUTIONED = 0.5
#: Words that so many of all measures hold (技术, 企业) tell nothing of one.
_COMMON = 0.25


@dataclass(frozen=True)
class MeasureWording:
    """The words of one measure: `counts` by term, `own` its folded text, `cautions` that of its cautions."""

    measure: Measure
    counts: Mapping[str, float]
    own: str
    cautions: str

    def holds(self, word: Word) -> float:
        """How far the measure covers the word, 0 to 1."""
        parts = word.parts or (word.text,)
        if word.text in self.own:
            return 1.0
        if len(parts) > 1 and all(part in self.own for part in parts):
            return 0.6
        return _CAUTIONED if word.text in self.cautions else 0.0

    def means(self, synonym: Synonym) -> float:
        """How far the measure covers what an everyday word stands for, 0 to 1."""
        if synonym.word in self.own:
            return 1.0
        is_held = any(all(part in self.own for part in parts) for parts in synonym.means)
        return synonym.weight if is_held else 0.0


class Wordings:
    """The words of all measures on offer."""

    def __init__(self, measures: Iterable[Measure], terms: Callable[[str], list[str]]) -> None:
        self.all = tuple(_wording(measure, terms) for measure in measures)
        self._measure_counts = Counter(term for wording in self.all for term in wording.counts)
        self._mean_length = sum(sum(wording.counts.values()) for wording in self.all) / max(len(self.all), 1)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of the term, as in BM25."""
        holders = self._measure_counts[term]
        return log(1 + (len(self.all) - holders + 0.5) / (holders + 0.5))

    def is_common(self, term: str) -> bool:
        return self._measure_counts[term] > _COMMON * len(self.all)

    def score(self, wording: MeasureWording, terms: Sequence[tuple[str, float]]) -> float:
        """BM25 of the measure for terms with their weights."""
        length = _K1 * (1 - _B + _B * sum(wording.counts.values()) / (self._mean_length or 1))
        counted_terms = ((term, weight, wording.counts.get(term, 0.0)) for term, weight in terms)
        return sum(
            weight * self.rarity(term) * count * (_K1 + 1) / (count + length)
            for term, weight, count in counted_terms
            if count
        )


def _wording(measure: Measure, terms: Callable[[str], list[str]]) -> MeasureWording:
    cautions = tuple(caution.text for caution in measure.cautions)
    fields = (
        (_TITLE, (measure.title,)),
        (_QUESTION, measure.questions),
        (_TEXT, (measure.promise, *measure.words)),
        (_CAUTION, cautions),
    )
    counts: dict[str, float] = defaultdict(float)
    for weight, texts in fields:
        for text in texts:
            for term in terms(text):
                counts[term] += weight
    own_texts = [fold(text) for _, texts in fields[:-1] for text in texts]
    return MeasureWording(measure, counts, "\n".join(own_texts), "\n".join(map(fold, cautions)))
