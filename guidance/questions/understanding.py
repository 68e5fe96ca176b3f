"""Everyday questions (我们进口设备能免关税吗, 小公司搞研发怎么贷款): what they say of the one who asks, and
which measures answer them.

A question is cut into units: everyday phrases (`phrases`), words of the table of synonyms, and other
telling words, each weighed by how rare it is in everyday writing. Where the measures, all together, speak of
too little of it, no measure answers: a question about a trade mark's renewal is not one about trade marks.
Else a measure answers that is about an activity asked for, or whose own words hold most of the question.
A measure answers as well that editors keep a like question with (`similar_questions`), whatever words
it uses.
What the question says of the one who asks excludes measures for others (小公司: those for 大企业).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.models import Policy
from articles.models.postgres.content_versions import one_state, remembered
from articles.search import Query, analyse_query, tokenizer, tokenizer_fingerprint, using_configuration
from guidance.matching.matcher import match
from guidance.matching.measure import Measure
from guidance.matching.measure_choices import Aspect
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size
from guidance.models.catalogue import MEASURE_TABLES, fact_questions, offered_measures
from guidance.questions.needs import each_need_first
from guidance.questions.phrases import phrase_book
from guidance.questions.question_parsing import MENTIONED, ParsedQuestion, QuestionUnit
from guidance.questions.similar_questions import (
    SURELY,
    AskedMeasures,
    asked_of_articles,
    best_similarity_without_measure,
)
from guidance.questions.wording_scores import MeasureWording, Wordings

#: The share of the question's words, by weight, that all measures together have to cover.
_LEAST_WITHIN = 0.6
#: The share that one measure has to cover: with an activity that is asked for, and by its words alone.
_LEAST_ABOUT, _LEAST_IN_WORDS = 0.3, 0.65
#: Measures that score less than this share of the best one are left out.
_LEAST_OF_BEST = 0.35
#: The least similarity to an editor's question: where no measure answers by words (lowered by the second
#: value times the share that measures cover); beside measures that do; where its article is asked about, too.
_LEAST_ALIKE, _LESS_WITHIN, _LEAST_BESIDE, _LEAST_HINTED = 0.5, 0.25, 0.35, 0.15
#: Measures below this share of the greatest similarity, or of the best score, are left out; where the
#: greatest similarity reaches the second value, so are those that answer by their words.
_LEAST_NEAR, _TELLING = 0.6, 0.4
#: The weight of similarity in the score, beside the weights of words.
_ALIKE = 40.0
_APPLICANT_ASPECTS = {
    Aspect.KIND.value,
    Aspect.SIZE.value,
    Aspect.OWNERSHIP.value,
    Aspect.MULTINATIONAL.value,
}


@dataclass(frozen=True)
class Understood:
    """What a question says. Empty and UNKNOWN where it says nothing.

    `sizes` is the group of sizes that a word stands for (小公司: micro and small). `needs` are the activities
    that support is asked for, `activities` those told beside them (搞研发怎么贷款: finance, and rd). `facts`
    are the criteria said to be met, `denied_facts` those said not to be. `measures` answer it, best first,
    each a slug with its score. `outside` says why no measure does, where the question is known to be about
    something else, `outside_words` are its words for that. `about` are the words that name a thing, beside
    who asks and how, `trades` those for one's own trade (机械加工厂), `introduction` what one says of oneself
    before one asks; `is_asking` tells a question from a
    keyword, `asks_for_limits` one for what may not be done; `names_support` says that it has a word for
    support (补贴).
    """

    text: str
    kinds: tuple[ApplicantKind, ...] = ()
    sizes: tuple[Size, ...] = ()
    ownership: Ownership = Ownership.UNKNOWN
    multinational: OpenAnswer = OpenAnswer.UNKNOWN
    activities: tuple[Activity, ...] = ()
    needs: tuple[Activity, ...] = ()
    facts: tuple[str, ...] = ()
    denied_facts: tuple[str, ...] = ()
    measures: tuple[tuple[str, float], ...] = ()
    is_support_question: bool = False
    outside: str = ""
    outside_words: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    is_asking: bool = False
    asks_for_limits: bool = False
    names_support: bool = False
    trades: tuple[str, ...] = ()
    introduction: str = ""

    @property
    def size(self) -> Size:
        """One size to fill in; the measures tell 中小企业 and 大企业 apart, no finer."""
        return self.sizes[-1] if self.sizes else Size.UNKNOWN

    @property
    def profile(self) -> EnterpriseProfile:
        return EnterpriseProfile(
            kinds=frozenset(self.kinds),
            size=self.size,
            ownership=self.ownership,
            multinational=self.multinational,
            activities=frozenset(self.activities),
            needs=frozenset(self.needs),
            facts={
                **dict.fromkeys(self.denied_facts, OpenAnswer.NO),
                **dict.fromkeys(self.facts, OpenAnswer.YES),
            },
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """What was read out of the question, in words: 小型或微型企业、融资贷款."""
        words = [kind.label for kind in self.kinds]
        words += ["或".join(size.label for size in self.sizes)] if self.sizes else []
        words += [self.ownership.label] if self.ownership != Ownership.UNKNOWN else []
        words += ["跨国公司"] if self.multinational == OpenAnswer.YES else []
        words += [choice.label for choice in (*self.needs, *self.activities)]
        return (*words, *(fact_label(code, answer) for code, answer in self.profile.facts.items()))


def fact_label(code: str, answer: OpenAnswer) -> str:
    """An answer to a criterion in words: 是否承担国家重大科技专项：否."""
    return f"{fact_questions().get(code, code).removesuffix('？')}：{OpenAnswer(answer).label}"


def understand_question(text: str) -> Understood:
    """Read a question; anything may come in. Measures that answer it are among those on offer now."""
    with one_state(), using_configuration():
        return understand(analyse_query(text, within=_featured_policy()))


@remembered(Policy)
def _featured_policy() -> Policy | None:
    return Policy.objects.featured()


def understand(query: Query) -> Understood:
    """Read a query as search understands it, against the measures on offer: once, though asked for twice."""
    corpus = Corpus.present()
    if corpus not in query.derived:
        query.derived[corpus] = read_question(query, corpus)
    understood: Understood = query.derived[corpus]
    return understood


@dataclass(frozen=True, eq=False)
class Corpus:
    """The measures on offer with their words, and their everyday questions."""

    wordings: Wordings
    questions: AskedMeasures

    @classmethod
    def present(cls) -> Corpus:
        return _corpus(tokenizer_fingerprint())

    @classmethod
    def of(cls, measures: Sequence[Measure]) -> Corpus:
        return cls(Wordings(measures, tokenizer().terms), AskedMeasures.of(measures))


@remembered(*MEASURE_TABLES)
def _corpus(fingerprint: str) -> Corpus:
    return _corpus_of(fingerprint, offered_measures())


@lru_cache(maxsize=1)
def _corpus_of(fingerprint: str, measures: tuple[Measure, ...]) -> Corpus:
    """An import changes the tables and, nearly always, no measure: their words are not cut again."""
    return Corpus.of(measures)


def read_question(query: Query, corpus: Corpus) -> Understood:
    """Read a query as search understands it, against these measures."""
    question = ParsedQuestion(query, phrase_book(), tokenizer())
    members = {
        **question.hints(),
        "about": question.about,
        "trades": question.trades,
        "introduction": question.introduction,
        "is_asking": question.is_asking,
        "asks_for_limits": question.asks_for_limits,
        "names_support": question.names_support,
    }
    articles = query.weighted_terms.similar_questions
    offered = [wording.measure for wording in corpus.wordings.all]
    likenesses = corpus.questions.like(query.literal)
    is_sure = max(likenesses.values(), default=0.0) >= SURELY
    if question.outside and not is_sure:
        words = question.outside_words
        return Understood(query.text, **members, outside=question.outside, outside_words=words)
    understood = Understood(query.text, **members)
    is_elsewhere = not is_sure and corpus.questions.is_elsewhere(query.literal)
    others = best_similarity_without_measure(articles, offered)
    answering = _answering_measures(
        question, understood, corpus.wordings, {} if is_elsewhere else likenesses, least_alike=others
    )
    if not answering and not is_elsewhere:
        similar_measures = [
            measure for measure in offered if likenesses.get(measure.slug, 0.0) >= _LEAST_HINTED
        ]
        hinted = asked_of_articles(articles, similar_measures)
        answering = _measures_of_similar_articles(question, understood, corpus.wordings, likenesses, hinted)
    asks = question.asks_for_support
    return Understood(query.text, **members, measures=tuple(answering), is_support_question=asks)


def _answering_measures(
    question: ParsedQuestion,
    understood: Understood,
    wordings: Wordings,
    likenesses: Mapping[str, float],
    *,
    least_alike: float,
) -> list[tuple[str, float]]:
    """The measures that answer by their words, or by questions at least `least_alike` similar; best first."""
    units = question.units
    total = sum(unit.weight for unit in units)
    covered_share = _covered_weight(units, wordings) / total if total else 0.0
    by_words = _measures_by_words(units, total, wordings) if covered_share >= _LEAST_WITHIN else set()
    likest = max(likenesses.values(), default=0.0)
    similar_slugs = {slug for slug, likeness in likenesses.items() if likeness >= _LEAST_NEAR * likest}
    usual = _LEAST_BESIDE if by_words else _LEAST_ALIKE - _LESS_WITHIN * covered_share
    named_slugs = {
        wording.measure.slug for wording in wordings.all if any(unit.covered_by(wording) for unit in units)
    }
    likely = {
        slug for slug in similar_slugs if not units or slug in named_slugs or likenesses[slug] >= SURELY
    }
    by_questions = {slug for slug in likely if likenesses[slug] >= max(usual, least_alike)}
    answering = _measures_for_applicant(understood, wordings, by_words | by_questions)
    scores = dict(_measure_scores(units, answering, wordings, likenesses))
    least_of_words = by_words if likest < _TELLING else by_words & similar_slugs
    best = max(scores.values(), default=0.0)
    least = {slug: _LEAST_OF_BEST if slug in least_of_words else _LEAST_NEAR for slug in scores}
    ranked = [(slug, score) for slug, score in scores.items() if score >= least[slug] * best]
    ranked.sort(key=lambda pair: -pair[1])
    surely = by_words | {slug for slug, likeness in likenesses.items() if likeness >= SURELY}
    return each_need_first(ranked, scores, units=units, answering=answering, surely=surely)


def _measures_of_similar_articles(
    question: ParsedQuestion,
    understood: Understood,
    wordings: Wordings,
    likenesses: Mapping[str, float],
    hinted: Collection[str],
) -> list[tuple[str, float]]:
    """The measures whose articles have very similar questions, best first."""
    scores = _measure_scores(
        question.units, _measures_for_applicant(understood, wordings, hinted), wordings, likenesses
    )
    best = max((score for _, score in scores), default=0.0)
    return sorted((pair for pair in scores if pair[1] >= _LEAST_NEAR * best), key=lambda pair: -pair[1])


def _measures_for_applicant(
    understood: Understood, wordings: Wordings, slugs: Collection[str]
) -> list[MeasureWording]:
    return [
        wording
        for wording in wordings.all
        if wording.measure.slug in slugs and _is_for(understood, wording.measure)
    ]


def _measure_scores(
    units: Sequence[QuestionUnit],
    answering: Iterable[MeasureWording],
    wordings: Wordings,
    likenesses: Mapping[str, float],
) -> list[tuple[str, float]]:
    terms = [term for unit in units for term in _scoring_terms(unit)]
    scores = []
    for wording in answering:
        covered = sum(unit.weight * unit.covered_by(wording) for unit in units)
        likeness = _ALIKE * likenesses.get(wording.measure.slug, 0.0)
        score = covered + wordings.score(wording, terms) + likeness
        scores.append((wording.measure.slug, round(score, 3)))
    return scores


def _measures_by_words(units: Sequence[QuestionUnit], total: float, wordings: Wordings) -> set[str]:
    """The measures that answer by what their own words and activities say."""
    return {wording.measure.slug for wording in wordings.all if _is_answer(units, wording, total, wordings)}


def _covered_weight(units: Sequence[QuestionUnit], wordings: Wordings) -> float:
    """The weight of the units that the measures cover, each by its best measure."""
    return sum(
        unit.weight * max((unit.covered_by(wording) for wording in wordings.all), default=0.0)
        for unit in units
    )


def _is_answer(
    units: Sequence[QuestionUnit], wording: MeasureWording, total: float, wordings: Wordings
) -> bool:
    """Whether the measure is about an activity asked for, or its own words hold most of the question."""
    needs = {code for unit in units for code in unit.needs}
    named_activities = {code for unit in units if unit.phrase for code in unit.phrase.values("activity")}
    share = sum(unit.weight * unit.covered_by(wording) for unit in units) / total
    if share >= _LEAST_ABOUT and wording.measure.activities & (needs or named_activities):
        return True
    in_words = [unit for unit in units if unit.covered_by(wording) > MENTIONED]
    if not any(not wordings.is_common(word.text) for unit in in_words for word in unit.words):
        return False
    return share >= _LEAST_IN_WORDS


def _is_for(understood: Understood, measure: Measure) -> bool:
    """Whether the measure may apply to the one who asks, by kind, size and ownership."""
    sizes = understood.sizes or (Size.UNKNOWN,)
    for size in sizes:
        profile = EnterpriseProfile(
            kinds=frozenset(understood.kinds),
            size=size,
            ownership=understood.ownership,
            multinational=understood.multinational,
        )
        failed = match(profile, [measure])[0].failed
        if not any(reason.criterion in _APPLICANT_ASPECTS for reason in failed):
            return True
    return False


def _scoring_terms(unit: QuestionUnit) -> list[tuple[str, float]]:
    """The terms to score by: the unit's words and, for an everyday word, the policies' words for it."""
    own_terms = [(term, 1.0) for word in unit.words for term in (word.text, *word.parts)]
    if unit.synonym is None:
        return own_terms
    replacements = {part for parts in unit.synonym.means for part in parts}
    policy_terms = {term for part in replacements for term in tokenizer().terms(part)}
    return own_terms + [(term, unit.synonym.weight / 2) for term in sorted(policy_terms)]
