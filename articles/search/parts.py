"""What a query needs of the index: for each part of it the postings of the query's terms.

One statement reads it all, so that a query sees one state of the index whoever is writing.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from django.db import connection

from articles.search.fields import Field
from articles.search.inversion import GRAMS, WORDS, Chapters, Head
from articles.search.memory import Memory
from articles.search.outside import outside_part
from articles.search.packing import unpack
from articles.search.part import Part

# A row a segment (its arrays only where the process does not remember them), a vacated place, an article
# outside segments, a posting. The first column says which.
_READ = """
COPY (
SELECT 0::int2, id, 0::int8, '', CASE WHEN known THEN NULL ELSE articles END,
    CASE WHEN known THEN NULL ELSE policies END, CASE WHEN known THEN NULL ELSE kinds END,
    CASE WHEN known THEN NULL ELSE chapter_of END, CASE WHEN known THEN NULL ELSE chapters END,
    CASE WHEN known THEN NULL ELSE chapter_lengths END
FROM (SELECT *, id = ANY(%(known)s::int8[]) AS known FROM articles_segment) AS segment
UNION ALL
SELECT -1::int2, segment_id, position::int8, '', NULL, NULL, NULL, NULL, NULL, NULL
FROM articles_vacatedplace
UNION ALL
SELECT -2::int2, id, article_id, kind, int8send(policy), int8send(chapter_key), int8send(word_total),
    NULL, NULL, NULL
FROM articles_indexedarticle WHERE segment_id IS NULL
UNION ALL
SELECT field, segment_id, 0::int8, term, packed, NULL, NULL, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(grams)s::text[]) AND field = ANY(%(gram_fields)s)
UNION ALL
SELECT field, segment_id, 0::int8, term, packed, NULL, NULL, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(words)s::text[]) AND field = ANY(%(word_fields)s)
) TO STDOUT (FORMAT binary)
"""
_SEGMENT, _VACATED, _OUTSIDE = 0, -1, -2

_memory = Memory()

Reader = Callable[[Sequence[str], Sequence[str]], list[Part]]
_reader: ContextVar[Reader | None] = ContextVar("reader of parts", default=None)


@contextmanager
def reading_with(reader: Reader) -> Iterator[None]:
    """Let queries read their parts from elsewhere: from an index that is only tried out."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


@dataclass(frozen=True)
class _Read:
    """The rows of one statement: new segments, places by segment, outside rows and postings read."""

    segments: dict[int, Head | None] = field(default_factory=dict)
    vacated: dict[int, list[int]] = field(default_factory=dict)
    outside: list[tuple] = field(default_factory=list)
    postings: dict[tuple[int, Field, str], memoryview] = field(default_factory=dict)


def read_parts(gram_terms: Sequence[str], word_terms: Sequence[str]) -> list[Part]:
    """Read every part of the index, as far as these terms ask; a part holds at least one article."""
    return (_reader.get() or read_stored_parts)(gram_terms, word_terms)


def read_stored_parts(gram_terms: Sequence[str], word_terms: Sequence[str]) -> list[Part]:
    recalled = _memory.recall(gram_terms, word_terms)
    known = recalled.segments or {}
    read = _read(known, recalled.missing_grams, recalled.missing_words)
    if (
        recalled.segments is not None and known.keys() != read.segments.keys()
    ):  # what is remembered lacks some
        _memory.forget()
        return read_stored_parts(gram_terms, word_terms)
    heads = {pk: head or known[pk] for pk, head in read.segments.items()}
    found = _unpacked(read, heads)
    _memory.keep(heads, recalled, found)
    parts = [
        Part(
            head,
            np.array(read.vacated.get(pk, ()), "i8"),
            {**recalled.postings.get(pk, {}), **found.get(pk, {})},
        )
        for pk, head in heads.items()
    ]
    outside = outside_part(read.outside, gram_terms, word_terms) if read.outside else None
    return [*parts, outside] if outside else parts


def _unpacked(read: _Read, heads: Mapping[int, Head]) -> dict[int, dict]:
    found: dict[int, dict] = {}
    for (pk, place, term), packed in read.postings.items():
        head = heads[pk]
        size = len(head.chapters.keys) if place is Field.CHAPTER_WORDS else head.size
        found.setdefault(pk, {})[place, term] = unpack(packed, size)
    return found


def _read(known: Mapping[int, Head], gram_terms: Sequence[str], word_terms: Sequence[str]) -> _Read:
    parameters = {
        "known": list(known),
        "grams": list(gram_terms),
        "gram_fields": [GRAMS.text, GRAMS.around],
        "words": list(word_terms),
        "word_fields": [WORDS.text, WORDS.around, Field.CHAPTER_WORDS],
    }
    read = _Read()
    for kind, pk, number, term, *values in _copied(_READ, parameters):
        (what,), (identity,) = _SMALL.unpack(kind), _BIG.unpack(pk)
        if what == _SEGMENT:
            read.segments[identity] = _head(*values) if values[0] else None
        elif what == _VACATED:
            read.vacated.setdefault(identity, []).append(*_BIG.unpack(number))
        elif what == _OUTSIDE:
            policy, chapter, total = (_BIG.unpack(value)[0] for value in values[:3])
            row = (*_BIG.unpack(number), policy, str(term, "utf-8"), chapter, total)
            read.outside.append((identity, row))
        else:
            read.postings[identity, Field(what), str(term, "utf-8")] = values[0]
    return read


def _head(
    articles: memoryview,
    policies: memoryview,
    kinds: memoryview,
    of_article: memoryview,
    keys: memoryview,
    lengths: memoryview,
) -> Head:
    chapters = Chapters(_array(of_article, "<u2"), _array(keys, "<i8"), _array(lengths, "<f4"))
    return Head(_array(articles, "<i8"), _array(policies, "<i8"), _array(kinds, "<u1"), chapters)


def _array(value: memoryview, kind: str) -> np.ndarray:
    return np.frombuffer(bytes(value), kind)  # a copy: it is remembered longer than what else was read


# Rows come by COPY in PostgreSQL's binary format (its manual, COPY, "Binary Format"): a cursor would send
# each byte string as hexadecimal text, which takes most of a query's time.
_HEADER = 11 + 4 + 4  # signature, flags, length of an extension that no version writes
_COUNT, _LENGTH, _SMALL, _BIG = (struct.Struct(form) for form in (">h", ">i", ">h", ">q"))


def _copied(statement: str, parameters: Mapping[str, object]) -> Iterator[list[memoryview]]:
    """The rows of a COPY statement, each field as its bytes; empty where it is NULL."""
    buffer = BytesIO()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(cursor.mogrify(statement, parameters), buffer)
    data, offset = buffer.getbuffer(), _HEADER
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
