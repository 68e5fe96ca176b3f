"""Abbreviated names lead to the documents that they mean: /goto/, search, suggestions."""

import pytest

from articles.links.documents.shipped_laws import load_shipped_laws
from articles.reading.names.abbreviated_names import policies_abbreviated
from articles.reading.names.policy_names import (
    policies_by_other_name,
    policies_named,
    policies_near,
    title_abbreviated,
)
from articles.search import search, suggest
from tests.articles.conftest import store_text

pytestmark = pytest.mark.django_db
TITLES = {
    "education": "中华人民共和国义务教育法",
    "land": "中华人民共和国土地管理法",
    "land-rules": "中华人民共和国土地管理法实施条例",
    "police": "中华人民共和国人民警察法",
    "homes": "物业管理条例",
    "women": "女职工劳动保护特别规定",
    "software": "计算机软件保护条例",
    "systems": "中华人民共和国计算机信息系统安全保护条例",
    "tax-rules": "中华人民共和国环境保护税法实施条例",
    "dogs": "上海市养犬管理条例",
    "more-dogs": "江城市养犬管理条例",
    "procedure": "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
    "evidence": "最高人民法院关于民事诉讼证据的若干规定",
    "guarantees": "最高人民法院关于执行担保若干问题的规定",
    "code-guarantees": "最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释",
    "property": "最高人民法院关于适用《中华人民共和国民法典》物权编的解释（一）",
    "fines": "中华人民共和国行政处罚法",
}


@pytest.fixture(scope="module")
def library(module_transaction):
    return {slug: store_text(slug, f"{title}\n第一条 甲。\n第二条 乙。\n") for slug, title in TITLES.items()}


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("义教法", ["education"]),
        ("《义教法》", ["education"]),
        ("土管法", ["land"]),
        ("土管法实施条例", ["land-rules"]),
        ("物业条例", ["homes"]),
        ("上海养犬条例", ["dogs"]),
        ("民诉解释", ["procedure"]),
        ("民事证据规定", ["evidence"]),
        ("担保解释", ["code-guarantees"]),
        ("物权编解释", ["property"]),
        ("民法典物权编解释一", ["property"]),
        ("执行担保规定", ["guarantees"]),
    ],
)
def test_a_name_means_its_document(library, name, slugs):
    assert [policy.slug for policy in policies_named(name)] == slugs


def test_what_may_mean_two_is_a_list(client, library):
    assert {policy.slug for policy in policies_named("计算机条例")} == {"software", "systems"}
    assert client.get("/goto/", {"q": "计算机条例"}).status_code == 300


def test_a_title_that_lacks_one_word_more_is_offered_behind_the_other(client, library, import_text):
    import_text("adverts", "广告管理条例\n第一条 甲。\n")
    import_text("broadcasts", "广播电视管理条例\n第一条 甲。\n")
    assert [policy.slug for policy in policies_named("广管条例")] == ["adverts", "broadcasts"]
    assert client.get("/goto/", {"q": "广管条例"}).status_code == 300
    assert [policy.slug for policy in policies_named("广告条例")] == ["adverts"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "办法",
            "方法",
            "司法",
            "违法",
            "非法",
            "合法",
            "执法",
            "普法",
            "立法",
            "用法",
            "做法",
            "看法",
            "魔法",
        ),
        *("行政法", "环保条例", "上海规定", "土地规划", "义务教育", "管理条例"),
    ],
)
def test_ordinary_words_are_no_names(library, name):
    assert policies_named(name) == []


def test_the_name_of_another_known_document_is_not_taken(library):
    """消费者权益保护法 is known and not stored; its short name must not be read as another's."""
    assert policies_named("消法") == []
    assert policies_named("治安法") == []


def test_a_number_of_an_article_may_follow(client, library):
    assert client.get("/goto/", {"q": "义教法2条"})["Location"] == "/policies/education/articles/2/"
    assert client.get("/goto/", {"q": "民诉解释第二条"})["Location"] == "/policies/procedure/articles/2/"


def test_one_that_is_called_alike_is_offered_and_not_opened(client, library):
    response = client.get("/goto/", {"q": "女职工条例"})
    assert response.status_code == 404
    assert 'href="/policies/women/"' in response.content.decode()
    results = search("女职工条例")
    assert [hit.policy for hit in results.lines if getattr(hit, "stands_above", False)] == ["women"]


def test_a_name_without_the_head_of_a_title_is_offered_and_not_opened(client, library, import_text):
    import_text("duties", "中华人民共和国进出口关税条例\n第一条 甲。\n")
    assert policies_named("关税条例") == []
    assert [policy.slug for policy in policies_near(["关税条例"])] == ["duties"]
    assert policies_near(["税条例"]) == policies_near(["动保护特别规定"]) == []
    assert 'href="/policies/duties/"' in client.get("/goto/", {"q": "关税条例"}).content.decode()
    results = search("关税条例")
    assert [hit.policy for hit in results.lines if getattr(hit, "stands_above", False)] == ["duties"]


def test_search_lists_the_document_first_and_says_nothing_is_missing(library):
    results = search("义教法")
    assert (results.lines[0].policy, results.lines[0].stands_above) == ("education", True)
    assert results.not_held == ()
    assert results.answer is None


def test_suggestions_offer_it(library):
    assert "中华人民共和国义务教育法" in [suggestion.text for suggestion in suggest("义教法")]


def test_the_full_title_is_looked_for_as_well(library):
    assert title_abbreviated("土管法") == "土地管理法"
    assert title_abbreviated("计算机条例") is None


def test_short_forms_of_a_title_open_no_other(library):
    """No document's own abbreviations, one word less, lead to another one alone."""
    by_id = {policy.pk: slug for slug, policy in library.items()}
    for name in ("人民警察法", "行政处罚法", "物业管理条例", "女职工劳动特别规定", "环保税法实施条例"):
        assert len({by_id[pk] for pk in policies_abbreviated(name)}) <= 1
    assert [by_id[pk] for pk in policies_abbreviated("环保税法实施条例")] == ["tax-rules"]


def test_laws_ship_with_names_that_no_rule_gives(import_text, shipped):
    load_shipped_laws()
    import_text("drones", "无人驾驶航空器飞行管理暂行条例\n第一条 甲。\n")
    insurance = import_text("insurance", "机动车交通事故责任强制保险条例\n第一条 甲。\n")
    assert policies_by_other_name("交强险条例") == policies_by_other_name("强制险条例") == [insurance]
    assert [policy.slug for policy in policies_by_other_name("无人机条例")] == ["drones"]


def test_nothing_is_asked_of_the_database_for_other_words(library, django_assert_num_queries):
    policies_abbreviated("知识产权条例")
    with django_assert_num_queries(1):  # the versions of what is remembered
        assert policies_abbreviated("税收优惠法") == []
