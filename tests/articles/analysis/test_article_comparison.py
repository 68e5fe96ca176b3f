"""Two articles side by side: any way of writing them, their exact words, what they share."""

import html
import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Policy
from tests.articles.links.linked import entity, name_words


def get(client, status: int = 200, **query) -> str:
    response = client.get("/compare/", query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def kinds_of(client, **query) -> dict:
    caches["pages"].clear()  # a page that was kept has no context
    kinds = client.get("/compare/", query).context["comparison"].kinds
    return {
        kind.kind.value: (
            [pair.entity.name for pair in kind.shared],
            [links.entity.name for links in kind.only_a],
            [links.entity.name for links in kind.only_b],
        )
        for kind in kinds
    }


@pytest.mark.parametrize(
    "written",
    [
        "25",
        "第二十五条",
        "第25条",
        "第六章第二十五条",
        "工信部联科〔2009〕232号第25条",
        "《国家产业技术政策》第二十五条",
        "gxblk-2009-232:25",
        "gxblk-2009-232：第二十五条",
        " ２５ ",
    ],
)
def test_an_article_is_found_however_it_is_written(client, shipped, article, written):
    page = get(client, a=written, b="20")
    assert page.index(f"<p>{article(25).text}</p>") < page.index(f"<p>{article(20).text}</p>")


@pytest.mark.parametrize("place", ["a", "b"])
def test_from_an_article_one_step_leads_to_another_that_is_like_it(client, shipped, article, place):
    page = get(client, **{place: "gxblk-2009-232:25"})
    assert f'value="{article(25).citation}"' in page
    link = re.search(r'<p class="empty">.*?href="(\?[^"]+)"', page, re.DOTALL)[1]
    assert f"<p>{article(25).text}</p>" in html.unescape(client.get(f"/compare/{link}").content.decode())


def test_every_article_is_shown_to_the_letter(client, shipped):
    for article in shipped.articles.in_order():
        page = get(client, a=str(article.number), b="1")
        assert f"<p>{article.text}</p>" in page
        assert article.display_title in page


def test_shared_and_different_links_by_kind_with_their_basis(client, law):
    assert kinds_of(client, a="law:1", b="law:3") == {
        "instrument": (["减免"], ["税收类"], []),
        "goal": ([], ["创新甲"], []),
        "actor": (["企业甲"], [], []),
    }
    page = get(client, a="law:1", b="law:3")
    assert "<q>税收减免</q>" in page
    assert "贴息相当于减免" in page
    assert "共同 2 项，仅第一条 2 项，仅第三条 0 项" in page


def test_what_both_inherit_is_no_difference(client, law):
    page = get(client, a="law:1", b="law:5")
    assert "两条都由它们印发：<a" in page
    assert "ministry" not in kinds_of(client, a="law:1", b="law:5")


def test_what_only_one_inherits_is_a_difference(client, law, shipped):
    kinds = kinds_of(client, a="law:5", b="1")
    assert kinds["ministry"][1] == ["某部"]


def test_the_swapped_address_names_the_same_articles(client, law):
    page = get(client, a="law:1", b="25")
    assert 'href="?a=gxblk-2009-232%3A25&b=law%3A1"' in page
    swapped = kinds_of(client, a="gxblk-2009-232:25", b="law:1")
    for kind, (shared, only_a, only_b) in kinds_of(client, a="law:1", b="25").items():
        assert [sorted(side) for side in swapped[kind]] == [sorted(shared), sorted(only_b), sorted(only_a)]


def test_an_article_with_a_suffix_and_one_that_cites_the_other(client, shipped, import_text):
    import_text("s", "某法\n第一条 甲。\n第一条之一 乙。\n")
    page = get(client, a="s:1-1", b="s:1")
    assert "第一条之一" in page


def test_the_same_article_twice_is_said_to_be_the_same(client, shipped):
    assert "两边是同一条" in get(client, a="25", b="第二十五条")


@pytest.mark.parametrize("query", [{}, {"a": "", "b": ""}, {"a": "25"}, {"b": "第二十条"}])
def test_until_both_are_chosen_there_is_a_form(client, shipped, query):
    page = get(client, **query)
    assert 'name="a"' in page
    assert 'class="empty"' in page
    assert '<option value="第三十四条">' in page


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("35", "《国家产业技术政策》没有第三十五条，条号范围为第一条至第三十四条。"),
        ("gxblk-2009-232:99", "条号范围为第一条至第三十四条"),
        ("25-1", "没有第二十五条之一"),
        ("没有:3", "没有认出“没有:3”"),
        ("none:3", "没有标识为“none”的政策"),
        ("第六章", "“第六章”是《国家产业技术政策》第六章，请写到条"),
        ("国家产业技术政策", "是《国家产业技术政策》全文，请写到条"),
        ("《专利法》第五条", "没有收录《专利法》"),
        ("随便写写", "没有认出“随便写写”"),
        ("企" * 600, "输入过长（600 字）"),
        ("<b>x", "没有认出“<b>x”"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(client, shipped, written, says):
    for query in ({"a": written, "b": "20"}, {"a": "20", "b": written}):
        page = get(client, 404, **query)
        assert says in page
        assert 'aria-invalid="true"' in page
    assert "<b>x" not in client.get("/compare/", {"a": written}).content.decode()


def test_several_policies_of_one_title_are_told_apart_by_their_numbers(client, shipped, import_text):
    import_text("twin", "国家产业技术政策\n第一条 甲。\n")
    page = get(client, 404, a="《国家产业技术政策》第一条", b="2")
    assert "请写明发文字号：工信部联科〔2009〕232号" in page


@pytest.mark.parametrize(
    "value", ["\x00", "%", "9" * 5000, "-1", "1e309", "٢٥", ":", "a:", ":25", "a:" * 300, "《" * 600]
)
@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_any_value_gets_a_page(client, shipped, name, value):
    assert client.get("/compare/", {name: value}).status_code in (200, 404)


def test_unpublished_policies_are_not_compared(client, law):
    Policy.objects.filter(pk=law.pk).update(publication="draft")
    assert "没有标识为“law”的政策" in get(client, 404, a="law:1", b="25")


def test_an_empty_portal_has_the_page_all_the_same(client, empty_portal):
    get(client)
    assert "没有收录任何已发布的政策" in get(client, 404, a="25", b="20")


def test_head_is_answered_and_post_refused(client, shipped):
    assert client.head("/compare/?a=1&b=2").status_code == 200
    assert client.post("/compare/").status_code == 405


@pytest.mark.usefixtures("uncached")
def test_the_number_of_queries_does_not_grow_with_the_links(client, law):
    def queries() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            get(client, a="law:1", b="law:2")
        return len(queries_made)

    queries()  # what a process remembers of the two is read once
    before = queries()
    for n in range(20):
        more = entity("actor", f"t-more-{n}", f"更多{n}")
        name_words(law.articles.get(number=1), more, "企业")
        name_words(law.articles.get(number=2), more, "高校")
    assert queries() == before <= 24
