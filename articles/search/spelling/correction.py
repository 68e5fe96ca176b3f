"""Spelling correction of queries that find nothing, or only near misses, by the knowledge base's own words.

The query is cut anew along known words (a shortest path): a stretch of it may stand for the word that it
spells, for one that sounds the same or nearly so, for one that is a slip of the pen away, for the pinyin or
the initials of one. What the knowledge base holds as typed, what is a word of its own, and the function words
between (有没有, 的, 和) stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from articles.models.search.words import known_words
from articles.reading.names.misspelt_names import misspelt_name
from articles.search.queries.analysis import Query
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.question_words import function_words, question_words
from articles.search.scoring.literal_matches import word_occurrences
from articles.search.scoring.postings import IndexReading
from articles.search.spelling.candidates import (
    CandidatesByEnd,
    SpellingCandidate,
    SpellingKind,
    candidates_of,
)
from articles.search.spelling.letters import Letters, count_chinese, is_latin, letters_of
from articles.text.wording.characters.folding import fold

#: Characters of a query that is read again; a longer one is a sentence that tells enough without.
_LONGEST_QUERY = 20
_SHORT_QUERY = 12
_LONGEST_LETTERS = 80
_LONG = 4
#: Rarity (`Tokenizer.rarity`) up to which a character is a word by itself: 上 5.5, 买 8.6, but 创 10.0.
_EVERYDAY = 9.0
#: Candidates whose costs differ by less are rivals, unless one is used so many times as often as the other.
_CLOSE = 0.2
_FAR_MORE_USED = 4


@dataclass(frozen=True)
class Correction:
    """What the query seems to mean: certain enough to search for at once, or only to be offered.

    `typed` is the query as it was, `text` as it is read.
    """

    typed: str
    text: str
    is_certain: bool


def correction_of(
    query: Query, *, is_weak: bool, unmatched: Sequence[str], reading: IndexReading
) -> Correction | None:
    """Correct `query`; None where it needs no correction. `is_weak` says that nothing strong was found,
    `unmatched` are the words that no article holds, `reading` is what has been read of the index."""
    if not _may_be_corrected(query):
        return None
    is_odd = is_weak or _has_unexplained_word(query, unmatched)
    named = _document_name_correction(query, reading)
    if named and (is_odd or named.is_certain):  # 食品安全法实施条列: some text has 条列 too
        return named
    if not is_odd:
        return None
    letters = letters_of(query.literal)
    if not (is_weak or _looks_mistyped(letters, meant_words=_words_of_similar_questions(query))):
        return None
    candidates = candidates_of(letters)
    path = _best_path(letters, candidates, reading, everyday=[synonym.word for synonym in query.meanings])
    changes = [piece for piece in path if piece.is_change]
    text = _corrected_text(letters, path)
    if text == query.literal or not changes:
        return None
    is_speech = _is_speech(query, letters, changes)
    is_certain = all(_is_certain(letters, piece, candidates, is_speech=is_speech) for piece in changes)
    # A sentence that has its answer gets no advice about its wording.
    is_offered = is_certain or is_weak or (_is_short(letters) and not is_speech)
    return Correction(query.text, text, is_certain) if is_offered else None


def _document_name_correction(query: Query, reading: IndexReading) -> Correction | None:
    """The correction of a document's name; only offered where texts hold what was typed: 公司发行."""
    misspelt = misspelt_name(query.literal)
    if misspelt is None or (known_words([misspelt.typed]) and misspelt.text == misspelt.name):
        return None  # 刑罚 is a word; in 刑罚第264条 it is the name of a law
    is_certain = not word_occurrences([misspelt.typed], reading).in_texts
    return Correction(query.text, misspelt.text, is_certain)


def _may_be_corrected(query: Query) -> bool:
    """Whether the query is short enough and has no operators."""
    if query.phrases or query.excluded or query.filters or not 1 < len(query.literal) <= _LONGEST_LETTERS:
        return False
    return count_chinese(query.literal) <= _LONGEST_QUERY


def _has_unexplained_word(query: Query, unmatched: Sequence[str]) -> bool:
    """Whether a word is a single character, or held by no article, and no synonym explains it."""
    everyday_words = "\n".join(synonym.word for synonym in query.expansions)
    odd_words = (word.text for word in query.words if len(word.text) == 1 or word.text in unmatched)
    return any(text not in everyday_words for text in odd_words)


def _is_short(letters: Letters) -> bool:
    return count_chinese(letters.text) <= _SHORT_QUERY


def _is_speech(query: Query, letters: Letters, changes: Sequence[SpellingCandidate]) -> bool:
    """Whether the query is how people speak: besides what is changed it has everyday words or words that
    hold a sentence together. Nearly every two or three characters of speech sound like some word of a law
    (债要 in 结婚前欠的债要一起还吗 like 摘要)."""
    changed_tokens = {token for piece in changes for token in letters.touched(piece.start, piece.end)}
    other_words = {letters.text[slice(*token)] for token in letters.tokens if token not in changed_tokens}
    stretches = [letters.text[piece.start : piece.end] for piece in changes]
    is_everyday = any(not any(synonym.word in stretch for stretch in stretches) for synonym in query.meanings)
    return is_everyday or not other_words.isdisjoint(function_words() | question_words())


def _words_of_similar_questions(query: Query) -> frozenset[str]:
    """The words of the everyday questions that the query is like."""
    similar_questions = query.weighted_terms.similar_questions.values()
    questions = (similar.question for similar in similar_questions if similar.finds)
    return frozenset(word for question in questions for word in tokenizer().cut(fold(question)))


def _looks_mistyped(letters: Letters, *, meant_words: Collection[str]) -> bool:
    """Whether anything is odd: a single character in a short query; in a sentence, whose words people choose
    themselves, what is no word, be it one token or two characters in a row.

    `meant_words` are the words of questions that the query is like: these are meant.
    """
    odd_tokens = [
        token
        for token in letters.tokens
        if not letters.is_expected(token) and letters.text[slice(*token)] not in meant_words
    ]
    if _is_short(letters):
        return bool(odd_tokens)
    wordless_tokens = [token for token in odd_tokens if not letters.is_word(token)]
    in_a_row = ((left[0], right[1]) for left, right in pairwise(wordless_tokens) if left[1] == right[0])
    long_tokens = (token for token in wordless_tokens if token[1] - token[0] > 1)
    return any(_is_rare(letters.text[slice(*stretch)]) for stretch in chain(long_tokens, in_a_row))


def _is_rare(stretch: str) -> bool:
    """Whether it has a character that is no everyday word by itself: 上大 in 上大项目 has none."""
    return any(tokenizer().rarity(character) > _EVERYDAY for character in stretch)


def _best_path(
    letters: Letters, candidates: CandidatesByEnd, reading: IndexReading, *, everyday: Sequence[str]
) -> list[SpellingCandidate]:
    """The cheapest way through the query that changes nothing the knowledge base holds letter by letter, and
    no everyday word that it knows the wording of."""
    while True:
        path = _shortest_path(letters, candidates)
        pieces = {letters.text[piece.start : piece.end]: piece for piece in path if piece.is_change}
        chinese = [text for text in pieces if not _has_latin(text)]
        losing_texts = {
            text for text in chinese if any(_loses(pieces[text], text, word) for word in everyday)
        }
        refused_pieces = [pieces[text] for text in losing_texts | word_occurrences(chinese, reading).in_texts]
        if not refused_pieces:
            return path
        for piece in refused_pieces:
            candidates[piece.end].remove(piece)


def _loses(piece: SpellingCandidate, typed: str, word: str) -> bool:
    """Whether a change would take an everyday word out of the query."""
    return typed in word or (word in typed and word not in piece.text)


def _has_latin(text: str) -> bool:
    return any(map(is_latin, text))


def _shortest_path(letters: Letters, candidates: CandidatesByEnd) -> list[SpellingCandidate]:
    costs, last = {0: 0.0}, dict[int, SpellingCandidate]()
    for place in range(1, len(letters.text) + 1):
        pieces = (piece for piece in candidates.get(place, ()) if piece.start in costs)
        ways = [(costs[piece.start] + piece.cost, piece) for piece in pieces]
        if ways:
            costs[place], last[place] = min(ways, key=lambda way: (way[0], way[1].text))
    path, place = list[SpellingCandidate](), len(letters.text)
    while place:
        piece = last[place]
        path.append(piece)
        place = piece.start
    return path[::-1]


def _is_certain(
    letters: Letters, piece: SpellingCandidate, candidates: CandidatesByEnd, *, is_speech: bool
) -> bool:
    same_place = (other for other in candidates[piece.end] if other.start == piece.start and other.is_change)
    rivals = [
        other.weight for other in same_place if other.text != piece.text and other.cost < piece.cost + _CLOSE
    ]
    if rivals and piece.weight < _FAR_MORE_USED * max(rivals):
        return False
    if is_speech and not _is_unmistakable(letters, piece):
        return False
    typed = letters.text[piece.start : piece.end]
    shared = len(set(typed) & set(piece.text))
    match piece.kind:
        case SpellingKind.SAME_SOUND:
            return shared > 0
        case SpellingKind.NEAR_SOUND:
            return len(piece.text) > 2 and (is_latin(typed) or shared >= len(piece.text) - 1)
        case SpellingKind.SLIP:
            return len(piece.text) > 3
        case _:
            return True


def _is_unmistakable(letters: Letters, piece: SpellingCandidate) -> bool:
    """Whether even speech can hardly mean anything else: letters for Chinese; a long word of the same sound,
    which is no word with a character beside it as typed (未成年|骑, 未成年期)."""
    if piece.kind is SpellingKind.SAME_SOUND:
        words = [token for token in letters.touched(piece.start, piece.end) if letters.is_word(token)]
        return len(piece.text) >= _LONG and not any(end - start >= _LONG - 1 for start, end in words)
    return piece.kind in (SpellingKind.PINYIN, SpellingKind.INITIALS)


def _corrected_text(letters: Letters, path: Sequence[SpellingCandidate]) -> str:
    """The query as it is read; a space stays where it stood between two pieces."""
    spaced = ((" " if piece.start in letters.gaps else "", piece.text) for piece in path)
    return "".join(space + text for space, text in spaced)
