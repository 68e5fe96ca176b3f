"""On paper every page ends with its address; on screen nothing is loaded for that."""

from tests.browser.conftest import DESKTOP

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


def test_the_foot_is_loaded_and_shown_on_paper_only(open_page):
    page = open_page("/", DESKTOP)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(ARTICLE)
    page.wait_for_load_state("networkidle")
    assert not page.locator(".print-foot").is_visible()
    assert not [address for address in addresses if "qr.svg" in address]
    page.pdf()
    assert [address for address in addresses if "qr.svg" in address]
    page.emulate_media(media="print")
    foot = page.locator(".print-foot")
    assert ARTICLE in foot.inner_text()
    assert foot.evaluate("foot => getComputedStyle(foot).position") == "fixed"


def test_a_table_of_articles_gives_the_words_most_of_the_paper(open_page):
    page = open_page("/ministries/mof/", {"viewport": {"width": 800, "height": 900}})
    page.emulate_media(media="print")
    cells = page.locator(".entity-table tbody tr").first.locator("th, td")
    widths = [cell.bounding_box()["width"] for cell in cells.all() if cell.is_visible()]
    assert len(widths) == 3  # nothing to tick
    assert max(widths) == widths[1]
