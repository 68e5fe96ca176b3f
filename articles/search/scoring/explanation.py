"""Why an article stands where it does: what each word adds to its score, by the formula of `bm25f`.

Worked out for single articles, when somebody asks; the parts of a score are those of the index itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from articles.models import Article, IndexedArticle
from articles.models.articles.article_reading import read_articles
from articles.models.policies.policy_choices import DocumentKind
from articles.search.index.inversion import GRAMS, WORDS, TermUnit
from articles.search.index.packing import dequantized
from articles.search.queries.analysis import Query
from articles.search.queries.expressions import QueryTerms
from articles.search.scoring.bm25f import (
    discounted_expansions,
    idf,
    literal_match_places,
    matching,
    question_bonuses,
    rank,
)
from articles.search.scoring.ended_documents import has_ended
from articles.search.scoring.index_part import Part, document_frequency
from articles.search.scoring.postings import IndexReading, read_parts
from articles.search.scoring.referrals import Referral
from articles.search.settings.configuration import using_configuration
from articles.search.settings.weights import KINDS, Field, Zone, weights

_PLACES = {Zone.TEXT: "正文", Zone.CONTEXT: "章名条标", Zone.TITLE: "文件名称"}
CHAPTER = "整章"
#: What stands between two words of the query and in no word: 权保 of 知识产权保护.
BETWEEN = "词语相接处"


@dataclass(frozen=True)
class Share:
    """What one term adds: `weight` × `rarity` × `saturation` × the weight of its unit.

    `unit` is grams, words or chapter; `rarity` the idf; `saturation` says how much of it stands in `places`.
    """

    term: str
    unit: str
    places: tuple[str, ...]
    weight: float
    rarity: float
    saturation: float
    amount: float


@dataclass(frozen=True)
class ScoreReason:
    """A word of the query, or one that stands for it, with all that its terms add."""

    word: str
    stands_for: str
    shares: tuple[Share, ...]

    @property
    def amount(self) -> float:
        return sum(share.amount for share in self.shares)

    @cached_property
    def amounts(self) -> dict[str, float]:
        """The sum of each unit: grams, words, chapter."""
        sums = dict.fromkeys(("grams", "words", "chapter"), 0.0)
        for share in self.shares:
            sums[share.unit] += share.amount
        return sums

    @property
    def places(self) -> tuple[str, ...]:
        """Where the word stands, or all the words it is made of, in the order of `_PLACES`.

        Empty where only some of its characters are found.
        """
        word_shares = [share for share in self.shares if share.unit != GRAMS.name]
        whole_shares = [share for share in word_shares if share.term == self.word]
        held_places = {place for share in whole_shares or word_shares for place in share.places}
        return tuple(place for place in (*_PLACES.values(), CHAPTER) if place in held_places)


@dataclass(frozen=True)
class Explanation:
    """The parts of an article's score; they add up to it.

    `region_amount` is less than 0 for other regions than the query names, `ended_amount` where the document
    may not hold. `referred_from` is the better article that cites this one.
    """

    reasons: tuple[ScoreReason, ...]
    kind: str
    kind_amount: float
    cited_amount: float
    literal_amount: float
    asked: str = ""
    is_named: bool = False
    asked_amount: float = 0.0
    region_amount: float = 0.0
    ended_amount: float = 0.0
    referred_from: str = ""
    referred_amount: float = 0.0

    @property
    def total(self) -> float:
        beside_words = self.kind_amount + self.cited_amount + self.literal_amount + self.asked_amount
        beside_others = self.region_amount + self.ended_amount + self.referred_amount
        return sum(reason.amount for reason in self.reasons) + beside_words + beside_others


#: Scores are added up in single precision.
_ROUNDING = 0.01
_UNSCORED = Explanation((), "", 0.0, 0.0, 0.0)  # found by a filter or letter by letter, or not at all


def explain(query: Query, articles: Collection[int]) -> dict[int, Explanation]:
    """The parts of the scores of some articles; one that the index does not hold is missing."""
    with using_configuration():
        query_terms = query.weighted_terms
        reading = read_parts(list(query_terms.grams), list(query_terms.terms))
        others = _other_articles(query_terms, reading, articles)
        parts = reading.parts
        query_terms = discounted_expansions(query_terms, parts)
        rows = IndexedArticle.objects.filter(article__in=articles).in_bulk(field_name="article_id")
        explanations = {}
        for part in parts:
            is_match = matching(part, query_terms, np.ones(part.size, bool), set())
            for place in np.flatnonzero(np.isin(part.head.articles, list(articles))).tolist():
                pk = int(part.head.articles[place])
                if pk in rows and place not in part.vacant:
                    explainer = _ArticleExplainer(parts, part, place, rows[pk])
                    why = explainer.why(query_terms) if is_match[place] else _UNSCORED
                    explanations[pk] = others.complete(pk, why)
        return explanations


@dataclass(frozen=True)
class _OtherArticles:
    """What the scores of some articles owe to the other articles of the ranking.

    `by_region` are their whole scores, where the query names a region; `referred` is what the articles that
    cite them add; `citing` are those articles by id.
    """

    by_region: Mapping[int, float]
    referred: Mapping[int, Referral]
    citing: Mapping[int, Article]

    def complete(self, article: int, why: Explanation) -> Explanation:
        """An article's explanation with what the other articles add to its score or take from it."""
        referral = self.referred.get(article)
        added = referral.amount if referral else 0.0
        of_region = self.by_region[article] - added - why.total if article in self.by_region else 0.0
        if abs(of_region) > _ROUNDING:
            why = replace(why, region_amount=of_region)
        if referral is None:
            return why
        citing = self.citing[referral.citing].short_citation
        return replace(why, referred_from=citing, referred_amount=added)


def _other_articles(
    query_terms: QueryTerms, reading: IndexReading, articles: Collection[int]
) -> _OtherArticles:
    names_region = bool(query_terms.preference.regions)
    if not names_region and not query_terms.is_question:
        return _OtherArticles({}, {}, {})
    ranking = rank(query_terms, reading)
    explained = ranking.only(np.isin(ranking.articles, list(articles)))
    scores = dict(zip(explained.articles.tolist(), explained.scores.tolist(), strict=True))
    referred = {pk: ranking.referred[pk] for pk in scores if pk in ranking.referred}
    citing = read_articles([referral.citing for referral in referred.values()]) if referred else {}
    return _OtherArticles(scores if names_region else {}, referred, citing)


class _ArticleExplainer:
    """One article, at its place in a part of the index."""

    def __init__(self, parts: Sequence[Part], part: Part, place: int, row: IndexedArticle) -> None:
        self._parts, self._part, self._place, self._row = parts, part, place, row

    def why(self, query_terms: QueryTerms) -> Explanation:
        shares = [
            *self._of_unit(GRAMS, query_terms.grams, 1.0),
            *self._of_unit(WORDS, query_terms.scored_terms, weights().words),
            *self._of_chapter(query_terms.scored_terms),
        ]
        kind = int(self._part.head.kinds[self._place])
        article = int(self._part.head.articles[self._place])
        similar = query_terms.similar_questions.get(article)
        cited = weights().cited * float(self._part.cited[self._place])
        without_quoting = sum(share.amount for share in shares) + weights().kinds[kind] + cited
        literal = without_quoting * (weights().literal - 1) if self._holds_literally(query_terms) else 0.0
        bonus = question_bonuses(query_terms, self._parts).get(article, 0.0)
        scored = without_quoting + literal + bonus
        return Explanation(
            reasons=tuple(_reasons_by_word(shares, query_terms)),
            kind=DocumentKind(KINDS[kind]).label,
            kind_amount=weights().kinds[kind],
            cited_amount=cited,
            literal_amount=literal,
            asked=similar.question if similar else "",
            is_named=bool(similar and similar.is_name),
            asked_amount=bonus,
            ended_amount=scored * (weights().ended - 1) if self._may_have_ended and scored > 0 else 0.0,
        )

    @property
    def _may_have_ended(self) -> bool:
        return has_ended(int(self._part.head.policies[self._place]))

    def _holds_literally(self, query_terms: QueryTerms) -> bool:
        quotable = query_terms.quotable
        (places,) = literal_match_places([self._part], quotable)
        return self._place in places

    def _of_unit(self, unit: TermUnit, terms: Mapping[str, float], factor: float) -> Iterator[Share]:
        counted = unit.counted(self._row)
        total = sum(part.size for part in self._parts)
        for term, weight in terms.items():
            saturation = sum(self._saturation(field, term) for field in (unit.text, unit.around))
            if saturation:
                rarity = idf(total, document_frequency(term, self._parts, unit.text, unit.around))
                counts_by_place = zip(Zone, counted, strict=True)
                places = tuple(_PLACES[place] for place, counts in counts_by_place if counts[term])
                amount = weight * rarity * saturation * (weights().k1 + 1) * factor
                yield Share(term, unit.name, places, weight, rarity, saturation, amount)

    def _saturation(self, field: Field, term: str) -> float:
        postings = self._part.postings.get((field, term))
        return float(dequantized(postings.at(np.array([self._place])))[0]) if postings else 0.0

    def _of_chapter(self, terms: Mapping[str, float]) -> Iterator[Share]:
        chapters = self._part.head.chapters
        key = chapters.keys[chapters.of_article[self._place]]
        positions = list(_parts_with_chapter(self._parts, key))
        length = sum(float(part.head.chapters.lengths[place]) for part, place in positions)
        total = len(np.unique(np.concatenate([part.head.chapters.keys for part in self._parts])))
        divisor = weights().chapter_length.divisor(length, unit="words")
        for term, weight in terms.items():
            frequency = sum(_chapter_count(part, term, place) for part, place in positions) / divisor
            if frequency:
                rarity = idf(total, self._chapters_holding(term))
                saturation = weights().saturation(frequency)
                amount = weight * rarity * saturation * (weights().k1 + 1) * weights().chapter
                yield Share(term, "chapter", (CHAPTER,), weight, rarity, saturation, amount)

    def _chapters_holding(self, term: str) -> int:
        keys = [
            part.head.chapters.keys[postings.places()]
            for part in self._parts
            if (postings := part.postings.get((Field.CHAPTER_WORDS, term)))
        ]
        return len(np.unique(np.concatenate(keys))) if keys else 0


def _parts_with_chapter(parts: Sequence[Part], chapter: int) -> Iterator[tuple[Part, int]]:
    """The parts that hold articles of a chapter, and its place among their chapters."""
    for part in parts:
        for place in np.flatnonzero(part.head.chapters.keys == chapter).tolist():
            yield part, place


def _chapter_count(part: Part, term: str, chapter_place: int) -> float:
    postings = part.postings.get((Field.CHAPTER_WORDS, term))
    return float(postings.at(np.array([chapter_place]))[0]) if postings else 0.0


def _reasons_by_word(shares: Sequence[Share], query_terms: QueryTerms) -> Iterator[ScoreReason]:
    """The shares by the words they belong to, those of the query first; each belongs to one only."""
    remaining = list(shares)
    for expression in query_terms.expressions:
        for word in expression.words:
            own_shares = [share for share in remaining if share.term in word.text or share.term in word.parts]
            remaining = [share for share in remaining if share not in own_shares]
            if own_shares:
                yield ScoreReason(word.text, expression.stands_for, tuple(own_shares))
    if remaining:
        yield ScoreReason(BETWEEN, "", tuple(remaining))
