"""Queries are corrected by the knowledge base's own words, told about, and never against what it holds."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.models import KnownWord
from articles.models.postgres.removal import remove_for_good
from articles.search import search
from articles.search.index.maintenance import ensure_index
from articles.search.queries.analysis import analyse_query
from articles.search.scoring.postings import read_parts
from articles.search.settings.configuration import shipped_configuration, using_configuration
from articles.search.spelling.correction import correction_of

pytestmark = pytest.mark.usefixtures("shipped")

LAW = """某市试验办法

第一条 消防技术服务机构应当取得螺旋桨检修许可。
第二条 螺旋桨检修人员须持证上岗。
"""


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("zhishichanquan", "知识产权"),
        ("zhi shi chan quan", "知识产权"),
        ("zhī shì chǎn quán", "知识产权"),
        ("zhi'shi'chan'quan", "知识产权"),
        ("ZHISHICHANQUAN", "知识产权"),
        ("zisichanquan", "知识产权"),
        ("zscq", "知识产权"),
        ("zzcx", "自主创新"),
        ("jishu gaizao", "技术改造"),
        ("知识chanquan", "知识产权"),
        ("自主创薪", "自主创新"),
        ("知识产全", "知识产权"),
        ("进口官税", "进口关税"),
        ("政府彩购", "政府采购"),
        ("技术改早", "技术改造"),
        ("政府采构", "政府采购"),
        ("知识权产", "知识产权"),
        ("知识产权保户", "知识产权保护"),
        ("消化吸再创新", "消化吸收再创新"),
        ("中小起业", "中小企业"),
        ("產學研接合", "产学研结合"),
    ],
)
def test_what_is_certainly_meant_is_searched_for(typed, corrected):
    results = search(typed)
    assert results.correction.is_certain
    assert (results.correction.typed, results.correction.text) == (typed, corrected)
    assert [hit.article.pk for hit in results.hits] == [hit.article.pk for hit in search(corrected).hits]
    assert not results.is_weak


def test_what_is_only_likely_is_offered():
    results = search("gxjs")  # 共性技术, or 高新技术
    assert (results.correction.text, results.correction.is_certain) == ("共性技术", False)
    assert results.query.text == "gxjs"


@pytest.mark.parametrize(
    "query",
    [
        "知识产权",
        "消化再创新",  # the chapter's title has it so
        "员工期权",
        "中小企业贷款",
        "技术改革",
        "和外国企业合作研发",  # somebody is known to ask for 外国企业 in these words
        "政府采访",
        "婚姻登记",
        "公积金提取",
        "小孩上学划片",
        "有没有新的规定",  # 有没有效 is a known word: a correction holds no function word
        "有没有新的政策",
        "innovation",
        "policy",
        "change",
        "12345",
        "x",
    ],
)
def test_what_is_a_word_of_its_own_stays(query):
    assert search(query).correction is None


@pytest.mark.parametrize("query", ["“自主创薪”", "自主创薪 -技术", "自主创薪 章:5"])
def test_operators_are_taken_as_written(query):
    assert search(query).correction is None


def test_a_negation_is_no_slip(import_text):
    import_text("shiyan", "某试验法\n\n第一条 租赁合同约定报酬的，按照约定报酬支付。\n第二条 略。")
    assert search("未约定报酬").correction is None


def test_a_sentence_that_has_its_answer_gets_no_advice_about_its_wording():
    results = search("上大项目报批时对买国外技术有什么要求")
    assert results.correction is None
    assert not results.is_weak


def test_speech_is_not_taken_for_slips(import_text):
    """Most short stretches of speech are like some word of a law: 债要 like 摘要, 网红直播 like 网络直播."""
    import_text("shiyan", "某试验法\n第一条 网络直播应当登记。\n第二条 略。\n")
    correction = search("网红直播谁负责").correction
    assert correction is None or not correction.is_certain


def test_an_everyday_word_of_the_table_is_no_slip(import_text):
    table = "网红 → 主播 | 0.5 | 第二条\n"
    import_text("shiyan", "某试验法\n第一条 网络直播应当登记。\n第二条 主播。\n")
    with using_configuration(replace(shipped_configuration(), synonyms=table)):
        query = analyse_query("网红直播")
        assert correction_of(query, is_weak=True, unmatched=(), reading=read_parts([], [])) is None


def test_a_slip_in_a_sentence_is_corrected_where_it_is_certain():
    assert search("企业怎样才能让自主创薪成果得到保护").correction.text.startswith(
        "企业怎样才能让自主创新成果"
    )


def test_correction_can_be_refused(client):
    assert search("自主创薪", correct=False).correction is None
    page = client.get("/search/", {"q": "自主创薪"}).content.decode()
    assert "已按“<strong>自主创新</strong>”检索" in page
    assert "correct=0" in page
    uncorrected_page = client.get("/search/", {"q": "自主创薪", "correct": "0"}).content.decode()
    assert "已按“" not in uncorrected_page
    assert "您是不是要找" in client.get("/search/", {"q": "gxjs"}).content.decode()


def test_the_api_tells_what_was_corrected_and_how_to_undo_it(client):
    query = client.get("/api/v1/search/", {"q": "自主创薪"}).json()["query"]
    assert (query["text"], query["corrected"], query["did_you_mean"]) == ("自主创薪", "自主创新", None)
    assert parse_qs(urlsplit(query["as_typed"]).query) == {"q": ["自主创薪"], "correct": ["0"]}
    query_as_typed = client.get("/api/v1/search/", {"q": "自主创薪", "correct": "0"}).json()["query"]
    assert (query_as_typed["corrected"], query_as_typed["as_typed"]) == (None, None)
    likely_query = client.get("/api/v1/search/", {"q": "gxjs"}).json()["query"]
    assert (likely_query["corrected"], likely_query["did_you_mean"]) == (None, "共性技术")


class TestVocabulary:
    def test_words_of_an_imported_document_are_known(self, import_text):
        assert search("luoxuanjiang").correction is None
        import_text("shiyan", LAW)
        ensure_index()
        results = search("luoxuanjiang jianxiu")
        assert results.correction.is_certain
        assert results.correction.text.replace(" ", "") == "螺旋桨检修"
        assert {hit.article.policy.slug for hit in results.hits} == {"shiyan"}

    def test_words_of_what_has_gone_correct_nothing(self, import_text):
        policy = import_text("shiyan", LAW)
        remove_for_good(policy.articles.all())
        assert search("luoxuanjiang").correction is None
        ensure_index()
        assert not KnownWord.objects.filter(text="螺旋桨").exists()

    def test_words_of_a_draft_correct_nothing(self, import_text):
        policy = import_text("shiyan", LAW)
        policy.publication = "draft"
        policy.save()
        assert search("luoxuanjiang").correction is None

    def test_what_is_held_as_typed_is_never_corrected(self, import_text):
        import_text("shiyan", "某试验法\n\n第一条 本市鼓励自主创薪工程。\n第二条 略。")
        assert search("自主创薪").correction is None
