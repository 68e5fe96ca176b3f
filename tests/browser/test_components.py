"""Photographs of the page that shows all components, in each mode in which a reader may see them."""

import pytest

from tests.browser.checks import barriers, excess
from tests.browser.conftest import DESKTOP, PHONE

PAGE = "/about/components/"
DARK = {"scheme": "dark"}


def photograph(page, choice: dict, *, media: str = "screen") -> bytes:
    page.evaluate("choice => localStorage.setItem('display', JSON.stringify(choice))", choice)
    page.emulate_media(media=media)
    page.reload()
    return page.screenshot(full_page=True)


def is_dark(page) -> bool:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    return sum(colour[:3]) < 3 * 128


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_components_are_whole_and_accessible_in_every_mode(open_page, device):
    page = open_page(PAGE, device)
    pictures = []
    for choice in ({}, DARK, {"edition": "plain"}, {"size": "200"}):
        pictures.append(photograph(page, choice))
        assert is_dark(page) == (choice == DARK)
        assert excess(page) == 0
        assert barriers(page) == []
        for component in page.locator("[data-component]").all():
            assert component.bounding_box()["height"] > 20, component.get_attribute("data-component")
    assert len(set(pictures)) == len(pictures)  # each choice is to be seen


def test_paper_is_light_whatever_a_reader_chose(open_page):
    page = open_page(PAGE)
    photograph(page, DARK, media="print")
    assert not is_dark(page)
    assert not page.locator(".toolbar").first.is_visible()
