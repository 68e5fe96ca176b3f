"""Laws that other documents rest on come first, where articles fit a question equally well."""

import pytest

from articles.models import CitationCount
from articles.search import search
from articles.search.index.citation_counts import recount_citations
from articles.search.index.consistency import index_problems
from articles.search.index.maintenance import compact_index

LAW = "第一条 押运人员遗失货箱的，应当赔偿。\n第二条 本法自公布之日起施行。\n"


@pytest.fixture
def two_laws(shipped, import_text):
    """Two laws of the same wording; the second, which is listed later, is cited by two rules."""
    import_text("first", f"货箱运输法\n{LAW}")
    import_text("second", f"货箱仓储法\n{LAW}")
    for slug, name in (("a", "甲"), ("b", "乙")):
        rule = "货箱办法\n第一条 根据《中华人民共和国货箱仓储法》制定本办法。\n第二条 略。\n"
        import_text(slug, f"{name}港{rule}")


def titles(query: str) -> list[str]:
    return [hit.article.policy.title for hit in search(query).hits]


def test_of_equal_articles_that_of_the_law_cited_more_often_comes_first(two_laws):
    CitationCount.objects.all().delete()
    assert titles("遗失货箱赔偿")[:2] == ["货箱运输法", "货箱仓储法"]
    compact_index()
    assert titles("遗失货箱赔偿")[:2] == ["货箱仓储法", "货箱运输法"]


def test_segments_give_the_same_order(two_laws, monkeypatch):
    monkeypatch.setattr("articles.search.index.segments._MANY", 4)
    compact_index()
    assert titles("遗失货箱赔偿")[:2] == ["货箱仓储法", "货箱运输法"]
    assert list(index_problems()) == []


def test_a_law_that_names_itself_is_not_cited_by_that(shipped, import_text):
    import_text("self", "货箱运输法\n第一条 《货箱运输法》所称货箱，是指木箱。\n第二条 略。\n")
    compact_index()
    assert bytes(CitationCount.objects.get().policies) == b""


def test_the_count_is_taken_anew_only_when_articles_have_changed(two_laws):
    compact_index()
    pk_before = CitationCount.objects.get().pk
    recount_citations()
    assert CitationCount.objects.get().pk == pk_before
    assert bytes(CitationCount.objects.get().citing) == (2).to_bytes(4, "little")


def test_a_count_that_does_not_fit_the_articles_is_reported(two_laws):
    compact_index()
    CitationCount.objects.update(citing=(7).to_bytes(4, "little"))
    assert "各文件被引用的次数与条文不符" in list(index_problems())
    CitationCount.objects.all().delete()
    assert "还没有统计各文件被引用的次数" in list(index_problems())
    compact_index()
    assert list(index_problems()) == []
