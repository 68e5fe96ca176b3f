"""What looks at every page (tests/browser/checks.py) sees what is wrong there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.checks import barriers, complaints
from tests.browser.conftest import PHONE

LIST = """<html lang="zh"><title>题</title><main><h1>标题</h1><ul>
<li class="line">第一行</li><li class="line">第二行</li><li class="line">第三行</li></ul></main></html>"""
#: What makes a line of a list hard to read: it is like those before it in all else.
FAULTS = ["color: #aaa", "background: #333", "opacity: .3"]


@pytest.fixture
def page(browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content(LIST)
    yield page
    page.close()


def set_style(page: Page, selector: str, style: str) -> None:
    page.locator(selector).evaluate("(element, style) => { element.style = style; }", style)


def hard_to_read(page: Page) -> str:
    return "".join(line for line in barriers(page) if line.startswith("color-contrast"))


def test_what_is_legible_has_no_fault(page):
    assert barriers(page) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_one_line_that_is_hard_to_read_is_found_among_those_like_it(page, fault):
    set_style(page, "li >> nth=2", fault)
    assert "第三行" in hard_to_read(page)
    assert "第一行" not in hard_to_read(page)


def test_a_small_line_is_found_among_large_ones(page):
    set_style(page, "ul", "color: #888; font-size: 30px")
    assert hard_to_read(page) == ""
    set_style(page, "li >> nth=2", "font-size: 12px")
    assert "第三行" in hard_to_read(page)


def test_lines_are_found_by_what_is_behind_them(page):
    set_style(page, "ul", "background: #333")
    assert "第一行" in hard_to_read(page)


def test_a_page_that_has_changed_its_colours_is_looked_at_anew(page):
    assert hard_to_read(page) == ""
    set_style(page, "body", "color: #aaa")
    assert "第一行" in hard_to_read(page)


#: What is wrong only on a phone, on a desktop, with large letters, in the dark, in the light.
ONLY_THERE = (
    "@media (max-width: 600px) { main { min-width: 690px } }",
    "@media (min-width: 601px) { main { min-width: 1480px } }",
    "[data-size='200'] main { min-width: 990px !important }",
    "@media (prefers-color-scheme: dark) { h1 { color: #333 !important } }",
    "@media (prefers-color-scheme: light) { main code { color: #ddd !important } }",
)


def test_every_page_is_looked_at_in_each_way_and_by_axe_in_turns(open_page):
    page = open_page("/", PHONE)

    def spoil(page: Page) -> None:
        page.evaluate(
            """rules => {
                const sheet = document.styleSheets[0];
                for (const rule of rules) sheet.insertRule(rule, sheet.cssRules.length);
            }""",
            ONLY_THERE,
        )

    first, second = complaints(page, ["/feeds/", "/about/"], prepare=spoil).values()
    for lines in (first, second):
        widths = [line for line in lines if line.endswith("too wide")]
        assert {"300 pixels too wide", "200 pixels too wide", "{'size': '200'}: 600 pixels too wide"} < set(
            widths
        )
    assert [line for line in first if line.startswith("color-contrast: <h1")]  # by axe in the dark
    assert not [line for line in first if line.startswith("color-contrast: <code")]
    assert [line for line in second if line.startswith("color-contrast: <code")]  # and in the light
    assert not [line for line in second if line.startswith("color-contrast: <h1")]


def test_where_axe_cannot_decide_it_goes_on_to_one_like_it(page):
    set_style(page, "ul", "color: #aaa")
    page.locator("li").first.evaluate(
        """line => {
            const cover = document.createElement("div");
            cover.style = "position: absolute; inset: 0 0 auto 0; height: 7rem; background: #fff";
            document.body.append(cover);
            for (const other of document.querySelectorAll("li + li")) other.style.marginTop = "7rem";
        }"""
    )
    assert "第一行" not in hard_to_read(page)
    assert "第二行" in hard_to_read(page)
