"""What a page of results repeats, written by functions: escaped as templates do, and complete."""

import re

import pytest

from articles.reading.facets import FacetGroup, FilterLink
from articles.templatetags.repeated import facet

_LINKS = tuple(FilterLink(f"<{number}>", f"q=a&p={number}", number) for number in range(14))


def _items(html: str) -> list[str]:
    return re.findall(r"<li[^>]*>.*?</li>", html)


class TestFacet:
    def test_the_first_values_stand_at_once_and_the_others_folded(self):
        at_once, folded = facet(FacetGroup("kind", "种类", _LINKS), heading="h2").split("facet__more")
        assert (len(_items(at_once)), len(_items(folded))) == (6, 8)
        assert "更多 8 项" in folded
        assert 'placeholder="在种类里找"' in folded

    def test_it_is_open_where_it_is_asked_to_be_or_has_a_choice(self):
        chosen_link = FilterLink("法律", "q=a", 3, is_chosen=True)
        closed_html = facet(FacetGroup("kind", "种类", _LINKS[:2]), heading="h2")
        assert closed_html.startswith('<details class="facet" data-facet="kind">')
        for html in (
            facet(FacetGroup("kind", "种类", _LINKS[:2]), heading="h2", is_open=True),
            facet(FacetGroup("kind", "种类", (chosen_link,)), heading="h2"),
        ):
            assert html.startswith('<details class="facet" open data-facet="kind">')

    def test_labels_and_addresses_are_escaped(self):
        html = facet(FacetGroup("kind", "<种类>", _LINKS[:1], left_out=2), heading="h3", fragment="#r")
        assert 'href="?q=a&amp;p=0#r"' in html
        assert "&lt;0&gt;" in html
        assert "&lt;种类&gt;</h3>" in html
        assert "另有 2 项" in html


@pytest.mark.usefixtures("shipped")
class TestLines:
    def test_an_article_has_its_box_its_document_and_the_way_to_its_score(self, client):
        page = client.get("/search/", {"q": "进口设备免关税吗"}).content.decode()
        line = next(part for part in page.split('<li class="result"')[1:] if "/articles/25/" in part)
        assert re.search(r'href="/policies/gxblk-2009-232/articles/25/\?words=[^"]+"', line)
        assert 'name="unit" value="gxblk-2009-232:25"' in line
        assert "《国家产业技术政策》 · 第六章" in line
        assert "效力待核实" in line
        assert 'data-hx-vals=\'{"article": "gxblk-2009-232/25"}\'' in line
        assert "<mark>" in line

    def test_a_document_has_its_best_units_and_the_way_to_all(self, client):
        page = client.get("/search/", {"q": "技术创新", "by": "document", "x": '"<'}).content.decode()
        line = next(part for part in page.split('<li class="result"')[1:] if 'class="units"' in part)
        assert line.count('class="article-label"') == 3
        link = re.search(r'<a href="\?([^"]+)" rel="nofollow">这件文件的全部 (\d+) 条</a>', line)
        assert "by=unit" in link[1]
        assert "policy=gxblk-2009-232" in link[1]
        assert "x=%22%3C" in link[1]
        assert int(link[2]) > 3
