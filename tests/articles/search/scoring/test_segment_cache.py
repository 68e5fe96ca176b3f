"""What a process remembers of the index, with several queries at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from articles.search.index.citation_counts import UNCOUNTED
from articles.search.index.packing import Postings
from articles.search.scoring import segment_cache
from articles.search.scoring.segment_cache import SegmentCache
from articles.search.settings.weights import Field

TERMS = ["甲", "乙", "丙", "丁"]


def postings_of(*terms: str) -> dict:
    return {1: {(Field.TEXT_WORDS, term): Postings(np.arange(50), np.ones(50, "u1")) for term in terms}}


@pytest.fixture
def cache(monkeypatch) -> SegmentCache:
    """A memory that has room for two terms."""
    monkeypatch.setattr(segment_cache, "_MOST_BYTES", 2 * segment_cache._size(postings_of("甲")))
    return SegmentCache()


def ask(cache: SegmentCache, *terms: str, before_keeping: Barrier | None = None) -> tuple[str, ...]:
    """Recall terms, read those that are missing, and keep them; as a query does. Says which were missing."""
    recalled = cache.recall([], list(terms))
    if before_keeping:
        before_keeping.wait(timeout=30)
    cache.keep({1: None}, recalled, postings_of(*recalled.missing_words), UNCOUNTED)
    return recalled.missing_words


def test_a_term_that_two_queries_miss_at_once_is_counted_once(cache):
    ask(cache, "甲")
    both_have_missed_it = Barrier(2)
    with ThreadPoolExecutor(2) as queries:
        answers = [queries.submit(ask, cache, "乙", before_keeping=both_have_missed_it) for _ in range(2)]
        assert [answer.result() for answer in answers] == [("乙",), ("乙",)]
    assert ask(cache, "甲", "乙") == ()  # there is still room for both


def test_what_has_no_room_is_forgotten_and_read_again(cache):
    for _ in range(3):
        for term in TERMS:
            assert ask(cache, term) == (term,)
    assert ask(cache, "丙", "丁") == ()


def test_more_than_there_is_room_for_is_never_an_error(cache):
    assert ask(cache, *TERMS) == tuple(TERMS)
    assert ask(cache, *TERMS) == ("甲", "乙")
