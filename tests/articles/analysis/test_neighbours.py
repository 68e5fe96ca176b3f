"""What is around one article or entity: what its links say, bounded, in boxes that hold their names."""

import html
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.analysis import neighbours
from articles.analysis.drawing import (
    BOX,
    MOST_LINES,
    ems,
    large_drawing,
    narrow_drawing,
    wide_drawing,
    wrap,
)
from articles.analysis.neighbours import find_focus, neighbourhood_of
from articles.links.display import links_of
from articles.models import Entity
from tests.articles.links.linked import entity, name_words

SVG = "{http://www.w3.org/2000/svg}"


def page_of(client, status: int = 200, **query) -> str:
    response = client.get("/graph/", query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def names(neighbourhood, label: str) -> list[str]:
    return [
        neighbour.name
        for group in neighbourhood.groups
        if group.label == label
        for neighbour in group.neighbours
    ]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ministry/mof", "ministry/mof"),
        ("财政部", "ministry/mof"),
        ("gxblk-2009-232:25", "gxblk-2009-232:25"),
        ("第二十五条", "gxblk-2009-232:25"),
        ("25", "gxblk-2009-232:25"),
    ],
)
def test_a_focus_is_written_as_key_name_or_citation(shipped, typed, key):
    assert neighbourhood_of(find_focus(typed)).focus.key == key


def test_around_an_article_is_every_entity_of_its_links(shipped):
    article = shipped.articles.get(number=25)
    links = links_of(article)
    neighbourhood = neighbourhood_of(article)
    keys = {neighbour.key for group in neighbourhood.groups for neighbour in group.neighbours}
    assert {mention.entity.address for mention in links.mentions} <= keys


def test_around_an_entity_are_its_articles_under_their_policies_and_what_is_near_in_the_tree(law):
    child = entity("actor", "t-child", "小微甲", parent=Entity.objects.get(name="企业甲"))
    neighbourhood = neighbourhood_of(Entity.objects.get(name="企业甲"))
    assert names(neighbourhood, "下级") == ["小微甲"]
    assert any(group.label == f"《{law.title}》" for group in neighbourhood.groups)
    assert names(neighbourhood_of(child), "上级") == ["企业甲"]


def test_what_is_not_public_is_not_around_anything(client, law):
    hidden = entity("goal", "t-hidden", "不公开", is_published=False)
    article = law.articles.get(number=4)
    name_words(article, hidden, "政府采购")
    assert "不公开" not in page_of(client, focus="law:4")
    assert "没有叫“goal/t-hidden”的主题或部门" in page_of(client, 400, focus="goal/t-hidden")


def test_more_than_fit_are_counted_and_listed_elsewhere(client, shipped, import_text):
    law = import_text("big", "某大法\n" + "".join(f"第{n}条 企业甲乙。\n" for n in range(1, 31)))
    firm = entity("goal", "t-firm", "企业某")
    for article in law.articles.in_order():
        name_words(article, firm, "企业")
    neighbourhood = neighbourhood_of(firm)
    group = next(group for group in neighbourhood.groups if group.label == "《某大法》")
    assert (len(group.neighbours), group.left_out) == (neighbours.MOST_OF_A_KIND, 10)
    page = page_of(client, focus="goal/t-firm")
    assert "另有 10 项没有画出" in page
    assert page.count('href="/goals/t-firm/"') > 1


def test_the_same_focus_gives_the_same_file_and_its_links_are_whole(client, shipped, settings):
    first, second = (client.get("/graph.svg", {"focus": "ministry/mof"}) for _ in range(2))
    assert first.content == second.content
    assert first["Content-Type"].startswith("image/svg+xml")
    picture = ET.fromstring(first.content)
    links = [link.get("href") for link in picture.iter(f"{SVG}a")]
    assert f"{settings.PORTAL_SITE_URL}/ministries/mof/" in links
    assert all(link.startswith(settings.PORTAL_SITE_URL) for link in links)
    assert not [element for element in picture.iter() if element.get("style") or element.tag == f"{SVG}style"]


def test_boxes_do_not_lie_on_each_other(shipped):
    """Around every third article and every fifth entity, of all kinds."""
    for focus in (*shipped.articles.in_order()[::3], *Entity.objects.published().in_order()[::5]):
        around = neighbourhood_of(focus)
        for drawing in (wide_drawing(around), narrow_drawing(around), large_drawing(around)):
            columns: dict[int, int] = {}
            for box in drawing.boxes:
                assert box.y >= columns.get(box.x, 0)
                columns[box.x] = box.y + box.height
                assert columns[box.x] <= drawing.height


def test_the_field_shows_an_article_as_short_as_leads_back_to_it(client, shipped, import_text):
    page = client.get("/graph/", {"focus": "第二十五条"}).content.decode()
    assert 'name="focus" value="第二十五条"' in page
    import_text("other", "某办法\n第一条 甲。\n")
    page = client.get("/graph/", {"focus": "other:1"}).content.decode()
    assert 'name="focus" value="other:1"' in page


@pytest.mark.parametrize("text", ["财政部", "很长的名称" * 20, "R&D " * 30, "（第一条）" * 3])
def test_a_name_is_broken_into_lines_that_fit(text):
    lines = wrap(text, BOX / 20)
    assert len(lines) <= MOST_LINES
    assert all(ems(line) <= BOX / 20 for line in lines)
    assert "".join(lines) == text or lines[-1].endswith("…")


@pytest.mark.parametrize("value", ["x", "\x00", "%", "9" * 30, "-1", "<b>x", "ministry/", "a:b", "甲" * 3000])
@pytest.mark.parametrize("path", ["/graph/", "/graph.svg"])
def test_any_focus_gets_an_answer(client, shipped, path, value):
    response = client.get(path, {"focus": value})
    assert response.status_code in (200, 400)
    assert "<b>x" not in response.content.decode()


def test_without_a_focus_the_most_used_instrument_is_shown(client, shipped):
    assert "从哪里看起" in page_of(client)
    assert 'class="around around--wide"' in page_of(client)
    assert "cytoscape" not in page_of(client)


def test_an_empty_portal_says_so(client, empty_portal):
    assert "还没有已发布的政策" in page_of(client)
    assert client.get("/graph.svg").status_code == 400


def test_pages_link_to_what_is_around_them(client, shipped):
    for page, focus in (
        ("/policies/gxblk-2009-232/articles/25/", "gxblk-2009-232%3A25"),
        ("/ministries/mof/", "ministry/mof"),
    ):
        assert f'href="/graph/?focus={focus}"' in client.get(page).content.decode()


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize("focus", ["ministry/mof", "gxblk-2009-232:25"])
def test_a_picture_costs_a_bounded_number_of_statements(client, shipped, focus):
    client.get("/graph/", {"focus": focus})
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/graph/", {"focus": focus}).status_code == 200
    assert len(captured) <= 12
