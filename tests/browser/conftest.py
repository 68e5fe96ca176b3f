"""A real Chromium against a live portal with the shipped policy in it."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from articles.importing.shipped_policies import load_shipped_content
from articles.search.index.maintenance import ensure_index
from guidance.measures.shipped_measures import load_shipped_measures

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Browser:
    executable = next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        if os.environ.get("PORTAL_BROWSER_TESTS") == "required":
            pytest.fail("没有找到 Chromium，而 PORTAL_BROWSER_TESTS=required")
        pytest.skip("没有找到 Chromium，浏览器测试没有运行；Debian：apt-get install chromium fonts-noto-cjk")
    # Playwright's own event loop makes Django see "async" where there is none.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def portal(browser, live_server, transactional_db) -> str:
    """The address of a live portal that holds the shipped policy."""
    load_shipped_content()
    load_shipped_measures()
    ensure_index()
    return live_server.url


@pytest.fixture
def open_page(browser, portal):
    """Open a path of the portal: `open_page("/about/", DESKTOP, java_script_enabled=False)`."""
    contexts = []

    def open_path(path: str, device: dict = DESKTOP, **options) -> Page:
        context = browser.new_context(base_url=portal, **{**device, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
