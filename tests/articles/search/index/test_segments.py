"""Segments: inverted articles are found as those outside are, and every edit is seen at once."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.editing import save_article
from articles.models import IndexedArticle, Posting, Segment, VacatedPlace
from articles.models.postgres.removal import remove_for_good, remove_policy
from articles.search import search
from articles.search.index import segments
from articles.search.index.consistency import index_problems
from articles.search.index.maintenance import ensure_index, index_articles
from articles.search.index.segments import compact, compact_when_many
from articles.search.scoring.postings import read_parts

QUERIES = ("知识产权", "进口关税", "企业", "技术标准", "小公司贷款", "国际合作", "的", "zzz")


@pytest.fixture
def one_segment(shipped):
    """The shipped policy in a segment, as each start leaves it."""
    compact()
    assert Segment.objects.count() == 1
    assert not IndexedArticle.objects.filter(segment=None).exists()
    return shipped


def numbers_and_scores(query: str) -> list[tuple[int, float]]:
    return [(hit.article.number, round(hit.score, 2)) for hit in search(query, page_size=40).hits]


def test_articles_score_the_same_in_a_segment_and_outside(one_segment):
    scores_inside = [numbers_and_scores(query) for query in QUERIES]
    Segment.objects.all().delete()
    assert IndexedArticle.objects.filter(segment=None).count() == 34
    assert [numbers_and_scores(query) for query in QUERIES] == scores_inside


def test_a_single_edit_leaves_the_segments_alone(one_segment):
    pk_before = Segment.objects.get().pk
    index_articles([one_segment.articles.for_reading().get(number=18)])
    compact()
    assert Segment.objects.get().pk == pk_before
    assert IndexedArticle.objects.filter(segment=None).count() == 1


def test_an_edit_is_found_at_the_next_query_and_the_old_text_is_not(one_segment):
    article = one_segment.articles.get(number=18)
    article.text = article.text.replace("标龄", "榫卯")
    save_article(article)
    assert [number for number, _ in numbers_and_scores("榫卯")] == [18]
    assert numbers_and_scores("标龄") == []
    assert VacatedPlace.objects.count() == 1
    assert list(index_problems()) == []


def test_a_deleted_article_is_not_found_and_leaves_its_place(one_segment):
    remove_for_good(one_segment.articles.filter(number=18))
    assert numbers_and_scores("标龄") == []
    assert VacatedPlace.objects.count() == 1
    remove_policy(one_segment)
    assert numbers_and_scores("知识产权") == []


def test_a_segment_that_lost_half_of_its_articles_is_rebuilt(one_segment):
    pk_before = Segment.objects.get().pk
    remove_for_good(one_segment.articles.filter(number__gt=10))
    compact()
    assert Segment.objects.get().pk != pk_before
    assert Segment.objects.get().size == 10
    assert not VacatedPlace.objects.exists()
    assert list(index_problems()) == []


def test_a_writer_leaves_a_half_empty_segment_that_is_too_large_for_it(one_segment, monkeypatch):
    monkeypatch.setattr("articles.search.index.segments._MANY", 4)
    monkeypatch.setattr("articles.search.index.segments._WHILE_WRITING", 8)
    pk_before = Segment.objects.get().pk
    articles = list(one_segment.articles.for_reading())
    for start in range(0, 24, 4):
        index_articles(articles[start : start + 4])
        compact_when_many()
        assert IndexedArticle.objects.filter(segment=None).count() < 4
    assert VacatedPlace.objects.filter(segment=pk_before).count() == 24
    assert list(index_problems()) == []
    compact()
    assert Segment.objects.get().size == 34
    assert list(index_problems()) == []


def test_a_writer_inverts_what_has_become_many_after_its_commit(
    one_segment, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("articles.search.index.segments._MANY", 4)
    with django_capture_on_commit_callbacks(execute=True):
        index_articles(list(one_segment.articles.for_reading()[:4]))
        assert IndexedArticle.objects.filter(segment=None).count() == 4
    assert not IndexedArticle.objects.filter(segment=None).exists()
    assert list(index_problems()) == []


def test_an_edit_stands_although_inverting_fails_afterwards(
    one_segment, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("articles.search.index.segments._MANY", 1)
    monkeypatch.setattr("articles.search.index.segments._WHILE_WRITING", "broken")
    article = one_segment.articles.get(number=18)
    article.text = article.text.replace("标龄", "榫卯")
    with django_capture_on_commit_callbacks(execute=True):
        save_article(article)
    assert [number for number, _ in numbers_and_scores("榫卯")] == [18]


def test_small_segments_are_merged(one_segment, import_text):
    law = "".join(f"第{number}条 甲乙丙丁合同第{number}种。\n" for number in range(1, 41))
    import_text("law", f"某法\n{law}")
    compact()
    assert Segment.objects.count() == 1
    assert Segment.objects.get().size == 34 + 40
    assert search("合同", sources=()).count == 40
    assert list(index_problems()) == []


def test_what_is_remembered_of_segments_does_not_outlive_them(one_segment):
    assert numbers_and_scores("期权")
    Segment.objects.all().delete()
    assert [part.size for part in read_parts(["期"], ["期权"]).parts] == [34]
    assert numbers_and_scores("期权")


class TestCheck:
    def test_an_index_that_agrees_has_no_problems(self, one_segment):
        assert list(index_problems()) == []

    def test_a_wrong_text_and_a_wrong_posting_are_found(self, one_segment, capsys):
        row = IndexedArticle.objects.get(article__number=18)
        IndexedArticle.objects.filter(pk=row.pk).update(folded="榫卯", tokens="榫卯")
        problems = "\n".join(index_problems())
        assert "第十八条：索引里的文字或用词与条文不符" in problems
        assert "里没有“榫卯”" in problems
        assert "里“标龄”的条文与原文不符" in problems
        with pytest.raises(SystemExit):
            call_command("check_index")

    def test_a_missing_article_is_found_and_reindex_mends_it(self, one_segment):
        IndexedArticle.objects.filter(article__number=18).delete()
        assert any("第十八条" in problem for problem in index_problems())
        call_command("reindex")
        assert list(index_problems()) == []

    def test_everything_can_be_rebuilt(self, one_segment):
        pks_before = set(IndexedArticle.objects.values_list("pk", flat=True))
        call_command("reindex", all=True)
        assert not pks_before & set(IndexedArticle.objects.values_list("pk", flat=True))
        assert list(index_problems()) == []
        assert ensure_index() == "索引完整（34 条）"


def test_postings_written_close_together_are_the_same_table(shipped, monkeypatch):
    """The next migration finds the key by its name, and searches find what they found."""
    results_before = search("知识产权", page_size=50)
    monkeypatch.setattr(segments, "_IS_LOOSE", "SELECT true")
    segments._rewrite_postings()
    connection.check_constraints()
    with connection.cursor() as cursor:
        keys = connection.introspection.get_constraints(cursor, Posting._meta.db_table)
    assert keys["articles_posting_pkey"]["columns"] == ["term", "field", "segment_id"]
    assert [hit.article for hit in search("知识产权", page_size=50).hits] == [
        hit.article for hit in results_before.hits
    ]
    assert list(index_problems()) == []
