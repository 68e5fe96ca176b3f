"""References in covering notices and introductions count among what cites an article."""

import pytest

from articles.models import Entity, Policy, Reference
from articles.models.links.evidence import LinkStatus, Passage

pytestmark = pytest.mark.django_db

INTRODUCTION = "根据《某基本法》第二条的规定，经协商作出如下安排。"


@pytest.fixture
def cited(import_text) -> Policy:
    law = import_text("law", "某基本法\n第一条 甲。\n第二条 乙。\n")
    entity = Entity.objects.create(kind="document", slug="law", name="某基本法", policy=law)
    accord = import_text("accord", "某协助安排\n第一条 依照《某基本法》第二条办理。\n第二条 丙。\n")
    Policy.objects.filter(pk=accord.pk).update(introduction=INTRODUCTION)
    accord.refresh_from_db()
    quote = "《某基本法》第二条"
    article = accord.articles.get(number=1)
    for passage, text, source in (
        (Passage.INTRODUCTION, INTRODUCTION, None),
        (Passage.ARTICLE, article.text, article),
    ):
        start = text.index(quote)
        Reference.objects.create(
            policy=accord,
            article=source,
            passage=passage,
            quote=quote,
            start=start,
            end=start + len(quote),
            document=entity,
            number=2,
            target=law.articles.get(number=2),
            status=LinkStatus.PUBLISHED,
        )
    return law


def test_the_page_counts_them_and_leads_to_where_they_stand(client, cited):
    page = client.get("/policies/law/articles/2/").content.decode()
    assert "被引用（2）" in page
    assert '<a href="/policies/accord/#introduction-title">《某协助安排》引言</a>' in page
    assert INTRODUCTION in page
    assert 'id="introduction-title"' in client.get("/policies/accord/").content.decode()


def test_the_api_says_in_which_text_they_stand(client, cited):
    rows = client.get("/api/v1/policies/law/articles/2/").json()["cited_by"]
    places = {(row["policy"], row["passage"], row["place"]) for row in rows}
    assert places == {
        ("accord", "introduction", "《某协助安排》引言"),
        ("accord", "article", "《某协助安排》第一条"),
    }
    (outside,) = (row for row in rows if row["passage"] == "introduction")
    assert outside["article"] is None
    assert outside["url"] == "http://testserver/policies/accord/#introduction-title"
    assert INTRODUCTION[outside["start"] : outside["end"]] == outside["quote"]


def test_a_search_for_what_cites_it_lists_the_document_after_the_articles(client, cited):
    results = client.get("/api/v1/search/", {"cites": "law:2"}).json()["results"]
    assert [(result["type"], result["policy"]) for result in results] == [
        ("article", "accord"),
        ("policy", "accord"),
    ]
    assert results[1]["snippet"] == INTRODUCTION
    assert results[1]["url"].endswith("/policies/accord/#introduction-title")


@pytest.mark.parametrize(("words", "count"), [("协商", 1), ("办理", 1), ("协商 办理", 0)])
def test_words_beside_it_have_to_stand_in_the_sentence(client, cited, words, count):
    answer = client.get("/api/v1/search/", {"cites": "law:2", "q": words, "match": "all"}).json()
    assert answer["count"] == count


def test_those_of_a_withdrawn_document_are_not_shown(client, cited):
    Policy.objects.filter(slug="accord").update(publication="withdrawn")
    assert "被引用" not in client.get("/policies/law/articles/2/").content.decode()
    assert client.get("/api/v1/search/", {"cites": "law:2"}).json()["count"] == 0
