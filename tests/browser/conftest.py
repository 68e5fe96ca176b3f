"""A real Chromium against a live portal with the shipped policy in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.reading import only_reading
from tests.browser.steps import PATIENCE

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
#: A page that is looked at in two ways, see tests/browser/checks.
LOOKS = [pytest.param(PHONE, "light", id="phone"), pytest.param(DESKTOP, "dark", id="desktop")]
#: The first takes half the processor time of a whole browser.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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
def browser(server) -> Iterator[Browser]:  # which ends before the server
    executable = next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        if os.environ.get("PORTAL_BROWSER_TESTS") == "required":
            pytest.fail("没有找到 Chromium，而 PORTAL_BROWSER_TESTS=required")
        pytest.skip(
            "没有找到 Chromium，浏览器测试没有运行；"
            "Debian：apt-get install chromium-headless-shell fonts-noto-cjk"
        )
    expect.set_options(timeout=PATIENCE * 1000)
    # Playwright's own event loop makes Django see "async" where there is none, with connections of its own:
    # one from before would stay open all the while, and one from within for ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        yield chromium
        chromium.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def server(django_db_setup) -> Iterator[str]:
    """The address of the portal that this process serves to its browser from first to last."""
    live = LiveServer("localhost")  # takes a port that is free
    yield live.url
    live.stop()


@pytest.fixture
def portal(browser, server, db) -> Iterator[str]:
    """The address of a live portal with the shipped policy, which a test only reads; one that is marked
    `django_db(transaction=True)` may change it. Either way requests see what is committed."""
    with only_reading() if connection.in_atomic_block else nullcontext():
        yield server


@pytest.fixture
def open_page(browser, portal):
    """Open a path of the portal: `open_page("/about/", DESKTOP, java_script_enabled=False)`."""
    contexts = []

    def open_path(path: str, device: dict = DESKTOP, **options) -> Page:
        context = browser.new_context(base_url=portal, **{**device, **options})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()


@pytest.fixture
def editor(portal) -> User:
    return User.objects.create_superuser("editor", password="browser-test")


@pytest.fixture
def open_admin(open_page, editor):
    """Open a path of the back office like `open_page`, signed in as the editor."""

    def open_path(path: str, device: dict = DESKTOP, **options) -> Page:
        page = open_page(f"/admin/login/?next={path}", device, **options)
        page.fill("#id_username", "editor")
        page.fill("#id_password", "browser-test")
        page.press("#id_password", "Enter")
        page.wait_for_url(f"**{path}")
        return page

    return open_path
