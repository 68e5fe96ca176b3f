"""A quotation of a notice or an introduction leads to it, above articles that share its words."""

import pytest

from articles.models import Entity, Policy, Reference
from articles.models.links.evidence import LinkStatus, Passage
from articles.search import search
from articles.search.index.maintenance import ensure_index
from articles.search.queries.analysis import analyse_query
from articles.search.results.matches.front_matter_matches import find_citing, find_front_matter

NOTICE = (
    "关于印发《某规定》的通知\n某部发〔2024〕7号\n现将有关震情的某规定印发给你们，请结合本地区综合考虑震情趋势认真执行。\n"
    "某部\n2024年7月1日\n某规定\n第一条 各地区应当综合考虑震情。\n第二条 应当关注趋势。\n"
)


@pytest.fixture
def notice(import_text):
    policy = import_text("notice", NOTICE)
    ensure_index()
    return policy


def test_a_quotation_comes_first_and_is_strong(notice):
    results = search("请结合本地区综合考虑震情趋势认真执行", sources=[find_front_matter])
    assert (results.items[0].url, results.is_weak) == ("/policies/notice/#notice-title", False)


def test_a_few_words_of_it_stay_below_the_articles(notice):
    results = search("综合考虑震情", sources=[find_front_matter])
    assert results.items[0].url == "/policies/notice/articles/1/"


def test_passages_that_cite_an_article_come_in_the_order_of_their_first_citations(notice, shipped):
    texts = {Passage.NOTICE: "甲一。甲二甲二。", Passage.INTRODUCTION: "甲二乙。"}
    Policy.objects.filter(pk=notice.pk).update(**texts)
    article = shipped.articles.get(number=25)
    document = Entity.objects.create(kind="document", slug="cited", name="某技术政策", policy=shipped)
    for passage, start in ((Passage.NOTICE, 0), (Passage.INTRODUCTION, 2), (Passage.NOTICE, 5)):
        Reference.objects.create(
            policy=notice, passage=passage, document=document, target=article, number=25,
            quote=texts[passage][start : start + 1], start=start, end=start + 1, status=LinkStatus.PUBLISHED,
        )  # fmt: skip
    assert [hit.summary for hit in find_citing(analyse_query(""), article)] == ["甲一。", "甲二乙。"]
