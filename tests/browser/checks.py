"""What holds of every page: it fits the screen, is accessible, says what it is and asks nobody else."""

from collections.abc import Callable, Iterable
from itertools import cycle

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Response

#: A page is looked at twice, not four times, and axe looks at it once, on a phone in light or on a desktop in
#: dark from page to page: pages are made of the same parts, which it sees in all ways (test_components.py).
SMALL_AND_LIGHT = {"width": 390, "height": 844}, "light"
WIDE_AND_DARK = {"width": 1280, "height": 900}, "dark"
#: As static/js/preferences.js marks the page for a reader who has chosen them.
_LARGE_LETTERS = ({"size": "200"}, {"edition": "plain"})
_AXE = Axe().axe_script
# Without preload: to read what a style sheet imports, axe makes style elements, which our policy refuses, and
# the console tells of it at some time. What the portal serves imports nothing (policy_portal/static_bundles).
_OPTIONS = {"resultTypes": ["violations"], "preload": False, "selectors": False}
_RUN_AXE = """async ([part, options]) => (await axe.run(part ?? document, options)).violations.map(
    rule => `${rule.id}: ${rule.nodes.slice(0, 5).map(node => node.html.slice(0, 120)).join(" | ")}`
)"""
_END_OF_TRANSITIONS = """() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""
#: What axe sees of a table. The rows after them are made like these, and with thousands it takes a minute.
_CUT_TABLES = """rows => {
    for (const body of document.querySelectorAll("tbody")) while (body.rows[rows]) body.rows[rows].remove();
}"""
_ROWS = 20
_CHOOSE = """choice => {
    const root = document.documentElement.dataset, before = {};
    for (const [name, value] of Object.entries(choice)) [before[name], root[name]] = [root[name], value];
    return before;
}"""


def complaints(
    page: Page, paths: Iterable[str], *, prepare: Callable[[Page], None] = lambda page: None
) -> dict[str, list[str]]:
    """What is wrong with the pages of an open portal, by path; a page without a fault is left out."""
    origin = page.evaluate("location.origin")
    asked: list[str] = []
    page.on("request", lambda request: request.url.startswith(origin) or asked.append(f"asks {request.url}"))

    def wrong_with(response: Response) -> list[str]:
        prepare(page)
        wrong = [*asked, *_too_wide_with_large_letters(page), *_without_name(page, response)]
        asked.clear()
        return wrong

    return _seen_in_both(page, paths, wrong_with)


def complaints_at_the_desk(page: Page, paths: Iterable[str], part: str = "#content") -> dict[str, list[str]]:
    """The same of pages of the administration, whose heads are Django's: axe looks at `part` alone."""
    return _seen_in_both(page, paths, lambda response: [], part)


def excess(page: Page) -> int:
    """By how many pixels a page is wider than its screen."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return max(0, page.evaluate(width))


def barriers(page: Page, part: str | None = None) -> list[str]:
    """What axe finds in a page, or in a part of it that a selector names, as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    return page.evaluate(_RUN_AXE, [part, _OPTIONS])


def _seen_in_both(
    page: Page, paths: Iterable[str], wrong_with: Callable[[Response], list[str]], part: str | None = None
) -> dict[str, list[str]]:
    heard: list[str] = []
    page.on("console", lambda message: message.type in ("error", "warning") and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    found: dict[str, list[str]] = {}
    _show(page, *SMALL_AND_LIGHT)
    for path, seen_by_axe in zip(paths, cycle((WIDE_AND_DARK, SMALL_AND_LIGHT)), strict=False):
        heard.clear()
        wrong = [*wrong_with(page.goto(path)), *_misfit(page)]
        _show(page, *WIDE_AND_DARK)
        wrong += _misfit(page)
        _show(page, *seen_by_axe)
        page.evaluate(_CUT_TABLES, _ROWS)
        wrong += barriers(page, part)
        _show(page, *SMALL_AND_LIGHT)  # as the next page is opened
        # The error pages answer 404 and 400, which the console reports.
        found[path] = [*(text for text in heard if "status of 4" not in text), *wrong]
    return {path: wrong for path, wrong in found.items() if wrong}


def _show(page: Page, screen: dict[str, int], scheme: str) -> None:
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_END_OF_TRANSITIONS)  # axe takes the colours of the moment


def _misfit(page: Page) -> list[str]:
    pixels = excess(page)
    return [f"{pixels} pixels too wide"] if pixels else []


def _too_wide_with_large_letters(page: Page) -> list[str]:
    wrong = []
    for choice in _LARGE_LETTERS:
        before = page.evaluate(_CHOOSE, choice)
        wrong += [f"{choice}: {text}" for text in _misfit(page)]
        page.evaluate(_CHOOSE, before)
    return wrong


def _without_name(page: Page, response: Response) -> list[str]:
    headings, canonical = page.locator("h1").count(), page.locator("link[rel=canonical]")
    addresses = [link.get_attribute("href") for link in canonical.all()]
    wrong = [] if page.title() else ["no title"]
    wrong += [] if headings == 1 else [f"{headings} headings"]
    # What is not there has no address that others should use.
    is_named = len(addresses) == 1 and addresses[0].startswith(f"{settings.PORTAL_SITE_URL}/")
    return wrong if is_named or (response.status == 404 and not addresses) else [*wrong, f"named {addresses}"]
