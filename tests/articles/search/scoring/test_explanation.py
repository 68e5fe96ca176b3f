"""The reasons of a result are the parts of its score: they add up to it, and each is where it says."""

import pytest

from articles.editing import save_article
from articles.search import search
from articles.search.index.segments import compact
from articles.search.scoring.explanation import BETWEEN, CHAPTER, explain

QUERIES = (
    "知识产权", "知识产权保护", "进口关税", "企业", "技术标准研究", "小公司贷款", "我们进口设备能免关税吗",
    "進口關稅", "“关键技术、共性技术”", "技术标准 -国际标准", "条:25 关税", "税", "条:25",
    "员工持股", "公司拖欠工资怎么办",
    "消化吸收再创新", "项目—人才—基地", "国际 合作 研究", "自主创新 自主创新", "ＧＯＶ 政府采购",
)  # fmt: skip


@pytest.fixture(params=["outside segments", "in a segment"])
def indexed_policy(request, shipped, monkeypatch):
    if request.param == "in a segment":
        monkeypatch.setattr("articles.search.index.segments._MANY", 8)
        compact()
    return shipped


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_add_up_to_the_score(indexed_policy, query):
    results = search(query, page_size=100)
    assert results.hits
    whys = explain(results.query, [hit.article.pk for hit in results.hits])
    for hit in results.hits:
        assert whys[hit.article.pk].total == pytest.approx(hit.score, abs=1e-3)


def test_laws_and_edits_are_explained_too(indexed_policy, import_text, article):
    import_text(
        "law", "中华人民共和国专利法\n第一章 总则\n第一条 国家保护专利权和知识产权。\n第二条 进口关税。\n"
    )
    changed = article(25)
    changed.text += "再免征关税。"
    save_article(changed)
    for query in ("知识产权", "进口关税", "专利法"):
        results = search(query, page_size=100)
        whys = explain(results.query, [hit.article.pk for hit in results.hits])
        for hit in results.hits:
            assert whys[hit.article.pk].total == pytest.approx(hit.score, abs=1e-3)


@pytest.mark.usefixtures("shipped")
class TestReasons:
    def why(self, query: str, article):
        query_read = search(query).query
        return explain(query_read, [article.pk]).get(article.pk)

    def test_each_word_of_the_query_is_a_reason_with_its_places(self, article):
        why = self.why("免征进口关税", article(25))
        assert [reason.word for reason in why.reasons] == ["免征", "进口关税", BETWEEN]
        assert why.reasons[0].places == ("正文", CHAPTER)
        heading = self.why("技术改造", article(13)).reasons[0]
        assert heading.places == ("正文", "章名条标", CHAPTER)

    def test_a_synonym_says_which_word_it_stands_for(self, article):
        why = self.why("小公司贷款", article(10))
        assert ("信贷", "贷款") in [(reason.word, reason.stands_for) for reason in why.reasons]

    def test_a_quotation_is_a_reason_of_its_own(self, article):
        assert self.why("免征进口关税", article(25)).literal_amount > 0
        assert self.why("关税 进口", article(25)).literal_amount == 0

    def test_the_rarer_word_adds_more(self, article):
        why = self.why("企业 期权", article(33))
        amounts = {reason.word: reason.amount for reason in why.reasons}
        assert amounts["期权"] > amounts["企业"]

    def test_an_article_without_any_of_the_words_has_no_reasons(self, article):
        assert self.why("期权", article(25)).reasons == ()

    def test_an_article_that_is_not_indexed_is_not_explained(self, article):
        unindexed = article(25)
        unindexed.indexed.delete()
        assert self.why("关税", unindexed) is None


@pytest.mark.usefixtures("shipped")
class TestPage:
    ASKED = {"q": "小公司贷款", "article": "gxblk-2009-232/10"}

    def test_it_is_a_page_of_its_own(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(9):
            response = client.get("/search/why/", self.ASKED)
        page = response.content.decode()
        assert "<h1>为什么是这一条</h1>" in page
        assert "同义于“贷款”" in page
        assert "HX-Request" in response["Vary"]

    def test_htmx_gets_the_table_only(self, client):
        page = client.get("/search/why/", self.ASKED, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "<table" in page

    def test_the_total_is_the_score_of_the_result(self, client):
        hit = next(hit for hit in search("小公司贷款").hits if hit.article.number == 10)
        assert f"{hit.score:.2f}" in client.get("/search/why/", self.ASKED).content.decode()

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"article": "gxblk-2009-232/10"}, "请给出检索词"),
            ({"q": "贷款"}, "请给出条文"),
            ({"q": "贷款", "article": "gxblk-2009-232/99"}, "没有“gxblk-2009-232/99”这一条"),
            ({"q": "贷款", "article": "第十条"}, "没有“第十条”这一条"),
            ({"q": "贷款", "article": "/"}, "没有“/”这一条"),
        ],
    )
    def test_what_cannot_be_explained_is_said(self, client, parameters, message):
        response = client.get("/search/why/", parameters)
        assert response.status_code == 400
        assert message in response.content.decode()
