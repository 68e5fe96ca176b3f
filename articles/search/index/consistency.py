"""Check whether the index agrees with the articles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from articles.models import Article, CitationCount, IndexedArticle, Segment
from articles.models.search.index import postings_of, unindexed_articles
from articles.search.index.citation_counts import count_citations, counted_state
from articles.search.index.inversion import RowText, invert
from articles.search.index.maintenance import cut_text, index_fingerprint
from articles.search.index.packing import Postings, unpack
from articles.search.settings.configuration import using_configuration
from articles.search.settings.weights import Field
from articles.text.wording.characters.folding import fold

_NAMED = 20


def index_problems() -> Iterator[str]:
    """Yield each disagreement in Chinese: rows against articles, segments against rows, postings against
    both. Reads the whole index."""
    with using_configuration():
        yield from _stale_articles()
        yield from _wrong_texts()
        for segment in Segment.objects.all():
            yield from _wrong_places(segment)
            yield from _wrong_postings(segment)
        yield from _wrong_citations()


def _stale_articles() -> Iterator[str]:
    stale = unindexed_articles(index_fingerprint())
    for article in stale.for_reading()[:_NAMED]:
        yield f"{article.short_citation}：索引里没有，或不是现在的内容"
    if (more := stale.count() - _NAMED) > 0:
        yield f"另有 {more} 条索引里没有，或不是现在的内容"


def _wrong_texts() -> Iterator[str]:
    rows = IndexedArticle.objects.select_related("article__policy")
    for row in rows.iterator(chunk_size=500):
        article = row.article
        current = cut_text(heading=article.heading, text=article.text)
        stored = (row.folded, row.tokens, row.title, row.policy)
        if stored != (current.folded, current.tokens, fold(article.policy.title), article.policy_id):
            yield f"{article.short_citation}：索引里的文字或用词与条文不符"


def _wrong_places(segment: Segment) -> Iterator[str]:
    articles = np.frombuffer(segment.articles, "<i8")
    vacated = set(segment.vacated.values_list("position", flat=True))
    articles_by_place = dict(segment.members.values_list("position", "article_id"))
    for place, article in enumerate(articles.tolist()):
        if place in vacated and place in articles_by_place:
            yield f"索引段 {segment.pk} 的第 {place} 位既空出又被占用"
        elif place not in vacated and articles_by_place.get(place) != article:
            yield f"索引段 {segment.pk} 的第 {place} 位不是它所说的条文 {article}"


def _wrong_postings(segment: Segment) -> Iterator[str]:
    rows = {row.position: row for row in segment.members.all() if row.position is not None}
    chapter_places = np.frombuffer(segment.chapter_of, "<u2").tolist()
    is_live = np.zeros(segment.size, bool)
    is_live[list(rows)] = True
    expected: dict[tuple[Field, str], Postings] = {
        (field, term): postings
        for field, term, postings in invert(lambda: _row_texts(rows, segment.size, chapter_places))
        if field is not Field.CHAPTER_WORDS  # also counts what has gone since: it is no sum of live rows
    }
    for field in set(Field) - {Field.CHAPTER_WORDS}:
        for term, packed in postings_of(segment, field).iterator(chunk_size=2_000):
            stored = _dense_values(unpack(packed, segment.size), segment.size) * is_live
            expected_postings = expected.pop((field, term), None)
            if not np.array_equal(stored, _dense_values(expected_postings, segment.size)):
                yield f"索引段 {segment.pk} 里“{term}”的条文与原文不符"
    for _, term in islice(expected, _NAMED):
        yield f"索引段 {segment.pk} 里没有“{term}”"


def _wrong_citations() -> Iterator[str]:
    """A count may be older than the index (it lags behind edits), but not say otherwise of the same rows."""
    stored_count = CitationCount.objects.first()
    if stored_count is None:
        yield "还没有统计各文件被引用的次数"
    elif stored_count.state == counted_state():
        current_counts = tuple(array.tobytes() for array in count_citations())
        if current_counts != (bytes(stored_count.policies), bytes(stored_count.citing)):
            yield "各文件被引用的次数与条文不符"


def _row_texts(rows: dict[int, IndexedArticle], size: int, chapter_places: list[int]) -> Iterator[RowText]:
    for place in range(size):
        row = rows.get(place)
        texts = (row.folded, row.tokens, row.context, row.title) if row else ()
        yield RowText(chapter_places[place], *texts)


def _dense_values(postings: Postings | None, size: int) -> np.ndarray:
    values = np.zeros(size, "u1")
    if postings:
        places = postings.places()
        values[places] = postings.at(places)
    return values


def index_size() -> str:
    return f"{Article.objects.count()} 条条文、{Segment.objects.count()} 个索引段"
