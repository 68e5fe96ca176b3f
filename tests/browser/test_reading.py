"""Reading and citing as a person does it: with a mouse, with the keyboard, without scripts, on paper."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import follow

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_copy_button_copies_the_citation_to_the_letter(open_page):
    page = open_page(ARTICLE, **COPYING)
    page.get_by_text("引用格式").click()
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
    page.get_by_text("引用格式").click()
    assert page.locator(".citations__text").first.inner_text() == "《国家产业技术政策》第二十五条"
    assert page.locator(".copy:visible, [data-copy-unit]:visible, [data-print]:visible").count() == 0


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
    for selector in (".site-header", ".contents", ".breadcrumb", ".neighbours", ".toolbar", ".margin"):
        assert not page.locator(selector).first.is_visible(), selector


def clipboard(page) -> dict[str, str]:
    """What the clipboard holds, by type."""
    return page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const texts = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
            return Object.fromEntries(await Promise.all(texts));
        }"""
    )


def test_the_text_and_its_citation_are_copied_together_without_links_and_colours(open_page):
    page = open_page(ARTICLE, **COPYING)
    page.get_by_role("button", name="复制 原文和引用").click()
    page.get_by_text("已复制").first.wait_for()
    citation = "——《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"
    texts = clipboard(page)
    assert texts["text/plain"] == f"{page.locator('.provision p').text_content()}\n{citation}"
    assert "<a" not in texts["text/html"]
    assert f"<p>{citation}</p>" in texts["text/html"]


def test_what_is_copied_by_hand_is_free_of_links_as_well(open_page):
    page = open_page(ARTICLE, **COPYING)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.provision p'))")
    page.keyboard.press("Control+c")
    assert "<a" not in clipboard(page)["text/html"]
    assert clipboard(page)["text/plain"].startswith("加大对引进技术消化吸收再创新的投入。")


def test_a_marked_word_opens_its_evidence_and_is_no_link_when_its_kind_is_off(open_page):
    page = open_page(ARTICLE)
    word = page.locator(".provision .mention--instrument", has_text="进口关税").first
    evidence = page.locator(word.get_attribute("href"))
    assert not evidence.is_visible()
    word.click()
    expect(evidence).to_be_visible()
    page.get_by_label("政策工具").uncheck()
    assert word.get_attribute("href") is None
    page.get_by_label("政策工具").check()
    assert word.get_attribute("href")
    assert page.locator(".provision .mention--force[href]:not(.mention--instrument)").count() == 0
    page.get_by_label("效力性质").check()
    assert page.locator(".provision .mention--force[href]").count()


def test_the_contents_of_the_whole_text_follow_the_reading(open_page):
    page = open_page("/policies/gxblk-2009-232/full/")
    current = page.locator(".contents [aria-current]")
    page.locator("#art_25").evaluate("unit => unit.scrollIntoView()")
    expect(current).to_contain_text("第二十五条")
    expect(current).to_be_visible()
    page.locator("#art_4").evaluate("unit => unit.scrollIntoView()")
    expect(current).to_contain_text("第四条")
    assert page.locator(".contents details[open]").count() == 1


def test_units_picked_on_several_pages_come_together(open_page):
    page = open_page("/policies/gxblk-2009-232/chapters/6/")
    page.locator("#art_25").get_by_label("收藏").check()
    page.goto("/policies/gxblk-2009-232/articles/12/")
    page.locator(".toolbar").get_by_label("收藏").check()
    expect(page.locator("[data-selection-count]")).to_have_text("已收藏 2 项")
    follow(page.get_by_role("button", name="查看与导出"))
    assert page.url.endswith("/selection/?unit=gxblk-2009-232:25,12")
    assert [label.inner_text() for label in page.locator(".unit h2 .article-label").all()] == [
        "第十二条",
        "第二十五条",
    ]
    follow(page.get_by_role("link", name="移出 第十二条"))
    assert page.locator(".unit h2").count() == 1
    page.goto("/policies/gxblk-2009-232/articles/12/")
    expect(page.locator(".toolbar").get_by_label("收藏")).not_to_be_checked()
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".selection-bar")).to_be_hidden()


def test_without_scripts_the_boxes_of_a_page_go_to_the_selection(open_page):
    page = open_page("/policies/gxblk-2009-232/chapters/6/", java_script_enabled=False)
    page.locator("#art_25").get_by_label("收藏").check()
    page.locator("#art_23").get_by_label("收藏").check()
    follow(page.get_by_role("button", name="查看与导出"))
    assert [label.inner_text() for label in page.locator(".unit h2 .article-label").all()] == [
        "第二十三条",
        "第二十五条",
    ]


def test_keys_search_list_step_and_turn_pages(open_page):
    page = open_page(ARTICLE)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/articles/26/")
    page.keyboard.press("k")
    page.wait_for_url("**/articles/25/")
    page.keyboard.press("/")
    expect(page.locator("#q-header")).to_be_focused()
    page.keyboard.type("k?")
    assert page.locator("#q-header").input_value() == "k?"


def test_display_settings_hold_on_the_next_page(open_page):
    page = open_page(ARTICLE)
    page.get_by_text("更多").first.click()
    page.get_by_label("深色").check()
    page.get_by_label("长辈版").check()
    page.get_by_label("不用").check()
    page.goto("/policies/gxblk-2009-232/chapters/6/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 22
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_hidden()


def test_a_menu_closes_on_escape_and_on_a_click_elsewhere(open_page):
    page = open_page(ARTICLE)
    panel = page.locator(".site-menu__panel")
    page.locator(".site-menu summary").click()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.locator(".site-menu summary").click()
    page.locator(".provision").click(position={"x": 5, "y": 5})
    expect(panel).to_be_hidden()


def test_the_header_of_a_phone_leaves_the_screen_to_the_text(open_page):
    page = open_page(ARTICLE, PHONE)
    assert page.locator(".site-header").bounding_box()["height"] <= 64
    bar = page.locator(".toolbar").bounding_box()
    assert bar["y"] + bar["height"] == PHONE["viewport"]["height"]
    page.locator(".site-menu summary").click()
    expect(page.locator(".site-menu__panel").get_by_role("link", name="支持措施")).to_be_visible()


def test_nothing_moves_when_the_script_shows_the_copy_buttons(open_page):
    page = open_page("/policies/gxblk-2009-232/chapters/5/", PHONE)
    text = page.locator("#art_17 [data-text]")
    expect(page.locator("#art_17 [data-copy-unit]")).to_be_visible()
    box = text.bounding_box()
    page.evaluate("for (const each of document.querySelectorAll('[data-copy-unit]')) each.hidden = true")
    assert text.bounding_box() == box


def test_an_address_that_cannot_be_decoded_leaves_the_scripts_of_the_page_at_work(open_page):
    page = open_page(f"{ARTICLE}#100%")
    expect(page.locator("[data-print]").first).to_be_visible()


def test_keys_work_while_a_box_that_is_ticked_has_the_focus(open_page):
    page = open_page("/policies/gxblk-2009-232/full/")
    box = page.locator("#art_1").get_by_label("收藏")
    box.check()
    page.keyboard.press("j")
    expect(box).not_to_be_focused()
