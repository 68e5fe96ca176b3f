"""Reading the index for a query: the postings of its terms in each part of the index.

One statement reads it all, so that a query sees one state of the index whoever is writing.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from articles.models.policies.policy_choices import Publication
from articles.models.postgres.driver import copy_to
from articles.search.index.citation_counts import UNCOUNTED, Citedness
from articles.search.index.inversion import GRAMS, WORDS, ChapterPlaces, Head
from articles.search.index.packing import Postings, unpack
from articles.search.scoring.index_part import NOWHERE, Key, Part
from articles.search.scoring.segment_cache import Recalled, SegmentCache
from articles.search.scoring.unsegmented import (
    OutsideRow,
    WeighedRow,
    WeighedRows,
    outside_part,
    remembered_rows,
    weighed_rows,
)
from articles.search.settings.weights import Field

# A row a segment, a count of citations, an article outside segments (their arrays and texts only where the
# process does not remember them), the vacated places of a segment, a policy or an article the public may not
# read, a posting. The first column says which.
_BEGIN = """
COPY (
SELECT 0::int2, id, 0::int8, '', CASE WHEN known THEN NULL ELSE articles END,
    CASE WHEN known THEN NULL ELSE policies END, CASE WHEN known THEN NULL ELSE kinds END,
    CASE WHEN known THEN NULL ELSE chapter_of END, CASE WHEN known THEN NULL ELSE chapters END,
    CASE WHEN known THEN NULL ELSE chapter_lengths END
FROM (SELECT *, id = ANY(%(known)s::int8[]) AS known FROM articles_segment) AS segment
UNION ALL
SELECT -1::int2, segment_id, 0::int8, '', string_agg(int4send(position), ''), NULL, NULL, NULL, NULL, NULL
FROM articles_vacatedplace GROUP BY segment_id
UNION ALL
SELECT -2::int2, id, article_id, kind, int8send(policy) || int8send(chapter_key) || int8send(word_total),
    CASE WHEN known THEN NULL ELSE convert_to(title, 'UTF8') END,
    CASE WHEN known THEN NULL ELSE convert_to(context, 'UTF8') END,
    CASE WHEN known THEN NULL ELSE convert_to(folded, 'UTF8') END,
    CASE WHEN known THEN NULL ELSE convert_to(tokens, 'UTF8') END, NULL
FROM (
    SELECT *, id = ANY(%(weighed)s::int8[]) AS known FROM articles_indexedarticle WHERE segment_id IS NULL
) AS outside
UNION ALL
SELECT -3::int2, id, 0::int8, '', CASE WHEN known THEN NULL ELSE policies END,
    CASE WHEN known THEN NULL ELSE citing END, NULL, NULL, NULL, NULL
FROM (SELECT *, id = %(counted)s AS known FROM articles_citationcount) AS counted
UNION ALL
SELECT -4::int2, id, 0::int8, '', NULL, NULL, NULL, NULL, NULL, NULL
FROM articles_policy WHERE publication <> %(published)s
UNION ALL
SELECT -5::int2, id, 0::int8, '', NULL, NULL, NULL, NULL, NULL, NULL
FROM articles_article WHERE publication <> %(published)s
"""
_POSTINGS = """
UNION ALL
SELECT field, segment_id, 0::int8, term, packed, NULL, NULL, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(grams)s::text[]) AND field = ANY(%(gram_fields)s)
UNION ALL
SELECT field, segment_id, 0::int8, term, packed, NULL, NULL, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(words)s::text[]) AND field = ANY(%(word_fields)s)
"""
_END = ") TO STDOUT (FORMAT binary)"
_READ_STATE, _READ_ALL = _BEGIN + _END, _BEGIN + _POSTINGS + _END
_SEGMENT, _VACATED, _OUTSIDE, _COUNTED, _HIDDEN_POLICY, _HIDDEN_ARTICLE = 0, -1, -2, -3, -4, -5

_memory = SegmentCache()


@dataclass(frozen=True)
class Hidden:
    """The policies and the single articles that the public may not read: few, if any."""

    policies: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)

    def lets_see(self, policies: np.ndarray, articles: np.ndarray) -> np.ndarray:
        """Which of some articles, each with its policy, the public may read."""
        is_visible = np.ones(len(articles), bool)
        if self.policies:
            is_visible &= ~np.isin(policies, self.policies)
        if self.articles:
            is_visible &= ~np.isin(articles, self.articles)
        return is_visible


@dataclass(frozen=True)
class State:
    """The index as one statement saw it, without the postings: segments by id and their vacated places, rows
    outside segments, what the public may not read, and how often policies are cited."""

    heads: Mapping[int, Head]
    vacated: Mapping[int, np.ndarray]
    outside: Sequence[OutsideRow]
    weighed: Sequence[WeighedRow]
    hidden: Hidden
    citedness: Citedness


@dataclass(frozen=True)
class IndexReading:
    """The parts of the index, each of one article at least, with the postings of a query's terms (`grams` are
    those of its grams), and the state that they were read in. `reader` is what has read them."""

    parts: list[Part]
    state: State
    reader: IndexReader
    grams: frozenset[str] = frozenset()

    def more(self, gram_terms: Sequence[str], word_terms: Sequence[str]) -> IndexReading:
        """Read the postings of other terms from the same index."""
        return self.reader(gram_terms, word_terms, before=self)


class IndexReader(Protocol):
    """Reads the postings of these terms in every part of an index.

    `before` is what the same query has read of it already.
    """

    def __call__(
        self, gram_terms: Sequence[str], word_terms: Sequence[str], *, before: IndexReading | None = None
    ) -> IndexReading: ...


@dataclass
class _Rows:
    """The rows of one statement, by kind. `segments` are None where they are remembered; `known_citedness` is
    what is remembered of citations."""

    known_citedness: Citedness
    segments: dict[int, Head | None] = field(default_factory=dict)
    vacated: dict[int, np.ndarray] = field(default_factory=dict)
    outside: list[OutsideRow] = field(default_factory=list)
    postings: dict[tuple[int, Field, str], memoryview] = field(default_factory=dict)
    citedness: Citedness = UNCOUNTED
    hidden: Hidden = field(default_factory=Hidden)


def read_parts(
    gram_terms: Sequence[str], word_terms: Sequence[str], *, before: IndexReading | None = None
) -> IndexReading:
    """Read the stored index. Where all terms are remembered and `before` is given, its state is used again
    and the database is not asked."""
    recalled = _memory.recall(gram_terms, word_terms)
    if before and recalled.is_all_of(before.state.heads):
        return _index_reading(before.state, recalled.postings, gram_terms, word_terms)
    known_heads = recalled.segments or {}
    weighed = remembered_rows()
    rows = _read_rows(recalled, weighed)
    if recalled.segments is not None and known_heads.keys() != rows.segments.keys():
        _memory.forget()  # what is remembered lacks some
        return read_parts(gram_terms, word_terms)
    heads = {pk: head or known_heads[pk] for pk, head in rows.segments.items()}
    unpacked = _unpack_postings(rows, heads)
    _memory.keep(heads, recalled, unpacked, rows.citedness)
    outside_rows = weighed_rows(rows.outside, weighed)
    state = State(heads, rows.vacated, rows.outside, outside_rows, rows.hidden, rows.citedness)
    postings = {pk: {**recalled.postings.get(pk, {}), **unpacked.get(pk, {})} for pk in heads}
    return _index_reading(state, postings, gram_terms, word_terms)


def _index_reading(
    state: State,
    postings: Mapping[int, Mapping[Key, Postings]],
    gram_terms: Sequence[str],
    word_terms: Sequence[str],
) -> IndexReading:
    citedness = state.citedness
    parts = [
        Part(
            head,
            state.vacated.get(pk, NOWHERE),
            citedness.of_segment(pk, head.policies),
            postings.get(pk, {}),
        )
        for pk, head in state.heads.items()
    ]
    if state.outside:
        parts.append(outside_part(state.outside, state.weighed, gram_terms, word_terms, citedness))
    return IndexReading(parts, state, read_parts, frozenset(gram_terms))


def _unpack_postings(rows: _Rows, heads: Mapping[int, Head]) -> dict[int, dict[Key, Postings]]:
    postings: dict[int, dict[Key, Postings]] = {}
    for (pk, index_field, term), packed in rows.postings.items():
        head = heads[pk]
        size = len(head.chapters.keys) if index_field is Field.CHAPTER_WORDS else head.size
        postings.setdefault(pk, {})[index_field, term] = unpack(packed, size)
    return postings


def _read_rows(recalled: Recalled, weighed: WeighedRows) -> _Rows:
    """Ask the database for the state of the index, and for the postings that are not remembered."""
    parameters = {
        "weighed": list(weighed),
        "known": list(recalled.segments or ()),
        "published": Publication.PUBLISHED.value,
        "counted": recalled.citedness.number,
        "grams": list(recalled.missing_grams),
        "gram_fields": [GRAMS.text, GRAMS.around],
        "words": list(recalled.missing_words),
        "word_fields": [WORDS.text, WORDS.around, Field.CHAPTER_WORDS],
    }
    is_all_known = not recalled.missing_grams and not recalled.missing_words
    statement = _READ_STATE if is_all_known else _READ_ALL
    rows = _Rows(known_citedness=recalled.citedness)
    for kind, pk, *columns in _rows_of_copy(statement, parameters):
        (row_type,), (identity,) = _SMALL.unpack(kind), _BIG.unpack(pk)
        read_row = _READERS.get(row_type)
        if read_row:
            read_row(rows, identity, *columns)
        else:
            _, term, packed, *_ = columns
            rows.postings[identity, Field(row_type), str(term, "utf-8")] = packed
    return rows


# One reader for each kind of row. Its arguments are the id and the columns behind it, as in the statement.


def _read_segment(rows: _Rows, pk: int, _number: memoryview, _term: memoryview, *arrays: memoryview) -> None:
    is_known = not arrays[0]
    rows.segments[pk] = None if is_known else _head(*arrays)


def _read_vacated_places(
    rows: _Rows, segment: int, _number: memoryview, _term: memoryview, places: memoryview, *_: memoryview
) -> None:
    rows.vacated[segment] = _array(places, ">i4").astype("i8")


def _read_outside(
    rows: _Rows, pk: int, article: memoryview, kind: memoryview, numbers: memoryview, *texts: memoryview
) -> None:
    policy, chapter, total = _THREE.unpack(numbers)
    columns = (*_BIG.unpack(article), policy, str(kind, "utf-8"), chapter, total)
    *decoded, _ = (str(text, "utf-8") for text in texts)
    rows.outside.append(OutsideRow(pk, columns, *decoded))


def _read_citedness(
    rows: _Rows,
    number: int,
    _number: memoryview,
    _term: memoryview,
    policies: memoryview,
    citing: memoryview,
    *_: memoryview,
) -> None:
    is_known = number == rows.known_citedness.number
    citedness = Citedness(number, _array(policies, "<i8"), _array(citing, "<u4"))
    rows.citedness = rows.known_citedness if is_known else citedness


def _read_hidden_policy(rows: _Rows, pk: int, *_: memoryview) -> None:
    rows.hidden.policies.append(pk)


def _read_hidden_article(rows: _Rows, pk: int, *_: memoryview) -> None:
    rows.hidden.articles.append(pk)


_READERS: Mapping[int, Callable[..., None]] = {
    _SEGMENT: _read_segment,
    _VACATED: _read_vacated_places,
    _OUTSIDE: _read_outside,
    _COUNTED: _read_citedness,
    _HIDDEN_POLICY: _read_hidden_policy,
    _HIDDEN_ARTICLE: _read_hidden_article,
}


def _head(
    articles: memoryview,
    policies: memoryview,
    kinds: memoryview,
    of_article: memoryview,
    keys: memoryview,
    lengths: memoryview,
) -> Head:
    chapters = ChapterPlaces(_array(of_article, "<u2"), _array(keys, "<i8"), _array(lengths, "<f4"))
    return Head(_array(articles, "<i8"), _array(policies, "<i8"), _array(kinds, "<u1"), chapters)


def _array(value: memoryview, kind: str) -> np.ndarray:
    return np.frombuffer(bytes(value), kind)  # a copy: it is remembered longer than what else was read


# Rows come by COPY in PostgreSQL's binary format (its manual, COPY, "Binary Format"): a cursor would send
# each byte string as hexadecimal text, which takes most of a query's time.
_HEADER = 11 + 4 + 4  # signature, flags, length of an extension that no version writes
_COUNT, _LENGTH, _SMALL, _BIG, _THREE = map(struct.Struct, (">h", ">i", ">h", ">q", ">3q"))


def _rows_of_copy(statement: str, parameters: Mapping[str, object]) -> Iterator[list[memoryview]]:
    """The rows of a COPY statement, each field as its bytes; empty where it is NULL."""
    data, offset = copy_to(statement, parameters), _HEADER
    while True:
        (count,) = _COUNT.unpack_from(data, offset)
        if count < 0:
            return
        offset += _COUNT.size
        row = []
        for _ in range(count):
            (length,) = _LENGTH.unpack_from(data, offset)
            offset += _LENGTH.size
            row.append(data[offset : offset + max(length, 0)])
            offset += max(length, 0)
        yield row
