"""Citations are answered first; what the knowledge base does not hold is not passed off as an answer."""

import pytest

from articles.search import search

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize(
    "citation",
    [
        "第二十五条",
        "第25条",
        "第六章第二十五条",
        "工信部联科[2009]232号第25条",
        "《国家产业技术政策》第二十五条",
    ],
)
def test_a_citation_is_answered_first(citation):
    first = search(citation).hits[0]
    assert (first.article.number, first.is_cited, first.is_weak) == (25, True, False)


@pytest.mark.parametrize(
    "query", ["婚姻登记", "如何办理护照", "公司拖欠工资怎么办", "机动车驾驶证年审", "离婚财产分割"]
)
def test_what_no_policy_is_about_has_no_answer(query):
    assert all(hit.is_weak for hit in search(query).hits)


@pytest.mark.parametrize(
    "query", ["小公司搞研发怎么贷款", "我们进口设备能免关税吗", "知识产权保护", "期权", "军民融合"]
)
def test_what_a_policy_is_about_is_an_answer(query):
    found = search(query)
    assert found.hits
    assert not found.is_weak


def test_near_misses_stand_apart(client):
    page = client.get("/search/", {"q": "公司拖欠工资怎么办"}).content.decode()
    assert "相近，但不是直接回答" in page
    assert "相近，但不是直接回答" not in client.get("/search/", {"q": "知识产权保护"}).content.decode()
    shown = client.get("/api/v1/search/", {"q": "公司拖欠工资怎么办"}).json()
    assert all(result["weak"] for result in shown["results"])


def test_expansions_show_in_page_and_api(client):
    page = client.get("/search/", {"q": "小公司贷款"}).content.decode()
    assert "贷款 → 信贷" in page
    assert "expand=0" in page
    assert "贷款 → 信贷" not in client.get("/search/", {"q": "小公司贷款", "expand": "0"}).content.decode()
    shown = client.get("/api/v1/search/", {"q": "贷款"}).json()["query"]["expansions"]
    assert [(one["word"], one["means"]) for one in shown] == [("贷款", ["信贷"])]
    assert "信贷" in shown[0]["basis"]
