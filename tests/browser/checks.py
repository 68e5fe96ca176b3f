"""What holds of every page: it fits the screen, is accessible, says what it is and asks nobody else."""

from collections.abc import Callable, Iterable

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Response

_AXE = Axe()
_PHONE, _DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
#: As static/js/preferences.js marks the page for a reader who has chosen them.
_LARGE_LETTERS = ({"size": "200"}, {"edition": "plain"})
# Without preload: to read what a style sheet imports, axe makes style elements, which our policy refuses, and
# the console tells of it at some time. What the portal serves imports nothing (policy_portal/static_bundles).
_BY_DEFAULT = {"resultTypes": ["violations"], "preload": False}
_CHOOSE = """choice => {
    const root = document.documentElement.dataset, before = {};
    for (const [name, value] of Object.entries(choice)) [before[name], root[name]] = [root[name], value];
    return before;
}"""
#: Between the schemes, nothing but colours is different.
_OF_COLOURS = {**_BY_DEFAULT, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def complaints(
    page: Page, paths: Iterable[str], *, prepare: Callable[[Page], None] = lambda page: None
) -> dict[str, list[str]]:
    """What is wrong with the pages of an open portal, by path; a page without a fault is left out.

    Each is opened once and looked at as a phone, a phone with large letters and a desktop show it.
    """
    origin = page.evaluate("location.origin")
    heard: list[str] = []
    page.on("request", lambda request: request.url.startswith(origin) or heard.append(f"asks {request.url}"))
    page.on("console", lambda message: message.type in ("error", "warning") and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    found: dict[str, list[str]] = {}
    for path in paths:
        heard.clear()
        page.set_viewport_size(_PHONE)
        response = page.goto(path)
        prepare(page)
        wrong = [*_misfit(page), *_too_wide_with_large_letters(page), *_without_name(page, response)]
        wrong += barriers(page)
        page.set_viewport_size(_DESKTOP)
        wrong += [*_misfit(page), *barriers(page, schemes=["light"])]
        # The error pages answer 404 and 400, which the console reports.
        found[path] = [*(text for text in heard if "status of 4" not in text), *wrong]
    return {path: wrong for path, wrong in found.items() if wrong}


def excess(page: Page) -> int:
    """By how many pixels a page is wider than its screen."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return max(0, page.evaluate(width))


def barriers(
    page: Page, context: str | None = None, *, schemes: Iterable[str] = ("light", "dark")
) -> list[str]:
    """What axe finds: in the first scheme with all its rules, in another with those that look at colours."""
    found, options = [], _BY_DEFAULT
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in _violations(page, context, options)]
        options = _OF_COLOURS
    return found


def _violations(page: Page, context: str | None, options: dict) -> list[str]:
    found = _AXE.run(page, context=context, options=options).response["violations"]
    return [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:5]]}" for rule in found]


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
