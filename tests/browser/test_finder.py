"""The finder in a real browser: with the keyboard alone, without a script, with one, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import barriers
from tests.browser.conftest import LOOKS, PHONE

FINDER = "/guidance/"
ANSWERED = f"{FINDER}?kind=enterprise&does=rd&does=goods_import&needs=finance&size=large"


def wait_for_results(page, words: str) -> None:
    page.locator("#results", has_text=words).wait_for()


def results_of(page) -> str:
    return re.sub(r"\s+", " ", page.locator("#results").inner_text())


def focused_words(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def tab_to(page, wanted: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if focused_words(page) == wanted:
            return
    pytest.fail(f"按 Tab 键到不了 {wanted}，停在 {focused_words(page)}")


def test_with_the_keyboard_alone_to_a_measure(open_page):
    page = open_page(FINDER)
    tab_to(page, "kind-enterprise")
    page.keyboard.press("Space")
    wait_for_results(page, "项与您有关")
    expect(page.locator("#kind-enterprise")).to_be_focused()
    page.evaluate("document.querySelectorAll('.activity-group')[0].querySelector('summary').focus()")
    page.keyboard.press("Enter")
    tab_to(page, "needs-finance")
    page.keyboard.press("Space")
    wait_for_results(page, "寻求支持：融资贷款")
    tab_to(page, "size-unknown")
    page.keyboard.press("ArrowLeft")
    wait_for_results(page, "规模：大型")
    expect(page.locator("#size-large")).to_be_focused()
    page.wait_for_url("**/guidance/?kind=enterprise&needs=finance&size=large*")
    page.locator("#m-credit-key-common-technology summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#m-credit-key-common-technology blockquote")).to_be_visible()
    tab_to(page, "措施的页面")
    page.keyboard.press("Enter")
    page.wait_for_url("**/credit-key-common-technology/")


def test_an_answer_given_by_keyboard_leaves_the_focus_in_the_results_and_is_announced(open_page):
    page = open_page(f"{FINDER}?kind=enterprise&needs=goods_import")
    before = page.locator("#finder-live").inner_text()
    denied = page.locator(".open-questions .answer-links a[data-hx-get*='fact_'][data-hx-get$='=no']").first
    answer = denied.get_attribute("data-hx-get").split("&")[-1]
    denied.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/guidance/?*{answer}")
    page.locator(f"input[type=hidden][name={answer.removesuffix('=no')}]").wait_for(state="attached")
    expect(page.locator("#results")).to_be_focused()
    expect(page.locator("#finder-live")).not_to_have_text(before)
    page.locator("#size-small").check()
    wait_for_results(page, "规模：小型")
    page.wait_for_url(f"**/guidance/?*{answer}*")


def test_without_a_script_the_form_leads_to_the_same_results(open_page):
    plain = open_page(FINDER, java_script_enabled=False)
    plain.locator("#kind-enterprise").check()
    plain.locator(".activity-group summary").nth(1).click()
    plain.locator("#does-rd").check()
    plain.locator("#size-small").check()
    plain.get_by_role("button", name="看结果").click()
    plain.wait_for_url("**/guidance/?*#results")
    scripted = open_page(FINDER)
    scripted.locator("#kind-enterprise").check()
    scripted.locator(".activity-group summary").nth(1).click()
    scripted.locator("#does-rd").check()
    scripted.locator("#size-small").check()
    wait_for_results(scripted, "规模：小型")
    assert results_of(scripted) == results_of(plain)
    scripted.wait_for_url("**/guidance/?kind=enterprise&does=rd&size=small")


def test_going_back_shows_what_was_answered_before(open_page):
    page = open_page(f"{FINDER}?kind=enterprise&does=ip")
    page.locator("#size-small").check()
    wait_for_results(page, "规模：小型")
    page.go_back()
    expect(page.locator("#size-small")).not_to_be_checked()
    assert "规模：小型" not in results_of(page)
    assert page.locator("#does-ip").is_checked()


def test_a_wrong_figure_is_told_while_answering(open_page):
    page = open_page(f"{FINDER}?kind=enterprise&does=rd")
    page.locator("#figures summary").click()
    page.locator("#industry").select_option("industry")
    page.locator("#employees").fill("-5")
    page.locator("#employees").press("Tab")
    wait_for_results(page, "从业人员（人）须在 0 与一万亿之间")
    page.locator("#employees").fill("200")
    page.locator("#revenue").fill("1500")
    page.locator("#revenue").press("Enter")
    wait_for_results(page, "为小型企业")
    expect(page.locator("#results")).to_be_focused()


def test_no_copy_of_the_results_is_kept_in_the_browser(open_page):
    page = open_page(ANSWERED)
    page.locator("#ownership-domestic").check()
    wait_for_results(page, "内资")
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    # htmx notes the address of the tab, which stands in its address bar anyway.
    assert "条文条件已符合" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_on_a_phone_the_counts_stay_in_view_above_the_form(open_page):
    page = open_page(FINDER, PHONE)
    page.locator("#kind-university").tap()
    bar = page.locator(".finder-bar")
    page.locator("#finder-live", has_text="还差几项情况").wait_for()
    box = bar.bounding_box()
    assert box["y"] + box["height"] <= PHONE["viewport"]["height"] + 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("device", "scheme"), LOOKS)
def test_axe_finds_no_barrier_after_answers_came_in(open_page, device, scheme):
    page = open_page(ANSWERED, device, color_scheme=scheme)
    page.locator("#ownership-domestic").check()
    wait_for_results(page, "内资")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert barriers(page) == []


def test_the_guided_way_on_a_phone_leads_to_results_in_a_few_taps(open_page):
    page = open_page(FINDER, PHONE)

    def tap(target) -> None:
        with page.expect_navigation():
            target.tap()

    tap(page.get_by_role("link", name="一步一步问我").first)
    tap(page.get_by_role("button", name="企业 公司"))
    page.locator("label[for=size-small]").tap()
    tap(page.get_by_role("button", name="下一步"))
    page.locator("label[for=topic-funds]").tap()
    tap(page.get_by_role("button", name="下一步"))
    page.locator("label[for=needs-finance]").tap()
    tap(page.get_by_role("button", name="下一步"))
    while "/step/" in page.url:
        tap(page.get_by_role("link", name="不清楚"))
    expect(page.locator("#results-title")).to_be_visible()
    assert "needs=finance" in page.url
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000


def test_two_situations_are_compared_from_the_results(open_page):
    page = open_page(f"{FINDER}?kind=enterprise&needs=finance&size=small")
    page.get_by_role("link", name="与另一种情况比较").click()
    page.locator("#size-large").check()
    wait_for_results(page, "规模：大型")
    page.get_by_role("link", name="看甲、乙对照").click()
    page.wait_for_url("**/guidance/compare/?a=*")
    expect(page.locator(".compared").first).to_contain_text("企业规模：大型")
