"""What holds of every page: it fits the screen, is accessible, says what it is and asks nobody else."""

from collections.abc import Callable, Iterable

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Response

#: A page is looked at twice, not four times, and axe looks at it once, on a phone in light or on a desktop in
#: dark from page to page: pages are made of the same parts, which it sees in all ways (test_components.py).
SMALL_AND_LIGHT = {"width": 390, "height": 844}, "light"
WIDE_AND_DARK = {"width": 1280, "height": 900}, "dark"
#: As static/js/preferences.js marks the page for a reader who has chosen them.
_LARGE_LETTERS = ({"size": "200"}, {"edition": "plain"})
#: axe reads the same few colours from text for each element and what is behind it: a quarter of its time.
_REMEMBER_COLOURS = """
(() => {
    const { prototype } = axe.commons.color.Color, parse = prototype.parseString, known = new Map();
    prototype.parseString = function (text) {
        if (known.has(text)) return Object.assign(this, known.get(text));
        const { r, g, b, alpha } = parse.call(this, text);
        known.set(text, { r, g, b, alpha });
        return this;
    };
})();
"""
#: Whether words can be read depends on their colour, size and weight and on what is behind them. To find
#: that out for each text of a page is half of axe's work: once it has decided for one, it takes the others
#: that are alike in all this, as are the elements around them, for known. Where it cannot decide, as of what
#: is covered, it goes on to the next. Each run begins anew: a page may have changed its colours.
_LOOK_ONCE_AT_WHAT_LOOKS_THE_SAME = """
(() => {
    const check = axe._audit.checks["color-contrast"], isLegible = check.evaluate;
    const own = (element) => {
        const style = getComputedStyle(element);
        return [element.localName, element.className, style.color, style.background, style.opacity,
            style.font, style.textShadow, style.filter, style.position].join();
    };
    axe.forgetLooks = () => {
        const numbers = new Map(), looks = new Map(), decided = new Set();
        const numbered = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).get(text);
        const look = (element) => {
            if (!element) return "";
            const known = looks.get(element) ?? numbered(`${look(element.parentElement)} ${own(element)}`);
            looks.set(element, known);
            return known;
        };
        check.evaluate = function (element, ...rest) {
            if (decided.has(look(element))) return true;
            const answer = isLegible.call(this, element, ...rest);
            if (answer !== undefined) decided.add(look(element));
            return answer;
        };
    };
})();
"""
_AXE = f"{Axe().axe_script}\n{_REMEMBER_COLOURS}\n{_LOOK_ONCE_AT_WHAT_LOOKS_THE_SAME}"
# Without preload: to read what a style sheet imports, axe makes style elements, which our policy refuses, and
# the console tells of it at some time. What the portal serves imports nothing (serving/static_bundles.py).
_OPTIONS = {"resultTypes": ["violations"], "preload": False, "selectors": False}
_RUN_AXE = """async ([part, options]) =>
    window.axe && (axe.forgetLooks(), await axe.run(part ?? document, options)).violations.map(
    rule => `${rule.id}: ${rule.nodes.slice(0, 5).map(node => node.html.slice(0, 120)).join(" | ")}`
)"""
#: What axe sees of a table. The rows after them are made like these, and with thousands it takes a minute.
_CUT_TABLES = """rows => {
    for (const body of document.querySelectorAll("tbody")) {
        if (body.rows[rows]) body.replaceChildren(...[...body.rows].slice(0, rows));
    }
}"""
_ROWS = 20
#: What changes slowly is at its end: axe takes the colours of the moment.
_EXCESS = """() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
    return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth);
}"""
#: All in one question, as below: between two of them the browser draws the page.
_EXCESS_WITH = f"""choices => choices.map(choice => {{
    const root = document.documentElement.dataset, before = {{}};
    for (const [name, value] of Object.entries(choice)) [before[name], root[name]] = [root[name], value];
    const excess = ({_EXCESS})();
    Object.assign(root, before);
    return excess;
}})"""
_NAMES = """() => [
    document.title,
    document.querySelectorAll("h1").length,
    [...document.querySelectorAll("link[rel=canonical]")].map(link => link.getAttribute("href")),
]"""


def complaints(
    page: Page, paths: Iterable[str], *, prepare: Callable[[Page], None] = lambda page: None
) -> dict[str, list[str]]:
    """What is wrong with the pages of an open portal, by path; a page without a fault is left out."""
    origin = page.evaluate("location.origin")
    requests: list[str] = []
    page.on(
        "request", lambda request: request.url.startswith(origin) or requests.append(f"asks {request.url}")
    )

    def wrong_with(response: Response) -> list[str]:
        prepare(page)
        wrong = [*requests, *_without_name(page, response)]
        requests.clear()
        return wrong

    return _seen_in_both(page, paths, wrong_with, wrong_when_small=_too_wide_with_large_letters)


def complaints_at_the_desk(page: Page, paths: Iterable[str], part: str = "#content") -> dict[str, list[str]]:
    """The same of pages of the administration, whose heads are Django's: axe looks at `part` alone."""
    return _seen_in_both(page, paths, lambda response: [], part)


def excess(page: Page) -> int:
    """By how many pixels a page is wider than its screen."""
    return page.evaluate(_EXCESS)


def barriers(page: Page, part: str | None = None) -> list[str]:
    """What axe finds in a page, or in a part of it that a selector names, as it is shown now."""
    if (breaches := page.evaluate(_RUN_AXE, [part, _OPTIONS])) is None:
        page.evaluate(_AXE)
        breaches = page.evaluate(_RUN_AXE, [part, _OPTIONS])
    return breaches


def _seen_in_both(
    page: Page,
    paths: Iterable[str],
    wrong_with: Callable[[Response], list[str]],
    part: str | None = None,
    wrong_when_small: Callable[[Page], list[str]] = lambda page: [],
) -> dict[str, list[str]]:
    messages: list[str] = []
    page.on("console", lambda message: message.type in ("error", "warning") and messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    wrong_by_path: dict[str, list[str]] = {}
    page.add_init_script(_AXE)  # sent once, not again with each page
    # As the one page ends the next begins: each is drawn twice, not three or four times.
    looks = (SMALL_AND_LIGHT, WIDE_AND_DARK)
    _show(page, *looks[0])
    for path in paths:
        messages.clear()
        wrong = wrong_with(page.goto(path))
        for number, look in enumerate(looks):
            wrong += _misfit(_show(page, *look) if number else excess(page))
            wrong += wrong_when_small(page) if look is SMALL_AND_LIGHT else []
        page.evaluate(_CUT_TABLES, _ROWS)
        wrong += barriers(page, part)
        # The error pages answer 404 and 400, which the console reports.
        wrong_by_path[path] = [*(text for text in messages if "status of 4" not in text), *wrong]
        looks = looks[::-1]
    _show(page, *SMALL_AND_LIGHT)
    return {path: wrong for path, wrong in wrong_by_path.items() if wrong}


def _show(page: Page, screen: dict[str, int], scheme: str) -> int:
    """By how many pixels the page is then too wide."""
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=scheme)
    return excess(page)


def _misfit(pixels: int) -> list[str]:
    return [f"{pixels} pixels too wide"] if pixels else []


def _too_wide_with_large_letters(page: Page) -> list[str]:
    excesses = page.evaluate(_EXCESS_WITH, _LARGE_LETTERS)
    return [
        f"{choice}: {text}"
        for choice, pixels in zip(_LARGE_LETTERS, excesses, strict=True)
        for text in _misfit(pixels)
    ]


def _without_name(page: Page, response: Response) -> list[str]:
    title, headings, addresses = page.evaluate(_NAMES)
    wrong = [] if title else ["no title"]
    wrong += [] if headings == 1 else [f"{headings} headings"]
    # What is not there has no address that others should use.
    is_named = len(addresses) == 1 and addresses[0].startswith(f"{settings.PORTAL_SITE_URL}/")
    return wrong if is_named or (response.status == 404 and not addresses) else [*wrong, f"named {addresses}"]
