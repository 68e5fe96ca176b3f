"""Steps that end when what they lead to is there: what is read after one is read from the new state."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Locator, Page

#: Seconds for what takes a moment, on a machine that is busy with something else.
PATIENCE = 60

T = TypeVar("T")


def follow(target: Locator) -> None:
    """Click a link or a button that loads a page, and wait until that page stands.

    `Locator.click` alone returns before the new page is there, and a count or a text read at once
    is that of the old page or of half a new one.
    """
    with target.page.expect_navigation():
        target.click()


def until(page: Page, look: Callable[[], T]) -> T:
    """Look again until there is something to see; `wait_for_function` uses eval, which the site forbids."""
    deadline = time.monotonic() + PATIENCE
    while not (value := look()):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    return value
