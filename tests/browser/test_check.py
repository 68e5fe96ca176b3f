"""引文核验 in a browser: on a phone and a desktop, with keys, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import barriers, excess
from tests.browser.conftest import LOOKS

DRAFT = (
    "根据《国家产业技术政策》第二十五条，“国家给予必须的财税政策，重点支持国家急需的重大技术装备”。\n"
    "《国家产业技术政策》第九十九条另有规定。\n"
    "依照《民法典》第一千条。"
)


def result_page(page):
    page.fill("#draft-text", DRAFT)
    page.locator(".check-form [type=submit]").click()
    expect(page.locator("h1")).to_have_text("核验结果")
    return page


@pytest.mark.parametrize(("device", "scheme"), LOOKS)
def test_the_result_fits_and_is_accessible(open_page, device, scheme):
    page = result_page(open_page("/check/", device, color_scheme=scheme))
    assert excess(page) == 0
    assert barriers(page) == []


def test_keys_go_from_finding_to_finding_and_a_count_leaves_its_own(open_page):
    page = result_page(open_page("/check/"))
    page.locator("#show-no_such_unit").check()
    assert page.locator(".finding:visible").count() == 1
    page.locator("#show-all").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("#finding-1 h3 a")).to_be_focused()
    page.locator("#mark-2").click()
    expect(page.locator("#finding-2")).to_be_in_viewport()


def test_it_needs_no_script(open_page):
    page = result_page(open_page("/check/", java_script_enabled=False))
    with page.expect_download() as started:
        page.locator(".check-reports button").first.click()
    assert started.value.suggested_filename == "草稿（引文核验）.docx"
