"""Segments: what has been indexed one by one is inverted together, and small segments into larger ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.db import connection, transaction

from articles.models import IndexedArticle, Posting, Segment
from articles.models.search_index import outside_segments
from articles.search.inversion import LARGEST_SEGMENT, Packed, chapters_of, invert, kinds_of

#: Scoring so many articles from their own rows costs a query 3 ms; more are inverted.
_MANY = 256
#: A segment is rebuilt together with the new articles unless it is so many times as large as all of them.
_FAR_LARGER = 4
#: A writer inverts no more than this while a person waits; the rest is for `compact`.
_WHILE_WRITING = 2_048
#: Identifies the advisory lock that lets one transaction at a time rebuild segments.
_LOCK = 2009_0233
_COPY = f"COPY {Posting._meta.db_table} (term, field, segment_id, packed) FROM STDIN"
_PLACE = """
UPDATE articles_indexedarticle SET segment_id = %s, position = place.ordinality - 1
FROM unnest(%s::bigint[]) WITH ORDINALITY AS place (id, ordinality) WHERE articles_indexedarticle.id = place.id
"""


@transaction.atomic(savepoint=False)
def compact_when_many() -> None:
    """Invert the articles outside segments once they are many. Another transaction at it is not waited for."""
    if outside_segments().count() >= _MANY and _is_ours_alone():
        _rebuild(at_most=_WHILE_WRITING)


@transaction.atomic
def compact() -> None:
    """Bring the index into its best form: as few segments as `LARGEST_SEGMENT` allows, where it pays."""
    if outside_segments().count() < _MANY and not _has_small_segments():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    while _rebuild(at_most=LARGEST_SEGMENT):
        pass


def _is_ours_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return cursor.fetchone()[0]


def _has_small_segments() -> bool:
    return len(_mergeable(0, at_most=LARGEST_SEGMENT)) > 1


def _rebuild(*, at_most: int) -> bool:
    """Make one segment of articles outside segments and those of small segments; say whether more is left."""
    total = outside_segments().count()
    merged = _mergeable(total, at_most=at_most)
    if total < _MANY and len(merged) < 2:
        return False
    Segment.objects.filter(pk__in=merged).delete()  # their articles are outside segments now
    rows = list(outside_segments().order_by("article__policy", "article__position")[:at_most])
    _write(rows)
    return True


def _mergeable(total: int, *, at_most: int) -> list[int]:
    """The small segments that together with `total` articles make one of at most `at_most`."""
    chosen = []
    for pk, size in Segment.objects.order_by("size").values_list("pk", "size"):
        if total + size > at_most or (total and size > _FAR_LARGER * total):
            break
        chosen.append(pk)
        total += size
    return chosen


def _write(rows: Sequence[IndexedArticle]) -> None:
    chapters = chapters_of(rows)
    segment = Segment.objects.create(
        size=len(rows),
        kinds=kinds_of(rows).tobytes(),
        chapter_of=chapters.of_article.tobytes(),
        chapters=chapters.keys.tobytes(),
        chapter_lengths=chapters.lengths.tobytes(),
    )
    with connection.cursor() as cursor:
        for lines in _batches(_line(segment.pk, one) for one in invert(rows)):
            cursor.copy_expert(_COPY, StringIO("".join(lines)))
        # An article that is changed meanwhile has another row by now: its place here stays empty.
        cursor.execute(_PLACE, [segment.pk, [row.pk for row in rows]])


def _line(segment: int, one: Packed) -> str:
    packed = one.positions.tobytes() + one.frequencies.tobytes()
    term = one.term.replace("\\", "\\\\")
    return f"{term}\t{one.field.value}\t{segment}\t\\\\x{packed.hex()}\n"


def _batches(lines: Iterable[str], size: int = 20_000) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch
