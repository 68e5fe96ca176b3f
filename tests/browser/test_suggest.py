"""Suggestions while typing: the combobox by keyboard, mouse, finger, and without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import until


def test_the_keyboard_chooses_a_suggestion(open_page):
    page = open_page("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("第二十五")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("第二十五条")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    field.press("Enter")
    page.wait_for_url("**/articles/25/")


def test_arrows_go_round_and_escape_closes_before_it_empties(open_page):
    page = open_page("/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("zscq")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("zscq")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_enter_without_a_choice_searches_for_what_was_typed(open_page):
    page = open_page("/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("知识产权")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".result").first).to_be_visible()


def test_a_finger_chooses_a_suggestion(open_page):
    page = open_page("/search/", PHONE)
    page.locator("#q-page").press_sequentially("走出去")
    option = page.get_by_role("option", name="支持企业走出去")
    expect(option).to_be_in_viewport()
    option.tap()
    page.wait_for_url("**/articles/26/")


def test_the_list_goes_when_the_field_is_left(open_page):
    page = open_page("/search/")
    page.get_by_role("combobox").press_sequentially("财政")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(open_page):
    page = open_page("/search/")
    page.evaluate(
        """() => {
            const real = window.fetch;
            window.fetch = async (address, options) => {
                const answer = await real(address, options);
                const isFirst = decodeURIComponent(address).endsWith("=财政");
                if (isFirst) await new Promise((go) => { window.letGo = go; });
                return answer;
            };
        }"""
    )
    field = page.get_by_role("combobox")
    field.fill("财政")
    until(page, lambda: page.evaluate("'letGo' in window"))
    field.fill("走出去")
    expect(page.get_by_role("option", name="支持企业走出去")).to_be_visible()
    page.evaluate("window.letGo()")
    page.wait_for_timeout(500)  # for what must not happen
    expect(page.get_by_role("option", name="支持企业走出去")).to_be_visible()


def test_without_scripts_the_field_is_a_plain_search(open_page):
    page = open_page("/search/", DESKTOP, java_script_enabled=False)
    page.locator("#q-page").fill("知识产权")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".result").first).to_be_visible()
