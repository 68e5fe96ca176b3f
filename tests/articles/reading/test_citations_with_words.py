"""Cited articles with words around them, of a series, in reverse, and of documents that are not stored."""

import pytest

from articles.models import Policy
from articles.models.policies.policy_choices import Publication
from articles.reading.citation_resolution import Resolved, resolve_question, resolve_text
from articles.search import search
from tests.articles.conftest import store_text

pytestmark = pytest.mark.django_db
ARTICLES = "".join(f"第{n}条 甲{n}。\n乙{n}。\n" for n in ("一", "二", "三", "四", "五"))
ITEMS = "第一条 有下列情形之一的：\n（一）甲；\n（二）乙。\n"
SERIES = "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（{}）\n"


@pytest.fixture(scope="module")
def library(module_transaction):
    titles = {"criminal": "中华人民共和国刑法", "code": "中华人民共和国民法典", "homes": "物业管理条例"}
    for slug, title in titles.items():
        store_text(slug, f"{title}\n{ARTICLES}")
    store_text("inspection", f"中华人民共和国监察法\n{ARTICLES}")
    store_text("injuries", f"工伤保险条例\n{ITEMS}")
    for slug, number in (("series-2", "二"), ("series-3", "三")):
        store_text(slug, SERIES.format(number) + ARTICLES)


def cited_places(query: str) -> list[str]:
    hits = search(query).hits
    return [f"{hit.policy}/{hit.article.address}" for hit in hits if hit.is_cited]


def target(query: str) -> str:
    resolution = resolve_text(query)
    assert isinstance(resolution, Resolved), resolution
    return f"{resolution.policy.slug}/{getattr(resolution.target, 'address', '')}"


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("刑法2条诈骗罪", "criminal/2"),
        ("民法典3条怎么理解", "code/3"),
        ("民法典3 违约责任", "code/3"),
        ("违约责任 民法典3", "code/3"),
        ("盗窃 刑法第2条", "criminal/2"),
        ("请问民法典第三条怎么规定", "code/3"),
        ("中国刑法第二条", "criminal/2"),
        ("第3条 民法典", "code/3"),
        ("3条民法典", "code/3"),
        ("公司法解释三2条", "series-3/2"),
        ("公司法司法解释二4条", "series-2/4"),
        ("公司法解释三 4", "series-3/4"),
        ("公司法解释三4条 股东出资", "series-3/4"),
        ("物业条例2条", "homes/2"),
    ],
)
def test_the_article_leads_the_results(library, query, place):
    assert target(query) == place
    assert cited_places(query) == [place]


@pytest.mark.parametrize("query", ["公司法解释三", "公司法司法解释三", "公司法解释（三）"])
def test_a_series_number_is_no_article(library, query):
    assert target(query) == "series-3/"


def test_without_a_document_of_that_number_it_is_the_article(library):
    Policy.objects.filter(slug="series-3").update(publication=Publication.WITHDRAWN)
    resolution = resolve_text("公司法解释三")
    assert (resolution.policy.slug, resolution.target.number) == ("series-2", 3)


@pytest.mark.parametrize(
    "query", ["工伤保险条例1条（二）", "《工伤保险条例》1条（二）", "工伤保险条例第一条(二)"]
)
def test_a_number_in_brackets_behind_an_article_is_its_item(library, query):
    resolution = resolve_text(query)
    assert (resolution.target.number, resolution.line) == (1, 3)


def test_a_decimal_is_article_and_paragraph(client, library):
    resolution = resolve_text("刑法2.2")
    assert (resolution.target.number, resolution.line) == (2, 2)
    assert client.get("/goto/", {"q": "刑法99.2"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "日本民法典第三条",
        "韩国刑法第二条",
        "行政监察法第二条",
        "江城市物业管理条例第二条",
        "韩国刑法第二条 量刑",
        "甲乙物业管理条例第2条怎么规定",
    ],
)
def test_a_name_that_ends_in_a_stored_one_is_another_one(library, query):
    assert resolve_question(query) is None
    assert cited_places(query) == []
    first = search(query).lines[0]
    assert (first.label, first.stands_above) == ("未收录的文件", True)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("民法典2、4条", ["code/2", "code/4"]),
        ("民法典2-4条", ["code/2", "code/3", "code/4"]),
        ("民法典2、4条 赔偿", ["code/2", "code/4"]),
        ("民法典第二条和第四条有什么不同", ["code/2", "code/4"]),
    ],
)
def test_all_articles_that_are_cited_stand_first(library, query, places):
    assert cited_places(query) == places
    lines = search(query).hits[: len(places)]
    assert [f"{hit.policy}/{hit.article.address}" for hit in lines] == places
    assert not any(hit.is_weak for hit in lines)


def test_the_page_lists_results_for_a_citation_at_the_end(client, library):
    page = client.get("/search/", {"q": "违约责任 民法典3"})
    assert page.status_code == 200
    assert page.context["results"].hits[0].article.address == "3"


def test_a_number_that_no_document_has_may_be_that_of_one_without_number(client, library):
    response = client.get("/goto/", {"q": "国令第790号"})
    assert response.status_code == 404
    assert "也可以用名称查找" in response.content.decode()
    results = search("国令第790号")
    assert "国务院令第790号" in results.lines[0].summary


def test_words_may_follow_a_document_number(library):
    Policy.objects.filter(slug="injuries").update(
        document_number="国务院令第586号", document_number_key="国务院令第586号"
    )
    for query in ("国务院令第586号 工伤", "国令第586号 工伤"):
        assert search(query).lines[0].policy == "injuries"


@pytest.mark.parametrize("path", ["/search/", "/goto/"])
def test_traditional_characters_lead_to_the_same_place(client, library, path):
    response = client.get(path, {"q": "監察法第2條"})
    assert response.headers.get("Location", "").endswith("/policies/inspection/articles/2/")


@pytest.mark.parametrize(
    ("query", "places"),
    [("第3条 诈骗罪", ["criminal/3"]), ("第二条和第四条有什么不同", ["criminal/2", "criminal/4"])],
)
def test_a_number_typed_on_the_page_of_a_law_is_one_of_it(client, library, query, places):
    results = client.get("/search/", {"q": query, "within": "criminal"}).context["results"]
    assert [f"{hit.policy}/{hit.article.address}" for hit in results.hits if hit.is_cited] == places
    assert all(
        f"/policies/{place.replace('/', '/articles/')}/" in answer_addresses(results) for place in places[1:]
    )
    assert len({hit.policy for hit in search("甲").hits}) > 1  # and nothing else is narrowed


@pytest.mark.parametrize("chosen", [{"within": "criminal"}, {"policy": "criminal"}])
def test_a_number_alone_leads_to_the_law_that_is_searched_or_looked_at(client, library, chosen):
    response = client.get("/search/", {"q": "第3条", **chosen})
    assert response.headers.get("Location", "").endswith("/policies/criminal/articles/3/")


def answer_addresses(results) -> str:
    return " ".join(line.url for line in results.answer.lines) if results.answer else ""


def test_a_question_asked_on_the_page_of_a_law_is_about_it(client, library):
    page = client.get("/search/", {"q": "什么时候施行", "within": "criminal"})
    assert [document.slug for document in page.context["results"].answer.documents] == ["criminal"]
