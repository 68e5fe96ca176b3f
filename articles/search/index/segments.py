"""Segments: articles indexed one by one are inverted together, and small segments are merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Count, F, Model, Sum

from articles.models import (
    CitationCount,
    IndexedArticle,
    KnownWord,
    NameStart,
    Posting,
    Segment,
    VacatedPlace,
    WordRemnant,
)
from articles.models.postgres.driver import copy_from
from articles.models.search.index import outside_segments
from articles.search.index.citation_counts import recount_citations
from articles.search.index.inversion import TEXT_COLUMNS, ChapterPlaces, Head, RowText, invert
from articles.search.index.packing import LARGEST_SEGMENT
from articles.search.settings.configuration import using_configuration
from articles.search.settings.weights import KINDS, Field

#: Scoring so many articles from their own rows costs a query some milliseconds; more are inverted. A process
#: remembers as many of them weighed (`articles.search.scoring.unsegmented`).
_MANY = 1_024
#: As many are inverted when nobody waits: one policy alone is then as quick to search.
_SOME = 16
#: A writer inverts no more than this while a person waits; the rest is for `compact`.
_WHILE_WRITING = 2_048
#: To merge segments costs as much as to make them: writers leave them until they are so many.
_TOO_MANY = 6
#: A large import merges small segments once they fill this share of a large one, which then stays.
_FULL = 0.85
#: Rows read at once: the texts of a whole segment are more than memory should hold.
_CHUNK = 1_000
#: Bytes sent by one COPY.
_BATCH = 1 << 20
#: Identifies the advisory lock that lets one transaction at a time rebuild segments.
_LOCK = 2009_0233
_COPY = f"COPY {Posting._meta.db_table} (term, field, segment_id, packed) FROM STDIN"
_READ = "SELECT id, {} FROM articles_indexedarticle WHERE id = ANY(%s::bigint[])"
_FREE = "SELECT id FROM articles_indexedarticle WHERE id = ANY(%(pks)s::bigint[]) FOR UPDATE SKIP LOCKED"
_KEPT = """
SELECT DISTINCT segment_id FROM articles_indexedarticle
WHERE segment_id = ANY(%(dissolved)s::bigint[]) AND id <> ALL(%(free)s::bigint[])
"""
_LEAVE = """
INSERT INTO articles_vacatedplace (segment_id, position)
SELECT segment_id, position FROM articles_indexedarticle
WHERE id = ANY(%(free)s::bigint[]) AND segment_id = ANY(%(kept)s::bigint[])
"""
_PLACE = """
UPDATE articles_indexedarticle row SET segment_id = %(segment)s, position = place.number - 1
FROM unnest(%(pks)s::bigint[]) WITH ORDINALITY AS place (id, number)
WHERE row.id = place.id AND row.id = ANY(%(free)s::bigint[])
"""
# An article that was changed meanwhile has another row by now: its place is vacant from the start.
_VACATE = """
INSERT INTO articles_vacatedplace (segment_id, position)
SELECT %(segment)s, place.number - 1 FROM unnest(%(pks)s::bigint[]) WITH ORDINALITY AS place (id, number)
WHERE NOT EXISTS (
    SELECT FROM articles_indexedarticle row WHERE row.id = place.id AND row.segment_id = %(segment)s
)
"""

# Segments that are gone leave room inside the table and its index. A row takes its columns and 80 bytes.
_IS_LOOSE = """
SELECT pg_total_relation_size(oid) > 1.2 * reltuples * (
    80 + (SELECT sum(avg_width) FROM pg_stats WHERE (schemaname, tablename) = (nspname, relname))
) FROM pg_class JOIN (SELECT oid AS its, nspname FROM pg_namespace) AS schema ON its = relnamespace
WHERE pg_class.oid = 'articles_posting'::regclass
"""
# Readers wait for the last three statements only, a few milliseconds.
_REWRITE_POSTINGS = """
SET LOCAL lock_timeout = '300ms';
CREATE TABLE articles_posting_new (LIKE articles_posting INCLUDING ALL);
INSERT INTO articles_posting_new SELECT * FROM articles_posting ORDER BY term, field, segment_id;
DROP TABLE articles_posting;
ALTER TABLE articles_posting_new RENAME TO articles_posting;
ALTER INDEX articles_posting_new_pkey RENAME TO articles_posting_pkey
"""


def compact_when_many() -> None:
    """Invert the articles outside segments once they are many, unless another process is doing it."""
    if outside_segments().count() >= _MANY:
        _invert_many()


@transaction.atomic
@using_configuration()  # else each term asks the database for weights and dictionary
def _invert_many() -> None:
    if _try_lock():
        _merge_into_one(at_least=_MANY, at_most=_WHILE_WRITING, fewest=_TOO_MANY)


def merge_when_many() -> None:
    """Merge small segments once they fill a large one, as during a large import, where nobody waits.

    The room that they leave is freed at once, for the segments that follow.
    """
    small = Segment.objects.filter(size__lt=_FULL * LARGEST_SEGMENT).aggregate(total=Sum("size"))["total"]
    if (small or 0) + outside_segments().count() < _FULL * LARGEST_SEGMENT:
        return
    if _merge_small() and not connection.in_atomic_block:
        _vacuum(IndexedArticle, Posting)


@transaction.atomic
@using_configuration()
def _merge_small() -> bool:
    outside = outside_segments().count()
    mergeable = Segment.objects.filter(pk__in=_mergeable(outside, at_most=LARGEST_SEGMENT, besides=()))
    if outside + sum(mergeable.values_list("size", flat=True)) < _FULL * LARGEST_SEGMENT or not _try_lock():
        return False
    return _merge_into_one(at_least=_MANY, at_most=LARGEST_SEGMENT, fewest=2)


@using_configuration()
def compact() -> bool:
    """Compact the index into segments of up to `LARGEST_SEGMENT`, and few smaller ones.

    Returns whether the segments have changed.
    """
    ids_before = _segment_ids()
    while _compact_once():
        pass
    with transaction.atomic():
        _wait_for_lock()
        recount_citations()
    return _segment_ids() != ids_before


# One segment a transaction: of a row that moves a second time, PostgreSQL checks the foreign key, which waits
# for an editor who holds the article, who waits for the row.
@transaction.atomic
def _compact_once() -> bool:
    _wait_for_lock()
    return _merge_into_one(at_least=_SOME, at_most=LARGEST_SEGMENT, fewest=1)


def vacuum_index() -> None:
    """Remove the index's dead rows and take its statistics (VACUUM ANALYZE), after many rows have changed.

    Autovacuum does so only after a minute or more; until then each query reads through all dead rows (6 of
    16 ms at 58,000 articles). Within a transaction it is left to autovacuum.
    Postings are written anew where they take much more room than they need.
    """
    if connection.in_atomic_block:
        return
    _vacuum(IndexedArticle, Posting, VacatedPlace, Segment, CitationCount, KnownWord, WordRemnant, NameStart)
    with suppress(OperationalError):  # somebody reads the table for long, as a backup does: another time
        _rewrite_postings()


@transaction.atomic
def _rewrite_postings() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_IS_LOOSE)
        if cursor.fetchone()[0] and _try_lock():
            cursor.execute(_REWRITE_POSTINGS)


def _vacuum(*tables: type[Model]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(table._meta.db_table)}")


def _wait_for_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _try_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _merge_into_one(*, at_least: int, at_most: int, fewest: int) -> bool:
    """Make one segment of articles outside segments and those of small segments, where these are `fewest`.

    Fewer than `at_least` articles outside are no reason to make one. Returns whether more may be left to do:
    False where nothing was done, or where somebody is changing some of these articles.
    """
    total = outside_segments().count()
    half_empty = _half_empty(at_most=at_most - total)
    mergeable = _mergeable(total + sum(half_empty.values()), at_most=at_most, besides=half_empty)
    if len(mergeable) < fewest:
        mergeable = []
    if total < at_least and len(mergeable) < 2 and not half_empty:
        return False
    dissolved = [*half_empty, *mergeable]
    rows = IndexedArticle.objects.in_segments(dissolved).order_by("article__policy", "article__position")
    pks = list(rows.values_list("pk", flat=True)[:at_most])
    return _move_rows(pks, _write_segment(pks), dissolved)


def _segment_ids() -> set[int]:
    return set(Segment.objects.values_list("pk", flat=True))


def _half_empty(*, at_most: int) -> dict[int, int]:
    """Segments that have lost half of their articles, each with how many are left; together `at_most`.

    One that has more left stays as it is: outside it they would cost each query seconds.
    """
    half_empty = Segment.objects.annotate(lost=Count("vacated")).filter(lost__gt=F("size") / 2)
    by_size = half_empty.annotate(left=F("size") - F("lost")).order_by("left")
    remaining_by_segment: dict[int, int] = {}
    for pk, remaining in by_size.values_list("pk", "left"):
        if remaining > at_most:
            break
        remaining_by_segment[pk] = remaining
        at_most -= remaining
    return remaining_by_segment


def _mergeable(total: int, *, at_most: int, besides: Collection[int]) -> list[int]:
    """The small segments `besides` some that together with `total` articles make one of at most `at_most`.

    From the smallest on, up to the largest that holds no more articles than all before it: what stays is
    larger than all that is smaller, so the number of segments grows with the logarithm of the articles. And
    an article that moves comes into a segment at least twice as large: it moves only so often.
    """
    segments = Segment.objects.exclude(pk__in=besides).annotate(left=F("size") - Count("vacated"))
    candidates, chosen_count = [], 0
    for pk, remaining in segments.order_by("left").values_list("pk", "left"):
        if total + remaining > at_most:
            break
        candidates.append(pk)
        if remaining <= total:
            chosen_count = len(candidates)
        total += remaining
    return candidates[:chosen_count]


def _write_segment(pks: Sequence[int]) -> Segment:
    """Write a segment of these indexed articles; `_move_rows` then assigns them to it."""
    head = _segment_head(pks)
    chapters = head.chapters
    segment = Segment.objects.create(
        size=len(pks),
        articles=head.articles.tobytes(),
        policies=head.policies.tobytes(),
        kinds=head.kinds.tobytes(),
        chapter_of=chapters.of_article.tobytes(),
        chapters=chapters.keys.tobytes(),
        chapter_lengths=chapters.lengths.tobytes(),
    )
    for lines in _batches(_posting_lines(segment.pk, pks, chapters)):
        copy_from(_COPY, lines)
    return segment


def _move_rows(pks: Sequence[int], segment: Segment, dissolved: Sequence[int]) -> bool:
    """Move rows to `segment` and delete the dissolved segments; returns whether all rows could be moved.

    A row that somebody is changing stays where it is, and its segment with it: waiting for one row while
    holding others could deadlock. Editors wait for this transaction only from here on.
    """
    parameters: dict[str, Any] = {"segment": segment.pk, "pks": list(pks), "dissolved": list(dissolved)}
    with connection.cursor() as cursor:
        cursor.execute(_FREE, parameters)
        parameters["free"] = free_rows = [pk for (pk,) in cursor]
        cursor.execute(_KEPT, parameters)
        parameters["kept"] = kept_segments = [pk for (pk,) in cursor]
        for statement in (_LEAVE, _PLACE, _VACATE):
            cursor.execute(statement, parameters)
    Segment.objects.filter(pk__in={*dissolved}.difference(kept_segments)).delete()
    return len(free_rows) == len(pks)


def _segment_head(pks: Sequence[int]) -> Head:
    """The head of these rows, in the order of `pks`; a row that is gone by now gets article 0."""
    columns_of = _read_columns(pks, Head.COLUMNS)
    return Head.of([columns_of.get(pk, (0, 0, KINDS[0], 0, 0)) for pk in pks])


def _read_columns(pks: Sequence[int], columns: Iterable[str]) -> dict[int, list[Any]]:
    """Columns of these rows, by their pk. In SQL: the ORM takes longer over so many ids than the server."""
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(", ".join(columns)), [list(pks)])
        return {pk: values for pk, *values in cursor}


def _posting_lines(segment: int, pks: Sequence[int], chapters: ChapterPlaces) -> Iterator[bytes]:
    """The postings of these rows as lines of COPY."""
    sizes = {field: len(pks) for field in Field} | {Field.CHAPTER_WORDS: len(chapters.keys)}
    fixed_columns = {field: f"\t{field.value}\t{segment}\t\\\\x" for field in Field}
    for field, term, postings in invert(lambda: _row_texts(pks, chapters)):
        escaped = term.replace("\\", "\\\\")
        yield f"{escaped}{fixed_columns[field]}{postings.pack(sizes[field]).hex()}\n".encode()


def _row_texts(pks: Sequence[int], chapters: ChapterPlaces) -> Iterator[RowText]:
    """The texts in the order of `pks`, each with the place of its chapter; empty where one is gone."""
    for start in range(0, len(pks), _CHUNK):
        chunk = pks[start : start + _CHUNK]
        texts_of = _read_columns(chunk, TEXT_COLUMNS)
        for place, pk in enumerate(chunk, start):
            yield RowText(int(chapters.of_article[place]), *texts_of.get(pk, ()))


def _batches(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines joined to pieces of about `_BATCH` bytes."""
    batch = bytearray()
    for line in lines:
        batch += line
        if len(batch) >= _BATCH:
            yield bytes(batch)
            batch.clear()
    yield bytes(batch)
