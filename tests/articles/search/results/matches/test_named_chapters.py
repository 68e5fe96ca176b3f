"""A query of a document and a subject: what stands under the chapter of that name leads."""

import pytest

from articles.models import Alias, Entity
from articles.search import search
from articles.search.queries.analysis import analyse_query
from articles.search.results.matches.named_chapters import in_named_chapters
from tests.articles.search.choosing import choices_of

LAW = """中华人民共和国航运法
第一章 总则
第一条 拖欠运费的，运费的滞纳金由托运人承担；滞纳金按照运费计算，滞纳金不得减免。
第二章 船舶登记
第一节 抵押
第二条 抵押权人可以申请登记。
第三章 滞纳金
第三条 运费拖欠满三个月的，从第四个月起加收滞纳金。
第四条 本章规定的滞纳金由船长代收。
"""
OTHER = "河运条例\n第一章 滞纳金\n第一条 航运法规定的滞纳金，滞纳金，滞纳金。\n"


@pytest.fixture(autouse=True)
def library(import_text, shipped):
    return import_text("shipping", LAW), import_text("rivers", OTHER)


def articles_found(query: str, **chosen: str) -> list[str]:
    hits = search(query, choices=choices_of(**chosen), page_size=100).hits
    return [f"{hit.policy}/{hit.article.number}" for hit in hits]


@pytest.mark.parametrize("query", ["航运法 滞纳金", "航运法滞纳金", "中华人民共和国航运法 滞纳金"])
def test_the_chapter_leads(query):
    assert set(articles_found(query)[:2]) == {"shipping/3", "shipping/4"}
    assert len(articles_found(query)) > 2


def test_words_may_stand_in_the_titles_of_chapter_and_section_together():
    assert articles_found("航运法 登记 抵押")[0] == "shipping/2"


def test_articles_of_the_document_that_hold_the_whole_subject_lead_too(import_text):
    rules = "航运实施办法\n第一条 航运法，航运法的托运人，托运人，托运人承担滞纳金。\n"
    import_text("rules", rules)
    assert articles_found("航运法 托运人")[0] == "shipping/1"
    assert articles_found("航运法 托运人 滞纳金")[0] == "shipping/1"


def test_a_document_may_be_named_otherwise():
    document = Entity.objects.create(kind="document", slug="hyf", name="中华人民共和国航运法")
    assert set(articles_found("海法 滞纳金")[:2]) != {"shipping/3", "shipping/4"}
    Alias.objects.create(entity=document, name="海法")
    assert set(articles_found("海法 滞纳金")[:2]) == {"shipping/3", "shipping/4"}


def test_another_order_and_a_filter_stay_as_chosen():
    assert articles_found("航运法 滞纳金", sort="order")[0] != "shipping/3"
    assert set(articles_found("航运法 滞纳金", policy="rivers")) == {"rivers/1"}


@pytest.mark.parametrize("query", ["滞纳金", "航运法"])
def test_a_subject_or_a_name_alone_leads_nowhere(query):
    assert in_named_chapters(analyse_query(query), search(query).narrowed.found) == frozenset()
