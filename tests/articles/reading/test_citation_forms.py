"""What the portal gives out as a citation it takes back; policies are found under their names as printed."""

import html
import re

import pytest

from articles.models import Article, Policy
from articles.reading.citation_resolution import Ambiguous, Resolved, SeveralTargets, Unresolved, resolve_text

A25 = "/policies/gxblk-2009-232/articles/25/"


def target(typed: str) -> str:
    resolution = resolve_text(typed)
    assert isinstance(resolution, Resolved), resolution
    return resolution.url


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


def test_chapters_numbered_anew_in_each_part_are_all_offered(import_text):
    import_text("law", "某法\n第一编 总\n第一章 甲\n第一条 乙。\n第二编 分\n第一章 丙\n第二条 丁。\n")
    assert target("《某法》第二编第一章") == "/policies/law/chapters/2-1/"
    targets = resolve_text("《某法》第一章")
    assert isinstance(targets, SeveralTargets)
    assert [resolution.url for resolution in targets.resolutions] == [
        f"/policies/law/chapters/{n}-1/" for n in (1, 2)
    ]


def test_a_part_the_policy_does_not_have_is_what_is_missing_not_its_chapter(shipped):
    resolution = resolve_text("第二编第六章")
    assert isinstance(resolution, Unresolved)
    assert "不分编" in resolution.reason
    assert "没有第六章" not in resolution.reason


def test_policies_of_one_title_are_told_apart_by_number_the_featured_one_first(shipped, import_text):
    import_text("twin", "国家产业技术政策\n第一条 甲。\n")
    resolution = resolve_text("《国家产业技术政策》第三十四条")
    assert isinstance(resolution, Ambiguous)
    assert [policy.slug for policy, _ in resolution.choices] == ["gxblk-2009-232", "twin"]
    assert isinstance(resolution.choices[1][1], Unresolved)
    assert target("工信部联科〔2009〕232号第三十四条").endswith("/gxblk-2009-232/articles/34/")


def test_inserted_articles_have_pages_of_their_own(client, import_text):
    import_text("law", "某法\n第十二条 甲。\n第十二条之一 乙。\n第十三条 丙。\n")
    response = client.get("/goto/", {"q": "《某法》第十二条之一"}, follow=True)
    assert response.redirect_chain == [("/policies/law/articles/12-1/", 302)]
    page = response.content.decode()
    assert re.search(r"<p>乙。</p>", page)
    assert "/policies/law/articles/12/" in page
    assert "/policies/law/articles/13/" in page


@pytest.fixture
def without_featured(shipped, import_text):
    """The shipped policy withdrawn; other laws have a first article, too."""
    Policy.objects.filter(pk=shipped.pk).update(publication="withdrawn")
    import_text("alpha", "甲法\n第一章 总\n第一条 某甲。\n第二条 某丙。\n")
    return import_text("beta", "乙法\n第一条 某乙。\n")


@pytest.mark.parametrize("address", ["/goto/", "/search/"])
@pytest.mark.parametrize("typed", ["第一条", "第1条", "1", "第一条第一款"])
def test_a_bare_number_without_a_featured_policy_is_asked_back(client, without_featured, address, typed):
    response = client.get(address, {"q": typed})
    assert response.status_code == 300
    page = response.content.decode()
    assert "是哪件政策" in page
    assert "/policies/alpha/articles/1/" in page
    assert "/policies/beta/articles/1/" in page
    assert "gxblk-2009-232" not in page


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ({"q": "第一条", "title": "乙法"}, ["beta"]),
        ({"q": "第二条"}, ["alpha"]),
        ({"q": "第一章"}, ["alpha"]),
        ({"q": "第一条", "within": "alpha"}, []),
    ],
)
def test_asked_back_are_the_policies_that_have_it_narrowed_by_name(client, without_featured, query, offered):
    page = client.get("/goto/", query, follow=True).context
    assert [policy.slug for policy in page["asked"].policies] == offered if offered else page["article"]


def test_what_no_policy_has_is_not_asked_back(client, without_featured):
    assert client.get("/goto/", {"q": "第九条"}).status_code == 404
    assert client.get("/goto/", {"q": "第一条", "title": "丙法"}).status_code == 404
    assert client.get("/search/", {"q": "2020"}).status_code == 200  # a number may be words to find


def test_nowhere_does_another_text_stand_for_the_featured_one(client, without_featured):
    targets = client.get("/api/v1/goto/", {"q": "第一条"}).json()["targets"]
    assert {target["policy"] for target in targets} == {"alpha", "beta"}
    assert "某甲" not in str(client.get("/suggest/", {"q": "第一"}).json())
    assert client.get("/compare/", {"a": "第一条", "b": "第二条"}).status_code == 404
    assert client.get("/search/", {"q": "这个文件是谁发布的"}).context["results"].answer is None
    home = client.get("/").content.decode()
    assert "/policies/beta/" in home
    assert "/articles/" not in home
    assert "/chapters/" not in home
    assert "第二十五条</a>" not in home


def test_a_withdrawn_article_says_so_and_is_no_end_of_the_numbering(client, import_text):
    law = import_text("law", "某法\n第一条 甲。\n第二条 乙。\n")
    law.articles.filter(number=2).update(publication="withdrawn")
    assert "《某法》第二条已撤下" in client.get("/policies/law/articles/2/").content.decode()
    assert "已撤下" in client.get("/api/v1/policies/law/articles/2/").json()["detail"]
    assert "条号范围为第一条至第一条" in client.get("/policies/law/articles/9/").content.decode()
