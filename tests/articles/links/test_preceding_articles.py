"""What cites an article as 前条: said on its page, and of the right article."""

import pytest

from articles.links.preceding_articles import relative_citations
from articles.reading.contents import contents_of

pytestmark = pytest.mark.django_db

LAW = (
    "某办法\n第一条 甲。\n第二条 依照前条办理。前款另定。\n第三条 乙。\n第四条 依照前两条办理；前三条也是。\n"
    "附件\n某规则\n第一条 丙。\n第二条 违反前条的，处罚。\n"
)


def citing(slug: str, address: str) -> list[tuple[str, str]]:
    contents = contents_of(slug)
    citations = relative_citations(contents.article(address), contents)
    return [
        (citation.article.address, citation.article.text[citation.start : citation.end])
        for citation in citations
    ]


def test_an_article_knows_who_calls_it_the_one_before(import_text):
    import_text("law", LAW)
    assert citing("law", "1") == [("2", "前条"), ("4", "前三条")]
    assert citing("law", "2") == citing("law", "3") == [("4", "前两条"), ("4", "前三条")]
    assert citing("law", "4") == []


def test_in_an_annex_the_one_before_is_one_of_the_annex(import_text):
    import_text("law", LAW)
    assert citing("law", "att_1.1") == [("att_1.2", "前条")]


def test_the_page_counts_them_with_the_sentence(client, import_text):
    import_text("law", LAW)
    page = client.get("/policies/law/articles/1/").content.decode()
    assert "被引用（2）" in page
    assert "依照前条办理。" in page
    assert "被引用" not in client.get("/policies/law/articles/4/").content.decode()
    annexed = client.get("/policies/law/articles/att_1.2/").content.decode()
    assert 'href="/policies/law/articles/att_1.1/"' in annexed


def test_the_api_counts_them_as_the_page_does(client, import_text):
    import_text("law", LAW)
    cited = client.get("/api/v1/policies/law/articles/1/").json()["cited_by"]
    assert [(citation["article"]["label"], citation["quote"]) for citation in cited] == [
        ("第二条", "前条"),
        ("第四条", "前三条"),
    ]
    assert [(citation["start"], citation["end"]) for citation in cited] == [(2, 4), (8, 11)]


def test_an_article_of_an_annex_is_linked_as_such(client, import_text):
    import_text(
        "law", "某办法\n第一条 按附件1第二条办理。\n第二条 乙。\n附件1\n某规则\n第一条 丙。\n第二条 丁。\n"
    )
    page = client.get("/policies/law/articles/1/").content.decode()
    assert 'href="/policies/law/articles/att_1.2/"' in page
    assert "被引用" not in client.get("/policies/law/articles/2/").content.decode()


def test_the_api_names_both_ends_of_such_a_citation(client, import_text):
    import_text("law", LAW)
    fourth = client.get("/api/v1/policies/law/articles/4/").json()
    references = [
        (reference["quote"], reference["address"], reference["last_number"])
        for reference in fourth["references"]
    ]
    assert references == [("前两条", "2", 3), ("前三条", "1", 3)]
    assert [reference["target"]["label"] for reference in fourth["references"]] == ["第二条", "第一条"]
    (first,) = client.get("/api/v1/policies/law/articles/2/").json()["references"]
    assert (first["quote"], first["document"], first["target"]["number"]) == ("前条", None, 1)
