"""BM25F over the parts of the index.

Source: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), 3.6. An article's score is that
of its grams, plus that of its words, plus BM25 of its chapter's words, plus what its kind of document
weighs and how often its policy is cited, and that by whether its policy may have ended and by the region it
is of, where the query names one; and a share of the score of a better article that cites it. idf is worked
out at the query, so that one article's edit changes only its own row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from math import inf, log

import numpy as np

from articles.models.search.index import holding_literally
from articles.search.index.inversion import GRAMS, WORDS, Head, TermUnit
from articles.search.index.packing import Postings, dequantized
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.expressions import QueryTerms
from articles.search.queries.regions import is_national
from articles.search.scoring.ended_documents import behind_if_ended
from articles.search.scoring.index_part import NOWHERE, Part, all_of, document_frequency
from articles.search.scoring.postings import IndexReading
from articles.search.scoring.referrals import Referral, referrals
from articles.search.settings.weights import Field, weights
from articles.text.wording.characters.grams import grams
from articles.text.wording.tokens import Word

#: An article's id and its score: a thousand are made for each query, so that they are no objects.
Scored = tuple[int, float]

#: The distinct values of an array, in order, and how often it has each.
Counts = tuple[np.ndarray, np.ndarray]
#: At most so many articles are compared letter by letter; a query that more may hold is no quotation.
_MOST_COMPARED = 1_000
#: A word needs its synonyms half as much once so many articles use it: ten, or a sixtieth of all.
_WELL_KNOWN, _WELL_KNOWN_SHARE = 10, 1 / 60


@dataclass(frozen=True, eq=False)
class Ranking:
    """The articles that match a query, in no order; the arrays have an entry an article.

    `divisions` are the innermost ones, negative where an article stands in none. `held` are the words that
    some article holds. `measure` is the best score of what was not raised for its name, its region or what
    cites it. `referred` says, by article, what others that cite it add to its score.
    """

    articles: np.ndarray
    policies: np.ndarray
    divisions: np.ndarray
    scores: np.ndarray
    held: frozenset[str]
    measure: float = inf
    referred: Mapping[int, Referral] = field(default_factory=dict)
    _counted: dict[str, Counts] = field(default_factory=dict, init=False)
    _numbers: dict[str, np.ndarray] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.articles)

    def counts(self, column: str) -> Counts:
        """The ids in a column (articles, policies, divisions) and how often; counted once."""
        if column not in self._counted:
            numbers = self._by_id(column)
            keys = np.flatnonzero(numbers)
            self._counted[column] = keys, numbers[keys]
        return self._counted[column]

    def numbers(self, column: str, ids: np.ndarray) -> np.ndarray:
        """How many articles have each of some ids in a column."""
        counted: np.ndarray = self._by_id(column).take(ids, mode="clip")
        return counted

    def _by_id(self, column: str) -> np.ndarray:
        """The number of each id, and a zero for all beyond the largest."""
        if column not in self._numbers:
            ids = getattr(self, column)
            ids_counted = ids[ids >= 0] if column == "divisions" else ids
            self._numbers[column] = np.bincount(ids_counted, minlength=int(ids_counted.max(initial=-1)) + 2)
        return self._numbers[column]

    def only(self, mask: np.ndarray) -> Ranking:
        columns = (self.articles[mask], self.policies[mask], self.divisions[mask], self.scores[mask])
        return Ranking(*columns, self.held, self.measure, self.referred)

    def best(self, most: int) -> list[tuple[int, float]]:
        """The `most` best articles and their scores, best first; of equals the older first."""
        places = np.arange(len(self))
        if len(self) > most:  # those as good as the last of them too: the age decides which one it is
            places = np.flatnonzero(self.scores >= np.partition(self.scores, -most)[-most])
        places = places[np.lexsort((self.articles[places], -self.scores[places]))][:most]
        return list(zip(self.articles[places].tolist(), self.scores[places].tolist(), strict=True))


def rank(query_terms: QueryTerms, reading: IndexReading) -> Ranking:
    """Score the published articles that match the query."""
    parts = reading.parts
    query_terms = discounted_expansions(query_terms, parts)
    held_words: set[str] = set()
    rankings = []
    matched = [np.flatnonzero(_visible_matches(part, query_terms, reading, held_words)) for part in parts]
    scores_of_parts = _scores_of_parts(parts, matched, query_terms)
    for part, places, scores in zip(parts, matched, scores_of_parts, strict=True):
        head = part.head
        divisions = head.chapters.keys[head.chapters.of_article[places]]
        rankings.append(Ranking(head.articles[places], head.policies[places], divisions, scores, frozenset()))
    ranking = _join_rankings(rankings, frozenset(held_words))
    ranking = replace(ranking, scores=behind_if_ended(ranking.scores, ranking.policies))
    if named_articles := query_terms.named_articles:
        other_scores = ranking.scores[~np.isin(ranking.articles, named_articles)]
        ranking = replace(ranking, measure=float(other_scores.max(initial=0)))
    if query_terms.preference.regions:
        scores, measure = query_terms.preference.applied(ranking.scores, ranking.policies)
        ranking = replace(ranking, scores=scores, measure=min(measure, ranking.measure))
    return _add_referrals(ranking) if query_terms.is_question else ranking


def _add_referrals(ranking: Ranking) -> Ranking:
    by_article = referrals(ranking.articles, ranking.scores)
    if not by_article:
        return ranking
    scores, cited_places = ranking.scores.copy(), np.flatnonzero(np.isin(ranking.articles, list(by_article)))
    scores[cited_places] += [
        by_article[article].amount for article in ranking.articles[cited_places].tolist()
    ]
    measure = min(ranking.measure, float(ranking.scores.max()))
    return replace(ranking, scores=scores, measure=measure, referred=by_article)


def _visible_matches(
    part: Part, query_terms: QueryTerms, reading: IndexReading, held_words: set[str]
) -> np.ndarray:
    is_visible = reading.state.hidden.lets_see(part.head.policies, part.head.articles)
    is_visible[part.vacant] = False
    return matching(part, query_terms, is_visible, held_words)


def discounted_expansions(query_terms: QueryTerms, parts: Sequence[Part]) -> QueryTerms:
    """The query with lower weights for its expansions: the lower, the more articles use the word itself."""
    well_known = max(_WELL_KNOWN, _WELL_KNOWN_SHARE * sum(part.size for part in parts))
    expansions = []
    for expression in query_terms.expressions[1:]:
        frequency = document_frequency(expression.stands_for, parts, Field.TEXT_WORDS)
        expansions.append(replace(expression, weight=expression.weight / (1 + frequency / well_known)))
    return replace(query_terms, expressions=(query_terms.typed, *expansions))


def empty_ranking(held_words: frozenset[str] = frozenset()) -> Ranking:
    nothing = np.array([], "i8")
    return Ranking(nothing, nothing, nothing, np.array([], "f4"), held_words)


def _join_rankings(rankings: Sequence[Ranking], held_words: frozenset[str]) -> Ranking:
    if not rankings:
        return empty_ranking(held_words)
    return Ranking(
        np.concatenate([ranking.articles for ranking in rankings]),
        np.concatenate([ranking.policies for ranking in rankings]),
        np.concatenate([ranking.divisions for ranking in rankings]),
        np.concatenate([ranking.scores for ranking in rankings]),
        held_words,
    )


def matching(part: Part, query_terms: QueryTerms, is_visible: np.ndarray, held_words: set[str]) -> np.ndarray:
    """Which of a part's articles match among those that readers may see: they hold a word of the query, or
    all words of an expansion, or have an everyday question like the query.

    The words that any of them holds are added to `held`.
    """
    asked_about = [pk for pk, similar in query_terms.similar_questions.items() if similar.finds]
    is_match = np.zeros(part.size, bool)
    is_match[_places_of_articles(part, asked_about)] = True
    for expression in query_terms.expressions:
        policy = expression.policy
        is_allowed = is_visible if policy is None else is_visible & (part.head.policies == policy)
        is_typed = expression is query_terms.typed
        words = (*expression.words, *query_terms.region_words) if is_typed else expression.words
        masks = [_word_mask(part, word) & is_allowed for word in words]
        held_words.update(word.text for word, mask in zip(words, masks, strict=True) if mask.any())
        if masks:
            is_match |= reduce(np.logical_or, masks) if is_typed else all_of(masks)
    is_match &= is_visible
    return is_match


def _word_mask(part: Part, word: Word) -> np.ndarray:
    """Which articles hold `word`, as such or in all its parts."""
    whole_mask = _term_mask(part, word.text)
    if not word.parts:
        return whole_mask
    mask: np.ndarray = whole_mask | all_of([_term_mask(part, term) for term in word.parts])
    return mask


def _term_mask(part: Part, term: str) -> np.ndarray:
    mask = np.zeros(part.size, bool)
    if postings := part.postings.get((Field.TEXT_WORDS, term)):
        mask[postings.places()] = True
    return mask


def _scores_of_parts(
    parts: Sequence[Part], matching_places: Sequence[np.ndarray], query_terms: QueryTerms
) -> list[np.ndarray]:
    """The scores of the articles at the places of each part that match."""
    gram_scorer, word_scorer, region_scorer = (
        _UnitScorer(parts, GRAMS, query_terms.grams),
        _UnitScorer(parts, WORDS, query_terms.scored_terms),
        _UnitScorer(parts, WORDS, query_terms.region_terms),
    )
    current = weights()
    kinds = np.array(current.kinds, "f4")
    bonuses, scores_of_parts = question_bonuses(query_terms, parts), []
    chapter_scores = _chapter_scores(parts, matching_places, query_terms.scored_terms)
    quotations = literal_match_places(parts, query_terms.quotable)
    columns = zip(parts, matching_places, chapter_scores, quotations, strict=True)
    for part, places, of_chapter, quoting in columns:
        scores = gram_scorer.scores(part, places) + current.words * word_scorer.scores(part, places)
        kind_scores, cited = kinds[part.head.kinds[places]], part.cited[places]
        scores += current.chapter * of_chapter + kind_scores + current.cited * cited
        if quoting:
            scores[np.isin(places, quoting)] *= current.literal
        articles = part.head.articles[places]
        for entry in np.flatnonzero(np.isin(articles, list(bonuses))).tolist():
            scores[entry] += bonuses[int(articles[entry])]
        if query_terms.region_words:
            _add_region_names(scores, region_scorer.scores(part, places), part.head.policies[places])
        scores_of_parts.append(scores)
    return scores_of_parts


def _add_region_names(scores: np.ndarray, names: np.ndarray, policies: np.ndarray) -> None:
    """Add what the names of regions score, for documents of the whole country only."""
    places = np.flatnonzero(names)
    places = places[is_national(policies[places])]
    scores[places] += weights().words * names[places]


def _places_of_articles(part: Part, articles: Collection[int]) -> list[int]:
    return np.flatnonzero(np.isin(part.head.articles, list(articles))).tolist()


def question_bonuses(query_terms: QueryTerms, parts: Sequence[Part]) -> dict[int, float]:
    """By article what an everyday question like the query adds to its score: a share of what the query's
    words would add if no other article held them."""
    if not query_terms.similar_questions:
        return {}
    rarest, cutter = log(1 + sum(part.size for part in parts)), tokenizer()
    potential = sum(min(cutter.rarity(word.text), rarest) for word in query_terms.typed.words)
    worth = weights().asked * potential
    return {article: worth * similar.strength for article, similar in query_terms.similar_questions.items()}


class _UnitScorer:
    """BM25F of one unit."""

    def __init__(self, parts: Sequence[Part], unit: TermUnit, terms: Mapping[str, float]) -> None:
        keys = [(field, term) for term in terms for field in (unit.text, unit.around)]
        self._postings = {
            part: [(key[1], postings) for key in keys if (postings := part.postings.get(key))]
            for part in parts
        }
        document_counts = dict.fromkeys(terms, 0)
        for postings_of_part in self._postings.values():
            for term, postings in postings_of_part:
                document_counts[term] += postings.count
        total = sum(part.size for part in parts)
        gain = weights().k1 + 1
        self._factors = {
            term: gain * weight * idf(total, document_counts[term]) for term, weight in terms.items()
        }

    def scores(self, part: Part, places: np.ndarray) -> np.ndarray:
        """The scores of the articles at these places of a part."""
        scores = np.zeros(len(places), "f4")
        if not len(places):
            return scores
        sparse: list[tuple[float, Postings]] = []
        for term, postings in self._postings[part]:
            factor = self._factors[term]
            if postings.positions is None:
                scores += np.float32(factor) * dequantized(postings.values[places])
            else:
                sparse.append((factor, postings))
        return scores + _sparse_scores(sparse, part.size, places) if sparse else scores


def _sparse_scores(factored: Sequence[tuple[float, Postings]], size: int, places: np.ndarray) -> np.ndarray:
    """What postings with positions add to the scores at these places of a part of so many articles, each
    times its factor; all at once, as a call of numpy costs the same for a few."""
    factors, posting_lists = zip(*factored, strict=True)
    positions = np.concatenate([postings.positions for postings in posting_lists])
    values = dequantized(np.concatenate([postings.values for postings in posting_lists]))
    values *= np.repeat(np.array(factors, "f4"), [len(postings.values) for postings in posting_lists])
    summed = np.bincount(positions, weights=values, minlength=size)[places]
    scores: np.ndarray = summed.astype("f4")
    return scores


def idf(total: int, holding: int) -> float:
    """The inverse document frequency of a term that `holding` of `total` articles hold."""
    return log(1 + (total - holding + 0.5) / (holding + 0.5))


def literal_match_places(parts: Sequence[Part], folded: str) -> list[list[int]]:
    """For each part the places of the articles that hold the query letter by letter; only those with all its
    grams are read, and none of a part where they are many."""
    terms = grams(folded)
    places_by_part = [part.places_with_all(terms, Field.TEXT_GRAMS) for part in parts]
    compared = [places if len(places) <= _MOST_COMPARED else NOWHERE for places in places_by_part]
    articles = [part.head.articles[places] for part, places in zip(parts, compared, strict=True)]
    if not any(map(len, articles)):
        return [[] for _ in parts]
    matching_ids = holding_literally(np.concatenate(articles).tolist(), folded)
    return [
        [
            place
            for place, article in zip(of_part.tolist(), ids.tolist(), strict=True)
            if article in matching_ids
        ]
        for of_part, ids in zip(compared, articles, strict=True)
    ]


def _chapter_scores(
    parts: Sequence[Part], matching_places: Sequence[np.ndarray], terms: Mapping[str, float]
) -> list[np.ndarray]:
    """For each article that matches BM25 of its chapter; a chapter may have articles in several parts."""
    if not parts:
        return []
    current = weights()
    places_by_part, lengths = _chapter_places(tuple(part.head for part in parts))
    scores = np.zeros(len(lengths))
    for term, weight in terms.items():
        if chapter_counts := list(_chapters_holding(parts, places_by_part, term)):
            chapters, frequencies = map(np.concatenate, zip(*chapter_counts, strict=True))
            counts = np.bincount(chapters, frequencies)
            (chapters_with_term,) = counts.nonzero()
            divisor = current.chapter_length.divisor(lengths[chapters_with_term], unit="words")
            factor = weight * idf(len(lengths), len(chapters_with_term)) * (current.k1 + 1)
            scores[chapters_with_term] += factor * current.saturation(counts[chapters_with_term] / divisor)
    return [
        scores[place[part.head.chapters.of_article[places]]].astype("f4")
        for part, place, places in zip(parts, places_by_part, matching_places, strict=True)
    ]


def _chapters_holding(
    parts: Sequence[Part], places_by_part: Sequence[np.ndarray], term: str
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each part the chapters that hold a term there, by their place among all, and how often."""
    for part, places in zip(parts, places_by_part, strict=True):
        if postings := part.postings.get((Field.CHAPTER_WORDS, term)):
            holders, counts = postings.entries()
            yield places[holders], counts


@lru_cache(maxsize=1)
def _chapter_places(heads: tuple[Head, ...]) -> tuple[list[np.ndarray], np.ndarray]:
    """For each head the places of its chapters among those of all, and the lengths of these; the same as
    long as the segments are the same."""
    all_chapters = [head.chapters for head in heads]
    keys = np.concatenate([chapters.keys for chapters in all_chapters])
    places = np.unique(keys, return_inverse=True)[1]
    lengths = np.bincount(places, weights=np.concatenate([chapters.lengths for chapters in all_chapters]))
    return np.split(places, np.cumsum([len(chapters.keys) for chapters in all_chapters])[:-1]), lengths
