"""Words that a reader looks for are marked on the pages of a document, and read from hit to hit."""

import re

import pytest

TEXT = """海港办法
序言里有港务费。
第一条 港务费由船舶缴纳。港务费可以减免。
第二条 引航费另行规定。
第三条 减免港务费的，报交通部备案。
附件
港务费标准
"""


@pytest.fixture
def harbour(import_text):
    return import_text("harbours", TEXT)


def page_of(client, path: str, **query) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("harbour")
class TestWholeText:
    FULL = "/policies/harbours/full/"

    def test_the_box_stands_on_the_page_of_the_document(self, client):
        page = page_of(client, "/policies/harbours/")
        assert f'action="{self.FULL}"' in page
        assert 'name="words"' in page

    def test_each_mark_leads_to_the_next_and_the_last_to_the_first(self, client):
        page = page_of(client, self.FULL, words="港务费")
        walk = re.findall(r'<a class="word" id="word-(\d+)" href="#word-(\d+)">', page)
        total = int(re.search(r"有 (\d+) 处", page)[1])
        assert total >= 3
        assert walk == [(str(n), str(n % total + 1)) for n in range(1, total + 1)]

    def test_units_with_hits_lead_to_their_first(self, client):
        page = page_of(client, self.FULL, words="减免")
        listed = re.findall(r'<a href="#word-(\d+)">(\S+?)(?: <|</a>)', page)
        assert [label for _, label in listed if label.startswith("第") and label.endswith("条")] == [
            "第一条",
            "第三条",
        ]

    def test_words_are_found_as_typed(self, client):
        page = page_of(client, self.FULL, words="船舶缴纳")
        assert page.count('class="word"') == 1
        assert "<mark>船舶缴纳</mark>" in page

    def test_what_stands_nowhere_as_typed_is_looked_for_by_its_words_and_said_to_be(self, client):
        page = page_of(client, self.FULL, words="船舶备案")
        assert "没有原样的“船舶备案”" in page
        assert "<mark>备案</mark>" in page

    def test_nothing_found_says_what_to_do(self, client):
        page = page_of(client, self.FULL, words="飞机")
        assert "本文件里没有“飞机”" in page
        assert 'href="/search/?q=%E9%A3%9E%E6%9C%BA"' in page

    @pytest.mark.parametrize("words", ["", "  ", "\0"])
    def test_no_words_mark_nothing(self, client, words):
        assert "words-found" not in page_of(client, self.FULL, words=words)

    @pytest.mark.parametrize("words", ["<script>alert(1)</script>", "港" * 5000, "-", "“", "第", "。"])
    def test_hostile_words_are_text(self, client, words):
        assert "<script>alert" not in page_of(client, self.FULL, words=words)


@pytest.mark.usefixtures("harbour")
class TestCarried:
    ARTICLE = "/policies/harbours/articles/1/"

    def test_results_carry_the_words_to_the_article(self, client):
        assert f'href="{self.ARTICLE}?words=' in page_of(client, "/search/", q="港务费 船舶")

    def test_the_article_marks_them_and_can_stop(self, client):
        page = page_of(client, self.ARTICLE, words="港务费")
        assert page.count('<mark class="word"') == 2
        assert f'<a href="{self.ARTICLE}">不再标出</a>' in page
        assert '<mark class="word"' not in page_of(client, self.ARTICLE)

    def test_the_text_stays_what_it_is(self, client):
        page = page_of(client, self.ARTICLE, words="港务费 减免")
        text = re.search(r"data-text>(.*?)<a class=\"anchor\"", page, re.DOTALL)[1]
        assert "港务费由船舶缴纳。港务费可以减免。" in re.sub(r"<[^>]+>", "", text)

    def test_marks_stand_within_the_links_of_entities(self, client, shipped):
        page = page_of(client, "/policies/gxblk-2009-232/articles/25/", words="进口关税")
        assert (
            re.search(r'<mark class="word"[^>]*>进口关税</mark>', page)
            or page.count('<mark class="word"') >= 2
        )
        assert 'class="mention' in page
