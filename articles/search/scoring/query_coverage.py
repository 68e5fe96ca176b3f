"""How much of a query the knowledge base and its best articles cover: an answer, or a near miss."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models.search.index import folded_texts
from articles.search.queries.analysis import Query
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.question_words import question_words, subjects_in
from articles.search.scoring.literal_matches import WordOccurrences, word_occurrences
from articles.search.scoring.postings import IndexReading
from articles.search.scoring.relevance import telling_words
from articles.text.wording.synonym_tables.synonyms import BESIDE
from articles.text.wording.tokens import Word

#: Below this share of the query's words, weighed by rarity, the knowledge base is about something else.
_LEAST_KNOWN_SHARE = 0.5
#: One of the best articles has to hold this share by itself: one with 公司 and one with 材料 are no answer.
_LEAST_SHARE_IN_ONE = 0.4
#: One that has the official wording for an everyday word of the query need hold no more than this, where the
#: knowledge base has so much of the query.
_LEAST_SHARE_WHERE_EXPLAINED, _WELL_KNOWN = 0.26, 0.6
_BEST = 5
#: What a like everyday question counts beside the share that the text holds, and how much both have to be.
#: Measured on questions of other writers and on questions that nothing answers (docs/decisions/0022).
_ASKED, _LEAST_ASKED = 1.5, 0.6
#: Longer queries tell a story, and no article holds much of it.
_MOST_WORDS = 5
#: A shorter word that is cut otherwise in the text stands there by accident (产能 in 生产能力).
_LONG_WORD = 3


@dataclass(frozen=True)
class QueryCoverage:
    """The query's words that are terms of the index, and where its other words stand letter by letter.

    `subjects` are those that the query names (公积金); `is_elsewhere` says that nothing in the knowledge base
    is about any of them, by this word or an official one.
    """

    indexed: frozenset[str]
    others: WordOccurrences
    subjects: tuple[str, ...] = ()
    is_elsewhere: bool = False

    @property
    def held(self) -> frozenset[str]:
        """The words that articles hold letter by letter."""
        return self.indexed | self.others.in_texts


def coverage_of(query: Query, indexed: frozenset[str], reading: IndexReading | None = None) -> QueryCoverage:
    missing = [word.text for word in query.words if len(word.text) > 1 and word.text not in indexed]
    subjects = subjects_in(query.literal)
    unindexed = [subject for subject in subjects if subject not in indexed]
    others = word_occurrences(list(dict.fromkeys([*missing, *unindexed])), reading)
    explained_text = "\n".join(explained_words(query, indexed))
    held_words = {*indexed, *others.in_texts, *others.in_titles}
    is_known = any(subject in held_words or subject in explained_text for subject in subjects)
    is_elsewhere = bool(subjects) and not is_known
    return QueryCoverage(indexed, others, tuple(subjects), is_elsewhere)


def explained_words(query: Query, indexed: Collection[str]) -> Iterator[str]:
    """The everyday words whose official wording some article uses: what they mean is held."""
    for expression in query.weighted_terms.expressions[1:]:
        if all(word.text in indexed for word in expression.words):
            yield expression.stands_for


def words_not_in(text: str, query: Query) -> list[str]:
    """The telling words of a query that a folded text holds neither as such nor in the official wording."""
    explained = "\n".join(_explained_words_in(query, text))
    return [
        word.text for word in telling_words(query) if not (_holds_word(word, text) or word.text in explained)
    ]


def is_near_miss(query: Query, coverage: QueryCoverage, *, best: Sequence[int]) -> bool:
    """Whether the articles found are no answer; `best` are their ids, best first."""
    if coverage.is_elsewhere:
        return True
    long_words = (text for text in coverage.others.in_texts if len(text) >= _LONG_WORD)
    known_words = {*coverage.indexed, *coverage.others.in_titles, *long_words}
    known_share = _known_share(query, known_words, explained_words(query, coverage.indexed))
    is_foreign = known_share < _LEAST_KNOWN_SHARE
    is_short = 1 < len(query.words) <= _MOST_WORDS
    if not is_foreign and not is_short:
        return False
    asked_about = query.weighted_terms.similar_questions.keys() & set(best[:_BEST])
    if is_foreign and not (coverage.subjects or asked_about):
        return True  # no need to read their texts
    texts = folded_texts(best[:_BEST])
    return not _is_any_an_answer(query, coverage.subjects, texts, known_share=known_share)


def _is_any_an_answer(
    query: Query, subjects: Sequence[str], texts: Mapping[int, str], *, known_share: float
) -> bool:
    """Whether one of the texts, by id of the article, is about a subject of the query or its question, or
    holds enough of its words where the knowledge base knows most of them."""
    if any(_names_subject(query, subjects, text) for text in texts.values()):
        return True
    shares = {article_id: _share_of_text(query, text) for article_id, text in texts.items()}
    if any(_is_asked_about(query, article_id, share) for article_id, share in shares.items()):
        return True
    is_well_known = known_share >= _WELL_KNOWN
    least_explained = _LEAST_SHARE_WHERE_EXPLAINED if is_well_known else _LEAST_SHARE_IN_ONE
    return known_share >= _LEAST_KNOWN_SHARE and any(
        share >= _least_share(query, texts[article_id], least_explained)
        for article_id, share in shares.items()
    )


def _least_share(query: Query, text: str, least_explained: float) -> float:
    """What a text has to hold. Several everyday words that only together stand for something (猫…抓) leave no
    doubt where the official wording of it stands."""
    explained = list(_explained_words_in(query, text))
    if any(BESIDE in word for word in explained):
        return 0.0
    return least_explained if explained else _LEAST_SHARE_IN_ONE


def _is_asked_about(query: Query, article_id: int, share: float) -> bool:
    """Whether an everyday question of the article makes up for the words that its own text lacks."""
    similar = query.weighted_terms.similar_questions.get(article_id)
    return similar is not None and share + _ASKED * similar.likeness >= _LEAST_ASKED


def _names_subject(query: Query, subjects: Sequence[str], text: str) -> bool:
    """Whether a text holds a subject of the query, or the official wording for it."""
    synonyms = [
        synonym for synonym in query.expansions if any(synonym.word in subject for subject in subjects)
    ]
    official = (parts for synonym in synonyms for parts in synonym.means)
    return any(subject in text for subject in subjects) or any(_holds_all(text, parts) for parts in official)


def _share_of_text(query: Query, text: str) -> float:
    words, explained = _words_to_cover(query), _explained_words_in(query, text)
    return _share(words, lambda word: _holds_word(word, text), explained)


def _explained_words_in(query: Query, text: str) -> Iterator[str]:
    """The everyday words of a query whose official wording stands in a text."""
    for synonym in query.expansions:
        if any(_holds_all(text, parts) for parts in synonym.means):
            yield synonym.word


def _holds_all(text: str, parts: Sequence[str]) -> bool:
    return all(part in text for part in parts)


def _holds_word(word: Word, text: str) -> bool:
    is_held = word.text in text or (bool(word.parts) and _holds_all(text, word.parts))
    return is_held or _telling_piece(word.text) in text


def _known_share(query: Query, known: Collection[str], explained: Iterable[str]) -> float:
    """The share of the words that are known; pieces that are no words say nothing of it beside others."""
    words = _words_to_cover(query)
    real_words = [word for word in words if _telling_piece(word.text) == word.text]
    return _share(real_words or words, lambda word: word.text in known, explained)


def _words_to_cover(query: Query) -> list[Word]:
    idle_words = question_words() | query.region_words
    return [word for word in query.words if word.text not in idle_words]


def _share(words: Iterable[Word], is_held: Callable[[Word], bool], explained: Iterable[str]) -> float:
    """The share of some words, by rarity, that are held or stand in one of the explained words."""
    everyday = [part for word in explained for part in word.split(BESIDE)]
    rarities = [(word, tokenizer().rarity(_telling_piece(word.text))) for word in words]
    total = sum(rarity for _, rarity in rarities)
    covered = sum(rarity for word, rarity in rarities if is_held(word) or _is_explained(word.text, everyday))
    return covered / total if total else 1.0


def _is_explained(word: str, everyday: Sequence[str]) -> bool:
    """Whether a word stands in an explained one, or holds one (偷税 in 偷税漏税); a single character has to
    begin it (抓破 in 猫…抓)."""
    return any(word in part or word.startswith(part) or (len(part) > 1 and part in word) for part in everyday)


def _telling_piece(word: str) -> str:
    """The word itself; of a piece that no dictionary has as one (驾撞, 能休) the rarest word in it."""
    cutter = tokenizer()
    return max(cutter.pieces(word), key=cutter.rarity)


def is_no_word(text: str) -> bool:
    """Whether a cut piece of Chinese is two characters that no dictionary has as a word."""
    return len(text) == 2 and not text.isascii() and not tokenizer().knows(text)
