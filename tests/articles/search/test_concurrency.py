"""Searching while others write and while segments are rebuilt: real connections, real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from articles.editing import save_article
from articles.models import Article, IndexedArticle, KnownWord, Segment
from articles.search import search
from articles.search.index import segments
from articles.search.index.consistency import index_problems
from articles.search.index.maintenance import index_articles
from articles.search.index.segments import compact

EDITS = 8
WRITERS = 3
LAW = "".join(f"第{number}条 甲乙丙丁合同第{number}种。\n" for number in range(1, 61))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def law(shipped, import_text, monkeypatch):
    """Sixty articles, of which a handful makes a segment."""
    monkeypatch.setattr("articles.search.index.segments._MANY", 8)
    monkeypatch.setattr("articles.search.index.segments._SOME", 2)
    return import_text("law", f"某法\n{LAW}")


def numbers_found(query: str) -> list[int]:
    return sorted(hit.article.number for hit in search(query, page_size=100).hits)


def in_own_connection(act: Callable, *arguments: object) -> object:
    try:
        return act(*arguments)
    finally:
        connection.close()


def edit(writer: int) -> None:
    """Change an article time and again; each change is found at once, and what was there before is not."""
    article = Article.objects.get(policy__slug="law", number=writer + 1)
    text, marker_before = article.text, None
    for turn in range(EDITS):
        marker = f"zq{writer}x{turn}"
        article.text = f"{text}{marker}"
        save_article(article)
        assert numbers_found(marker) == [article.number], f"{marker} is not found after its commit"
        assert marker_before is None or numbers_found(marker_before) == [], f"{marker_before} is still found"
        marker_before = marker


def rebuild(done: Event) -> int:
    rounds = 0
    while not done.is_set():
        compact()
        rounds += 1
    return rounds


def watch(done: Event) -> int:
    """Every article is found exactly once, whichever state of the index a query meets."""
    rounds = 0
    while not done.is_set():
        assert numbers_found("合同") == list(range(1, 61))
        rounds += 1
    return rounds


def test_every_commit_is_found_at_once_while_others_write_and_segments_are_rebuilt(law):
    pks_before = set(Segment.objects.values_list("pk", flat=True))
    done = Event()
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        background = [pool.submit(in_own_connection, act, done) for act in (rebuild, watch)]
        writers = [pool.submit(in_own_connection, edit, writer) for writer in range(WRITERS)]
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        assert all(future.result() > 0 for future in background)
    assert set(Segment.objects.values_list("pk", flat=True)) != pks_before
    compact()
    assert numbers_found("合同") == list(range(1, 61))
    assert list(index_problems()) == []


def test_segments_are_rebuilt_around_an_article_that_somebody_is_changing(law):
    """Nobody waits in a circle: the editor goes on to other articles of the segment that is rebuilt."""
    compact()
    first, *others = Article.objects.filter(policy__slug="law").order_by("number")
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        for article in (first, *others[:40]):
            article.text = f"{article.text}变更"
            save_article(article)
            if article == first:
                assert pool.submit(in_own_connection, mix_up_segments).result(timeout=60)
    assert numbers_found("变更") == list(range(1, 42))
    assert numbers_found("合同") == list(range(1, 61))
    assert list(index_problems()) == []
    compact()
    assert numbers_found("变更") == list(range(1, 42))
    assert list(index_problems()) == []


def test_who_holds_an_article_is_not_waited_for_though_its_row_moves_twice(law, monkeypatch):
    """The editor would go on to wait for the row, and both for ever."""
    moves = iter([True, True, False])

    def move_all(**_limits: int) -> bool:
        rows, present = list(IndexedArticle.objects.values_list("pk", flat=True)), segments._segment_ids()
        return next(moves) and segments._move_rows(rows, segments._write_segment(rows), list(present))

    compact()
    monkeypatch.setattr(segments, "_merge_into_one", move_all)
    article = Article.objects.get(policy__slug="law", number=7)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Article.objects.locked().get(pk=article.pk)
        article.text = f"{article.text}变更"
        article.save()
        assert pool.submit(in_own_connection, compact).result(timeout=60)
        save_article(article)
    assert next(moves, None) is None
    assert numbers_found("变更") == [7]
    assert list(index_problems()) == []


def add_in_turn(words: dict[Article, str], turns: Barrier) -> None:
    """Change texts one by one in one transaction, as the update of a whole law does."""
    with transaction.atomic():
        for article, word in words.items():
            article.text = f"{article.text}{word}"
            save_article(article)
            turns.wait(timeout=60)


def test_two_long_updates_learn_the_same_words_in_opposite_order(law):
    first, second, third, fourth = Article.objects.filter(policy__slug="law").order_by("number")[:4]
    turns = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        updates = [
            pool.submit(in_own_connection, add_in_turn, {first: "翡翠", second: "螺旋桨"}, turns),
            pool.submit(in_own_connection, add_in_turn, {third: "螺旋桨", fourth: "翡翠"}, turns),
        ]
        for update in updates:
            update.result()
    assert KnownWord.objects.filter(text__in=["翡翠", "螺旋桨"]).count() == 2


def mix_up_segments() -> bool:
    """Have half of the law's last articles indexed anew, so that their segment is worth rebuilding."""
    pks_before = set(Segment.objects.values_list("pk", flat=True))
    index_articles(list(Article.objects.for_reading().filter(policy__slug="law", number__gt=22)))
    compact()
    return set(Segment.objects.values_list("pk", flat=True)) != pks_before
