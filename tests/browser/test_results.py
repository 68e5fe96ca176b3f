"""The page of results in a browser: reasons, facets and clicks, with a script and without one."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import QueryClick, QueryLog
from articles.search.query_log.counting import write_counts
from tests.browser.conftest import PHONE
from tests.browser.steps import follow, until

SEARCH = "/search/?q=知识产权"
# The tests' own browser calls itself headless, which is no reader.
READER = {"user_agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"}


def written_click() -> QueryClick | None:
    """The click that the browser tells of in its own time, once the portal has it."""
    write_counts()
    return QueryClick.objects.select_related("entry").first()


def test_reasons_open_in_their_place(open_page):
    page = open_page(SEARCH)
    first = page.locator("details.why").first
    first.locator("summary").click()
    expect(first.locator("table caption")).to_contain_text("得分由哪些词而来")
    assert page.url.endswith("%E7%9F%A5%E8%AF%86%E4%BA%A7%E6%9D%83")


def test_reasons_are_a_page_without_a_script(open_page):
    page = open_page(SEARCH, java_script_enabled=False)
    first = page.locator("details.why").first
    first.locator("summary").click()
    follow(first.get_by_role("button", name="看各项得分"))
    expect(page.get_by_role("heading", level=1)).to_have_text("为什么是这一条")
    follow(page.get_by_role("link", name="回到检索结果"))
    expect(page.locator(".results .result").first).to_be_visible()


def test_facets_stand_beside_the_results_and_are_folded_on_a_phone(open_page):
    chapter = ".facets a:has-text('第五章')"
    expect(open_page(SEARCH).locator(chapter)).to_be_visible()
    expect(open_page(SEARCH, java_script_enabled=False).locator(chapter)).to_be_visible()
    for script in (True, False):
        phone = open_page(SEARCH, PHONE, java_script_enabled=script)
        expect(phone.locator(chapter)).not_to_be_visible()
        phone.get_by_text("缩小范围").click()
        expect(phone.locator(chapter)).to_be_visible()


def test_a_facet_narrows_and_its_chip_widens_again(open_page):
    page = open_page(SEARCH)
    before = page.locator(".count").inner_text()
    page.locator(".facets a:has-text('第五章')").click()
    expect(page.locator(".count")).not_to_have_text(before)
    counts = [int(re.search(r"(\d+) 条", text)[1]) for text in (page.locator(".count").inner_text(), before)]
    assert 0 < counts[0] < counts[1]
    page.locator(".chips a").last.click()
    page.locator(".chips").wait_for(state="detached")
    expect(page.locator(".count")).to_have_text(before)


def test_the_keyboard_stays_in_the_results_that_a_facet_replaces(open_page):
    page = open_page(SEARCH)
    before = page.locator(".count").inner_text()
    page.locator(".facets a:has-text('第五章')").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".count")).not_to_have_text(before)
    expect(page.locator("#found")).to_be_focused()


@pytest.mark.django_db(transaction=True)
def test_opening_a_result_is_counted_by_its_position_only(open_page):
    page = open_page(SEARCH, **READER)
    with page.expect_request("**/search/clicked/") as click_request:
        page.locator(".result h2 a").nth(1).click()
    page.wait_for_load_state()
    assert re.findall(r'name="(\w+)"', click_request.value.post_data) == ["q", "position"]
    click = until(page, written_click)
    assert (click.entry.query, click.position, click.clicks) == ("知识产权", 2, 1)
    assert QueryLog.objects.count() == 1
