"""The search endpoint: one list of results, filters, facets and reasons on request."""

import pytest

from tests.articles.api.test_api import get
from tests.articles.conftest import SHIPPED

pytestmark = pytest.mark.usefixtures("shipped")
KEYS = {
    "type", "weak", "policy", "number", "suffix", "label", "heading", "snippet", "highlights", "score", "url",
    "standing", "later_rules", "context", "provision", "document", "unit", "citation", "sha256", "status",
}  # fmt: skip
_BESIDE_TERMS = ("kind", "cited", "asked", "literal", "place", "ended", "referred")


def search_answer(client, expected: int = 200, **filters) -> dict:
    response = client.get("/api/v1/search/", filters)
    assert response.status_code == expected
    return response.json()


def test_all_types_have_the_same_fields(client):
    results = (
        search_answer(client, q="知识产权保护")["results"]
        + search_answer(client, q="国家产业技术政策")["results"]
    )
    assert {result["type"] for result in results} == {"entity", "article", "measure", "policy"}
    assert all(set(result) == KEYS for result in results)
    policy = next(result for result in results if result["type"] == "policy")
    assert (policy["policy"], policy["number"], policy["url"][-25:]) == (
        SHIPPED, None, "/policies/gxblk-2009-232/",
    )  # fmt: skip


def test_highlights_are_words_of_the_snippet(client):
    for query in ("进口关税", "進口關稅", "小公司贷款", "ＧＯＶ 政府采购", "项目-人才-基地"):
        for result in search_answer(client, q=query)["results"]:
            marks = [result["snippet"][span["start"] : span["end"]] for span in result["highlights"]]
            assert all(marks)
            if result["type"] == "article":
                article = get(client, f"/api/v1/policies/{SHIPPED}/articles/{result['number']}/")
                assert result["snippet"] in article["text"]


@pytest.mark.parametrize(
    "filters",
    [
        {"type": "article"}, {"policy": SHIPPED}, {"chapter": "5"}, {"ministry": "mof"}, {"kind": "policy"},
        {"status": "unverified"}, {"sort": "order"}, {"sort": "changed"},
    ],
)  # fmt: skip
def test_filters_and_orders_are_those_of_the_page(client, filters):
    narrowed = search_answer(client, q="企业", page_size=100, **filters)
    assert 0 < narrowed["count"] <= search_answer(client, q="企业")["count"]
    assert len(narrowed["results"]) == narrowed["count"]


@pytest.mark.parametrize(
    "filters", [{"policy": "x"}, {"ministry": "x"}, {"instrument": "x"}, {"goal": "x"}, {"chapter": "99"}]
)
def test_what_does_not_exist_is_not_found(client, filters):
    assert "没有" in search_answer(client, 404, q="企业", **filters)["detail"]


@pytest.mark.parametrize(
    "filters", [{"type": "x"}, {"kind": "x"}, {"sort": "x"}, {"explain": "2"}, {"facets": "x"}]
)
def test_what_cannot_be_is_refused(client, filters):
    assert next(iter(filters)) in search_answer(client, 400, q="企业", **filters)["errors"]


def test_facets_come_on_request(client):
    assert "facets" not in search_answer(client, q="知识产权")
    facets = {
        facet["parameter"]: facet["values"]
        for facet in search_answer(client, q="知识产权", facets="1")["facets"]
    }
    assert (
        next(facet_value["count"] for facet_value in facets["type"] if facet_value["value"] == "article") == 4
    )
    for value in facets["chapter"]:
        filters = {"q": "知识产权", "chapter": value["value"], "policy": value["policy"]}
        assert search_answer(client, **filters)["count"] == value["count"]


def test_reasons_come_on_request_and_add_up(client):
    results = search_answer(client, q="小公司贷款", explain="1")["results"]
    articles = [result for result in results if result["type"] == "article"]
    assert articles
    for result in articles:
        why = result["why"]
        beside = sum(why[name] for name in _BESIDE_TERMS)
        parts = sum(term["amount"] for term in why["terms"]) + beside
        assert parts == pytest.approx(why["total"])
        assert why["total"] == pytest.approx(result["score"], abs=1e-3)
    assert all("why" not in result for result in search_answer(client, q="小公司贷款")["results"])


def test_only_so_many_are_explained_at_once(client):
    assert search_answer(client, q="企业", explain="1", page_size=100)["page_size"] == 20


def test_pages_together_hold_every_result_once(client):
    whole = search_answer(client, q="企业", page_size=100)
    pages = [search_answer(client, q="企业", page_size=7)]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    listed = [result["url"] for page in pages for result in page["results"]]
    assert listed == [result["url"] for result in whole["results"]]
    assert (pages[0]["previous"], pages[1]["previous"][-6:]) == (None, "page=1")


def test_the_pages_beside_one_stand_in_the_link_header_too(client):
    answer = client.get("/api/v1/search/", {"q": "企业", "page_size": 7, "page": 2})
    body = answer.json()
    assert answer.headers["Link"] == f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'
    assert "Link" not in client.get("/api/v1/search/", {"q": "婚姻登记"}).headers


def test_there_is_no_page_beyond_the_last(client):
    last = -(-search_answer(client, q="企业")["count"] // 20)
    assert search_answer(client, q="企业", page=last)["next"] is None
    assert (
        search_answer(client, 404, q="企业", page=last + 1)["detail"]
        == f"没有第 {last + 1} 页，共 {last} 页。"
    )


def test_documents_that_share_the_cited_name_are_offered_above(client, import_text):
    for place in ("甲", "乙"):
        import_text(f"survey-{place == '甲'}", f"{place}市测绘管理条例\n第一条 测绘应当登记。\n第二条 略。\n")
    results = search_answer(client, q="测绘管理条例2条")["results"]
    offered = {result["heading"] for result in results if result["label"].startswith("您是不是要找")}
    assert offered == {"《甲市测绘管理条例》第二条", "《乙市测绘管理条例》第二条"}


def test_a_filter_may_be_repeated_and_any_of_its_values_will_do(client):
    every = search_answer(client, q="企业", type="article")["count"]
    assert search_answer(client, q="企业", type=["article"], kind=["policy", "law"])["count"] == every
    assert search_answer(client, q="企业", kind=["law", "rule"])["count"] == 0
    assert search_answer(client, q="企业", type="article", year=["2009", "未载明"])["count"] == every
    assert "year" in search_answer(client, 400, q="企业", year=["2009", "x"])["errors"]
    assert "kind" in search_answer(client, 400, q="企业", kind=["law"] * 60)["errors"]
