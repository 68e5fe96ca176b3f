"""On paper every page ends with its address; on screen nothing is loaded for that."""

from tests.browser.conftest import DESKTOP

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


def test_the_foot_is_loaded_and_shown_on_paper_only(open_page):
    page = open_page("/", DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ARTICLE)
    page.wait_for_load_state("networkidle")
    assert not page.locator(".print-foot").is_visible()
    assert not [address for address in asked if "qr.svg" in address]
    page.pdf()
    assert [address for address in asked if "qr.svg" in address]
    page.emulate_media(media="print")
    foot = page.locator(".print-foot")
    assert ARTICLE in foot.inner_text()
    assert foot.evaluate("foot => getComputedStyle(foot).position") == "fixed"
