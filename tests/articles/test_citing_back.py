"""What the portal gives out as a citation it takes back; policies are found under their names as printed."""

import html
import re

import pytest

from articles.citations import Ambiguous, Resolved, Unresolved, resolve_text
from articles.models import Article

A25 = "/policies/gxblk-2009-232/articles/25/"


def target(typed: str) -> str:
    found = resolve_text(typed)
    assert isinstance(found, Resolved), found
    return found.url


@pytest.mark.parametrize("path", [A25, "/policies/gxblk-2009-232/"])
@pytest.mark.parametrize("key", ["short", "numbered"])
def test_each_citation_offered_for_copying_leads_back_to_its_page(client, shipped, path, key):
    response = client.get(path)
    lines = {line.key: line.text for line in response.context["citations"]}
    assert lines[key] in html.unescape(response.content.decode())
    for box in ("/goto/", "/search/"):
        assert client.get(box, {"q": lines[key]}).headers["Location"] == path


def test_each_article_is_found_by_its_label_and_its_short_citation(shipped):
    for article in Article.objects.for_reading():
        assert target(article.label) == target(article.short_citation) == article.get_absolute_url()


@pytest.mark.parametrize(
    "title",
    [
        "某办法（试行）",
        "某条例（2020年修订）",
        "ＧＢ/T 1某规范",
        "某省\u201c十四五\u201d规划",
        "关于A类〔一〕的规定",
    ],
)
def test_a_title_is_recognised_in_the_characters_it_is_printed_in(import_text, title):
    policy = import_text("printed", f"{title}\n第一条 甲。\n")
    assert target(f"《{title}》第一条") == policy.articles.get().get_absolute_url()
    assert target(f"《{title}》") == policy.get_absolute_url()


@pytest.mark.parametrize(
    "typed", ["中华人民共和国某法第一条", "《中华人民共和国某法》第一条", "某法第一条", "《某法》第1条"]
)
def test_a_law_is_cited_with_or_without_the_name_of_the_state(import_text, typed):
    law = import_text("law", "中华人民共和国某法\n第一条 甲。\n")
    assert target(typed) == law.articles.get().get_absolute_url()


def test_chapters_numbered_anew_in_each_part_need_their_part(import_text):
    law = import_text("law", "某法\n第一编 总\n第一章 甲\n第一条 乙。\n第二编 分\n第一章 丙\n第二条 丁。\n")
    assert target("《某法》第二编第一章") == "/policies/law/chapters/2-1/"
    asked = resolve_text("《某法》第一章")
    assert isinstance(asked, Unresolved)
    assert "请写明第几编第几章" in asked.reason
    assert asked.policy == law


def test_a_part_the_policy_does_not_have_is_what_is_missing_not_its_chapter(shipped):
    found = resolve_text("第二编第六章")
    assert isinstance(found, Unresolved)
    assert "不分编" in found.reason
    assert "没有第六章" not in found.reason


def test_policies_of_one_title_are_told_apart_by_number_the_featured_one_first(shipped, import_text):
    import_text("twin", "国家产业技术政策\n第一条 甲。\n")
    found = resolve_text("《国家产业技术政策》第三十四条")
    assert isinstance(found, Ambiguous)
    assert [policy.slug for policy, _ in found.choices] == ["gxblk-2009-232", "twin"]
    assert isinstance(found.choices[1][1], Unresolved)
    assert target("工信部联科〔2009〕232号第三十四条").endswith("/gxblk-2009-232/articles/34/")


def test_inserted_articles_have_pages_of_their_own(client, import_text):
    import_text("law", "某法\n第十二条 甲。\n第十二条之一 乙。\n第十三条 丙。\n")
    response = client.get("/goto/", {"q": "《某法》第十二条之一"}, follow=True)
    assert response.redirect_chain == [("/policies/law/articles/12-1/", 302)]
    page = response.content.decode()
    assert re.search(r"<p>乙。</p>", page)
    assert "/policies/law/articles/12/" in page
    assert "/policies/law/articles/13/" in page
