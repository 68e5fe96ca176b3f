"""The contents of a policy: places in its order, and the list beside its pages."""

import re

import pytest

from articles.models import Article
from articles.reading.contents import contents_of

CODE = """某法典
第一条 开头。
第一编 总则
第一章 一般规定
第二条 甲。
第三条 乙。
第二章 主体
第一节 自然人
第四条 丙。
第二节 法人
第五条 丁。
第二编 物权
第三章 所有权
第六条 戊。
"""


@pytest.fixture
def code(import_text):
    return import_text("code", CODE)


def list_beside(client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index('<nav class="contents"') :].partition("</nav>")[0]


def current_places(beside: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)" aria-current="page"', beside)


def open_divisions(beside: str) -> list[str]:
    names = re.findall(r"<details([^>]*)>\s*<summary>(.*?)</summary>", beside, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", name) for attributes, name in names if "open" in attributes]


def test_neighbours_are_found_across_chapters(shipped):
    contents = contents_of(shipped.slug)

    def around(number: int) -> list[int | None]:
        return [other and other.number for other in contents.around_article(contents.article(str(number)))]

    assert [around(1), around(3), around(34)] == [[None, 2], [2, 4], [33, None]]


def test_an_article_comes_with_its_text_and_the_shared_list_stays_without(code):
    contents = contents_of("code")
    assert contents.article("4").text == "丙。"
    assert contents.article("4").chapter.title == "主体"
    assert contents.article("4-1") is None
    assert all(listed.get_deferred_fields() == {"text"} for listed in contents.articles)


def test_a_chapter_has_the_articles_of_its_sections(code):
    contents = contents_of("code")
    chapter = next(chapter for chapter in contents.chapters if chapter.title == "主体")
    assert [article.number for article in contents.with_texts(contents.articles_in(chapter))] == [4, 5]


def test_the_list_marks_the_page_that_is_read_and_no_other(client, code):
    for article in code.articles.in_order():
        assert current_places(list_beside(client, article.get_absolute_url())) == [article.get_absolute_url()]
    for chapter in code.divisions.chapters():
        assert current_places(list_beside(client, chapter.get_absolute_url())) == [chapter.get_absolute_url()]


@pytest.mark.parametrize(
    ("number", "opened"),
    [
        (1, []),
        (2, ["第一编 总则", "第一章 一般规定"]),
        (4, ["第一编 总则", "第二章 主体", "第一节 自然人"]),
        (6, ["第二编 物权", "第三章 所有权"]),
    ],
)
def test_the_list_is_open_where_the_reader_is_and_nowhere_else(client, code, number, opened):
    assert open_divisions(list_beside(client, f"/policies/code/articles/{number}/")) == opened


def test_a_change_of_one_page_shows_in_the_list_of_the_others(client, code):
    pages = [f"/policies/code/articles/{number}/" for number in (1, 2)] + ["/policies/code/"]
    for page in pages:
        assert "另拟的题" not in client.get(page).content.decode()
    Article.objects.filter(policy=code, number=6).update(short_title="另拟的题")
    for page in pages:
        assert "另拟的题" in client.get(page).content.decode()
