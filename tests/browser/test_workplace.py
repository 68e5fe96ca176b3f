"""The workplace by mouse, keyboard, telephone, and without scripts; that the pages fit and are accessible."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Mention, Reference
from articles.models.links.evidence import Basis
from guidance.models import SupportMeasure
from tests.browser.checks import complaints_at_the_desk
from tests.browser.conftest import PHONE
from tests.browser.steps import follow

pytestmark = pytest.mark.django_db(transaction=True)

#: Where words stand on the screen; the whole of them may be in a mark.
PLACE_OF = """(words) => {
  const walk = document.createTreeWalker(document.querySelector('[data-passage]'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const box = range.getClientRects()[0];
    return [box.left + 1, box.right - 1, (box.top + box.bottom) / 2];
  }
}"""


@pytest.fixture
def work(portal) -> Article:
    return Article.objects.get(number=25)


def path_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def choose(page: Page, words: str) -> None:
    left, right, height = page.evaluate(PLACE_OF, words)
    page.mouse.move(left, height)
    page.mouse.down()
    page.mouse.move(right, height, steps=6)
    page.mouse.up()


def test_words_are_linked_with_three_clicks_and_taken_back_with_one(open_admin, work):
    page = open_admin(path_of(work))
    choose(page, "财税政策")  # inside a mark
    expect(page.locator("#link-words")).to_have_value("财税政策")
    page.fill("#link-name", "caizhengbu")
    page.locator("#link-choices [role=option]", has_text="财政部").first.click()
    follow(page.get_by_role("button", name="链接并公开"))
    linked = Mention.objects.of_article(work).get(entity__name="财政部", basis=Basis.NAMED, quote="财税政策")
    assert work.text[linked.start : linked.end] == "财税政策"
    follow(page.get_by_role("button", name="撤销"))
    assert not Mention.objects.published().with_ids([linked.pk]).exists()


def test_words_are_linked_to_an_article_that_is_picked_by_keyboard(open_admin, work):
    page = open_admin(path_of(work))
    choose(page, "国家急需")
    page.fill("#link-name", "第二十六条")
    expect(page.locator("#link-choices [role=option]").first).to_contain_text("第二十六条")
    page.press("#link-name", "Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the button has the focus now
    cited = Reference.objects.of_article(work).get(quote="国家急需")
    assert (cited.target.number, cited.status) == (26, "published")


def test_an_edit_is_told_and_saved_by_keyboard(open_admin, work):
    page = open_admin(path_of(work))
    expect(page.locator("#id_text")).to_be_hidden()
    page.click("text=更正这一条 >> nth=0")
    page.fill("#id_text", f"{work.text}另加一句。")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("#review dd ins")).to_have_text("另加一句。")
    follow(page.locator("#review").get_by_role("button", name="确认保存"))
    work.refresh_from_db()
    assert work.text.endswith("另加一句。")
    with page.expect_navigation():
        page.keyboard.press("j")
    expect(page.locator("h1")).to_contain_text("第二十六条")


def test_without_scripts_a_place_is_chosen_from_those_where_the_words_stand(open_admin, work):
    page = open_admin(path_of(work), java_script_enabled=False)
    page.fill("#link-words", "免征进口关税")
    page.fill("#link-name", "财政部")
    follow(page.get_by_role("button", name="链接并公开"))
    page.locator("input[name=place]").nth(1).check()
    follow(page.get_by_role("button", name="确定"))
    expect(page.get_by_text("已添加链接")).to_be_visible()
    linked = Mention.objects.of_article(work).get(entity__name="财政部", quote="免征进口关税")
    assert linked.start == work.text.rindex("免征进口关税")


def test_pages_fit_are_accessible_and_nothing_is_blocked(open_admin, work):
    measure = SupportMeasure.objects.first()
    paths = (
        *("/admin/", path_of(work), f"/admin/articles/policy/{work.policy_id}/change/"),
        *("/admin/articles/article/", "/admin/articles/mention/?q=25", "/admin/articles/mention/add/"),
        *(f"/admin/guidance/supportmeasure/{measure.pk}/change/", "/admin/auth/group/add/", "/admin/totp/"),
    )
    assert complaints_at_the_desk(open_admin("/admin/", PHONE), paths) == {}
