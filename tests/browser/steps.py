"""Steps that lead to another page: what is read after one is read from the new page."""

from playwright.sync_api import Locator


def follow(target: Locator) -> None:
    """Click a link or a button that loads a page, and wait until that page stands.

    `Locator.click` alone returns before the new page is there, and a count or a text read at once
    is that of the old page or of half a new one.
    """
    with target.page.expect_navigation():
        target.click()
