"""The REST API: the contract of its fields, pages, problems, conditional answers, limits, CORS."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.test import override_settings

from articles.links.linker import suggest_links
from articles.models import Entity, Policy, Reference
from articles.review.links.link_decisions import publish_links
from tests.articles.conftest import SHIPPED

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)
ARTICLE = f"/api/v1/policies/{SHIPPED}/articles/25/"


def get(client, address: str, expected_status: int = 200, **query) -> dict:
    response = client.get(address, query)
    assert response.status_code == expected_status, response.content.decode()
    expected = "application/json" if expected_status == 200 else "application/problem+json"
    assert response["Content-Type"].startswith(expected)
    return json.loads(response.content)


def test_an_article_keeps_its_contract(client, shipped, article):
    answer = get(client, ARTICLE)
    stored = article(25)
    assert (answer["policy"], answer["number"], answer["suffix"]) == (SHIPPED, 25, 0)
    assert (answer["label"], answer["heading"]) == ("第二十五条", "加大对引进技术消化吸收再创新的投入")
    assert (answer["text"], answer["sha256"]) == (stored.text, stored.sha256)
    assert answer["chapter"] == {"number": 6, "title": "广泛开展国际合作与交流 强化技术引进消化再创新"}
    assert answer["eid"] == "chp_6__art_25"
    assert answer["url"] == "http://testserver/policies/gxblk-2009-232/articles/25/"
    assert (answer["previous"][-4:], answer["next"][-4:]) == ("/24/", "/26/")
    assert answer["modified"]


def test_every_mention_shows_its_basis_and_stands_where_it_says(client, shipped):
    for number in range(1, 35):
        answer = get(client, f"/api/v1/policies/{SHIPPED}/articles/{number}/")
        assert answer["mentions"]
        for mention in answer["mentions"]:
            assert set(mention) == {"kind", "entity", "basis", "quote", "start", "end", "reason"}
            assert set(mention["entity"]) == {"slug", "name"}
            if mention["basis"] == "named":
                assert answer["text"][mention["start"] : mention["end"]] == mention["quote"]
            assert bool(mention["reason"]) == (mention["basis"] == "editorial")


def test_references_lead_to_the_articles_they_cite(client, import_text):
    law = import_text("law", "某法\n第一条 甲。\n第二条 依照本法第一条办理。\n")
    suggest_links(law)
    publish_links(Reference.objects.all(), by=None)
    cited = get(client, "/api/v1/policies/law/articles/2/")["references"]
    assert [(reference["quote"], reference["target"]["label"]) for reference in cited] == [
        ("第一条", "第一条")
    ]
    back = get(client, "/api/v1/policies/law/articles/1/")["cited_by"]
    assert [citation["article"]["label"] for citation in back] == ["第二条"]


def test_a_policy_says_what_its_page_says(client, shipped):
    answer = get(client, f"/api/v1/policies/{SHIPPED}/")
    assert answer["document_number"] == "工信部联科〔2009〕232号"
    assert [issuer["name"] for issuer in answer["issuers"]][:2] == ["工业和信息化部", "科技部"]
    assert (answer["signed_on"], answer["published_on"], answer["status"]) == (
        "2009-05-15",
        None,
        "unverified",
    )
    assert answer["article_count"] == 34
    assert answer["eli"] == "http://testserver/eli/cn/policy/2009/gxblk-232"
    assert answer["akn"].endswith("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15")


def test_lists_come_in_pages_with_their_neighbours(client, shipped):
    address = f"/api/v1/policies/{SHIPPED}/articles/"
    first = get(client, address, page_size=10)
    assert (first["count"], len(first["results"]), first["previous"]) == (34, 10, None)
    labels, page = [policy["label"] for policy in first["results"]], first
    while page["next"]:
        page = get(client, page["next"].removeprefix("http://testserver"))
        labels += [policy["label"] for policy in page["results"]]
    assert len(labels) == len(set(labels)) == 34
    assert 'rel="next"' in client.get(address)["Link"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "policy"}, 1),
        ({"kind": "law"}, 0),
        ({"year": 2009}, 1),
        ({"year": 2010}, 0),
        ({"issuer": "财政部"}, 1),
        ({"q": "产业技术"}, 1),
        ({"status": "in_force"}, 0),
    ],
)
def test_policies_are_filtered(client, shipped, query, count):
    assert get(client, "/api/v1/policies/", **query)["count"] == count


def test_entities_are_listed_by_kind_and_show_where_they_are_mentioned(client, shipped):
    goals = get(client, "/api/v1/entities/", kind="goal", page_size=100)
    assert goals["count"] == Entity.objects.published().of_kind("goal").count() > 27
    ministry = get(client, "/api/v1/entities/ministry/mof/", page_size=100)
    assert {mention["basis"] for mention in ministry["articles"]} == {"editorial", "inherited"}
    assert ministry["article_count"] == 34


def test_search_answers_in_its_contract(client, shipped):
    answer = get(client, "/api/v1/search/", q="进口关税", page_size=5)
    assert set(answer) == {
        *("count", "page", "page_size", "next", "previous", "query", "answer", "direct_answer"),
        *("results", "document_count", "documents", "past"),
    }
    assert {"text", "terms", "expansions", "corrected"} <= set(answer["query"])
    first = answer["results"][0]
    assert (first["type"], first["policy"], first["number"], first["label"]) == (
        "article",
        SHIPPED,
        25,
        "第二十五条",
    )
    marked = first["highlights"][0]
    assert first["snippet"][marked["start"] : marked["end"]] in "进口关税"
    assert get(client, "/api/v1/search/", q="国家产业技术政策")["results"][0]["type"] == "policy"
    assert get(client, "/api/v1/search/", q="")["count"] == 0


def test_suggestions_and_citations(client, shipped):
    offered = get(client, "/api/v1/suggest/", q="国家产业")["suggestions"]
    assert offered[0]["text"].startswith("国家产业")
    target = get(client, "/api/v1/goto/", q="工信部联科【2009】232号第25条")["targets"][0]
    assert (target["type"], target["number"], target["label"]) == ("article", 25, "第二十五条")
    assert "条号范围" in get(client, "/api/v1/goto/", 404, q="第99条")["detail"]


def test_revisions_are_listed(client, shipped):
    assert get(client, f"{ARTICLE}revisions/")["results"][0]["note"] == "初次载入"
    assert get(client, f"/api/v1/policies/{SHIPPED}/revisions/")["results"][0]["snapshot"]["slug"] == SHIPPED


def test_an_answer_that_has_not_changed_is_not_sent_again(client, shipped):
    first = client.get(ARTICLE)
    assert first["ETag"]
    assert first["Last-Modified"]
    again = client.get(ARTICLE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # Its date alone does not tell: a link of it may have been published since.
    assert client.get(ARTICLE, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "query", "status"),
    [
        ("/api/v1/nothing/", {}, 404),
        ("/api/v1/policies/nothing/", {}, 404),
        (f"/api/v1/policies/{SHIPPED}/articles/99/", {}, 404),
        (f"/api/v1/policies/{SHIPPED}/articles/0/", {}, 404),
        ("/api/v1/entities/nothing/x/", {}, 404),
        ("/api/v1/policies/", {"page": "0"}, 400),
        ("/api/v1/policies/", {"page": "x"}, 400),
        ("/api/v1/policies/", {"page": "2"}, 404),
        ("/api/v1/policies/", {"page_size": "1000000000"}, 400),
        ("/api/v1/policies/", {"kind": "nothing"}, 400),
        ("/api/v1/policies/", {"year": "9" * 30}, 400),
        ("/api/v1/search/", {"q": "a", "page": "-1"}, 400),
        ("/api/v1/search/", {"q": "a", "policy": "nothing"}, 404),
        ("/api/v1/suggest/", {}, 400),
        ("/api/v1/goto/", {"q": "x" * 600}, 400),
    ],
)
def test_errors_are_problems_in_chinese(client, shipped, address, query, status):
    problem = get(client, address, status, **query)
    assert problem["status"] == status
    assert not problem["title"].isascii()
    assert problem["detail"]
    assert problem["instance"].startswith(address)


@pytest.mark.parametrize("typed", ["\0", "a\0b", "\ud800", "％" * 3000, "' OR 1=1 --", "《", "\u202e"])
def test_hostile_words_are_words(client, shipped, typed):
    quoted = quote(typed.encode("utf-8", "surrogatepass"))
    for address in ("search", "suggest", "goto", "policies", "entities"):
        assert client.get(f"/api/v1/{address}/?q={quoted}").status_code in (200, 400, 404)


def test_other_methods_and_formats_are_refused(client, shipped):
    assert client.post(ARTICLE).status_code == 405
    refused = client.get(ARTICLE, headers={"Accept": "image/png"})
    assert (refused.status_code, refused["Content-Type"]) == (406, "application/problem+json")
    assert client.head(ARTICLE).status_code == 200


def test_calls_beyond_the_limit_are_told_to_wait(client, shipped, monkeypatch):
    monkeypatch.setattr("policy_portal.rate_limits.timezone", SimpleNamespace(now=lambda: NOON))
    with override_settings(PORTAL_API_RATE=2):
        answers = [client.get(ARTICLE) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert (answers[2]["Retry-After"], answers[2]["RateLimit-Limit"]) == ("30", "2")
    assert answers[2]["Content-Type"] == "application/problem+json"


def test_any_site_may_read(client, shipped):
    answer = client.get(ARTICLE, headers={"Origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/", headers={"Origin": "https://example.org"})


def test_what_is_not_published_is_not_there(client, shipped):
    Policy.objects.filter(pk=shipped.pk).update(publication="withdrawn")
    for address in (ARTICLE, f"/api/v1/policies/{SHIPPED}/", f"/policies/{SHIPPED}/articles/25.json"):
        assert client.get(address).status_code == 404
    assert get(client, "/api/v1/policies/")["count"] == 0
    assert get(client, "/api/v1/entities/ministry/mof/")["articles"] == []


@pytest.mark.parametrize(
    ("page", "api"),
    [
        (f"/policies/{SHIPPED}/articles/25.json", ARTICLE),
        (f"/policies/{SHIPPED}.json", f"/api/v1/policies/{SHIPPED}/"),
    ],
)
def test_the_address_of_a_page_with_json_is_the_same_object(client, shipped, page, api):
    assert client.get(page).content == client.get(api).content


@pytest.mark.parametrize("number", [1, 25])
def test_an_article_costs_the_same_however_many_links(
    client, shipped, number, uncached, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(f"/api/v1/policies/{SHIPPED}/articles/{number}/")


def test_a_list_costs_the_same_however_long(client, shipped, uncached, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(f"/api/v1/policies/{SHIPPED}/articles/", {"page_size": 100})


def test_the_pages_about_the_api_are_there(client, shipped):
    assert "每分钟至多 1200 次" in client.get("/api/").content.decode()
    assert client.get("/api/docs/").status_code == 200
    assert client.get("/api/schema/").status_code == 200
