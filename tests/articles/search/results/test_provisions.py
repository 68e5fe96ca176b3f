"""In which 款 or 项 of an article the words of a hit stand: on the page, in the API, in files."""

import re

import pytest

from articles.search import search

pytestmark = pytest.mark.django_db

LAW = (
    "某考核办法\n"
    "第一条 考核按年度进行。\n评定等级的，应当公示结果。\n"
    "第二条 有下列情形之一的，可以解除合同：\n"
    "（一）隐瞒婚姻状况的；\n（二）伪造学历证书的；\n（三）泄露配方的。\n"
    "第三条 申请人提交材料。\n材料不全的，退回补正。\n审查人员须回避：\n"
    "（一）与申请人同住的；\n（二）曾经代理的。\n"
    "第四条 只有一款，写明奖金数额。\n"
)


@pytest.fixture
def law(import_text):
    return import_text("law", LAW)


def hit(query: str, number: int):
    return next(result for result in search(query).hits if (result.policy, result.number) == ("law", number))


@pytest.mark.parametrize(
    ("query", "number", "place"),
    [
        ("伪造学历证书", 2, "第（二）项"),
        ("公示结果", 1, "第二款"),
        ("退回补正", 3, "第二款"),
        ("曾经代理", 3, "第三款第（二）项"),
        ("隐瞒婚姻 泄露配方", 2, ""),
        ("审查回避 同住", 3, "第三款"),
        ("奖金数额", 4, ""),
    ],
)
def test_a_hit_names_the_smallest_place_with_its_words(law, query, number, place):
    assert hit(query, number).place == place


@pytest.mark.parametrize(
    ("query", "number", "place", "text"),
    [
        ("某考核办法第二条第（三）项", 2, "第（三）项", "（三）泄露配方的。"),
        ("某考核办法2条（二）", 2, "第（二）项", "（二）伪造学历证书的；"),
        ("某考核办法3条2款", 3, "第二款", "材料不全的，退回补正。"),
        (
            "某考核办法第三条第三款",
            3,
            "第三款",
            "审查人员须回避：\n（一）与申请人同住的；\n（二）曾经代理的。",
        ),
        ("某考核办法第三条第三款第二项 申请人", 3, "第三款第（二）项", "（二）曾经代理的。"),
        ("某考核办法第一条", 1, "", "考核按年度进行。\n评定等级的，应当公示结果。"),
    ],
)
def test_a_cited_provision_is_what_is_shown(law, query, number, place, text):
    result = hit(query, number)
    assert result.is_cited
    assert (result.place, result.snippet.text) == (place, text)


def test_of_an_article_cited_twice_the_first_place_is_shown(law):
    assert [result.place for result in search("某考核办法第二条第一项、第三项").hits if result.is_cited] == [
        "第（一）项"
    ]


def test_the_page_leads_to_the_place(client, law):
    page = client.get("/search/", {"q": "伪造学历证书", "by": "unit"}).content.decode()
    link = re.search(
        r'<a href="(/policies/law/articles/2/[^"]*)"><span class="article-label">([^<]*)</span>', page
    )
    assert link[1].endswith("#para_3")
    assert link[2] == "第二条第（二）项"
    assert 'id="para_3"' in client.get(link[1]).content.decode()


def test_results_by_document_lead_there_too(client, law):
    page = client.get("/search/", {"q": "伪造学历证书", "by": "document"}).content.decode()
    assert '<span class="article-label">第二条第（二）项</span>' in page


def test_the_api_names_place_and_address(client, law):
    results = client.get("/api/v1/search/", {"q": "曾经代理"}).json()["results"]
    first = next(result for result in results if result["policy"] == "law")
    assert first["label"] == "第三条"
    assert first["provision"]["label"] == "第三款第（二）项"
    path = first["provision"]["address"].removeprefix("http://testserver")
    assert path == "/policies/law/articles/3.k3.2/"
    assert client.get(path)["Location"].endswith("/policies/law/articles/3/#para_5")
    units = client.get("/api/v1/policies/law/units/").json()
    assert path in {unit["address"] for unit in units}


def test_a_hit_that_is_a_whole_article_has_no_place(client, law):
    results = client.get("/api/v1/search/", {"q": "奖金数额"}).json()["results"]
    assert next(result for result in results if result["number"] == 4)["provision"] is None


@pytest.mark.parametrize("suffix", ["json", "txt", "csv"])
def test_files_name_the_place(client, law, suffix):
    file = client.get(f"/search.{suffix}", {"q": "伪造学历证书"}).content.decode()
    assert "检索的词在第（二）项" in file
