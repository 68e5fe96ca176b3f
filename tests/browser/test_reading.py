"""Reading and citing as a person does it: with a mouse, with the keyboard, without scripts, on paper."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import follow

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


def test_copy_button_copies_the_citation_to_the_letter(open_page):
    page = open_page(ARTICLE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制简式引用").click()
    page.get_by_text("已复制").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "《国家产业技术政策》第二十五条"


def test_contents_mark_where_the_reader_is(open_page):
    page = open_page(ARTICLE)
    current = page.locator(".contents [aria-current=page]")
    assert current.inner_text().startswith("第二十五条")
    assert current.is_visible()


def test_on_a_phone_a_link_leads_to_the_contents_below_the_text(open_page):
    page = open_page(ARTICLE, PHONE)
    page.get_by_role("link", name="本篇目录").click()
    page.wait_for_url("**#contents")
    expect(page.locator("#contents-title")).to_be_in_viewport()


def test_without_scripts_everything_but_the_copy_button_is_there(open_page):
    page = open_page("/", DESKTOP, java_script_enabled=False)
    page.get_by_label("条号", exact=True).fill("第二十五条")
    follow(page.get_by_role("button", name="直达"))
    assert page.url.endswith(ARTICLE)
    assert page.locator(".citations__text").first.inner_text() == "《国家产业技术政策》第二十五条"
    assert page.locator(".copy:visible").count() == 0


def test_keyboard_alone_skips_to_the_text_and_searches(open_page):
    page = open_page(ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.goto("/search/")
    page.locator("#q-page").focus()
    page.keyboard.type("政府采购")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator(".result mark").first.inner_text() == "政府采购"


def test_citation_in_the_search_box_opens_the_article(open_page):
    page = open_page("/")
    page.get_by_role("combobox").fill("工信部联科[2009]232号第25条")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ARTICLE}")
    assert page.locator("h1 .article-label").inner_text() == "第二十五条"


def test_a_chapter_facet_narrows_and_is_taken_off_again(open_page):
    page = open_page("/search/?q=知识产权")
    before = page.locator(".result").count()
    follow(page.locator(".facets a", has_text="第五章"))
    assert 0 < page.locator(".result").count() < before
    follow(page.locator(".chips a").first)  # the policy, and its chapter with it
    assert page.locator(".result").count() == before


def test_paper_shows_the_document_and_nothing_to_click(open_page):
    page = open_page(ARTICLE)
    page.emulate_media(media="print")
    assert page.locator(".provision").is_visible()
    for selector in (".site-header", ".contents", ".breadcrumb", ".neighbours", ".copy"):
        assert not page.locator(selector).first.is_visible(), selector
