"""The test database holds the shipped policy from the start: loading it for each test would take minutes."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection, transaction
from django.template import Context, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered

from articles import jobs
from articles.models import Policy
from articles.models.postgres.removal import remove_for_good
from articles.search.query_log import counting as query_counting
from policy_portal import rate_limits
from policy_portal.caching import page_cache
from policy_portal.database.binaries import programs_folder
from tests.database.memory import forget_server_of_lost_memory
from tests.database.own import OwnDatabase

_HERE = Path(__file__).parent


def pytest_report_header() -> str:
    return _tested_versions()


def pytest_sessionstart() -> None:
    """.ci/run lays another Django or driver over the venv and says which it must be."""
    if (wanted := os.environ.get("PORTAL_TEST_WITH", "")) not in _tested_versions():
        raise pytest.UsageError(f"PORTAL_TEST_WITH={wanted}，而现在用的是 {_tested_versions()}。")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        forget_server_of_lost_memory(settings.DATA_DIR / "postgres")


def _tested_versions() -> str:
    driver = connection.Database
    return f"Django {django.get_version()}, {driver.__name__} {driver.__version__}, {programs_folder()}"


#: What is begun first. One process fills the database that all copy, while others test what needs none; then
#: come the files that take minutes: begun last, one of them keeps a process busy when all others are done.
_NEEDS_NONE = "articles/text/"
_FIRST = ("browser/test_every_page.py", _NEEDS_NONE, "browser/", "policy_portal/", "guidance/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    needing = {item.path for item in items if _needs_database(item)}
    items.sort(key=lambda item: _turn(item.path, is_waiting=item.path in needing))


def _needs_database(item: pytest.Item) -> bool:
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def _turn(path: Path, *, is_waiting: bool) -> int:
    name = path.relative_to(_HERE).as_posix()
    if is_waiting and name.startswith(_NEEDS_NONE):
        return len(_FIRST)
    return next((turn for turn, start in enumerate(_FIRST) if name.startswith(start)), len(_FIRST))


def pytest_collection_finish() -> None:
    """What has been imported and collected stays to the end: collecting garbage need not go through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def pages_remember_their_context(django_test_environment) -> None:
    """`response.context` is of the page's own template alone: Django copies the context for each template
    included, for each option of each choice as well, which costs a form more than its rendering does."""

    def render(template: Template, context: Context) -> str:
        if context.template is template and "widget" not in context:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker) -> Iterator[None]:
    """A database with the shipped policy in it, from the start and again after each test that commits."""
    capture_off = request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled
    with ExitStack() as stack:
        # Filling the template takes half a minute, and says so.
        with django_db_blocker.unblock(), capture_off():
            database = OwnDatabase(stack.enter_context(connection._nodb_cursor()))
            database.create()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database.restore())
        yield
        with django_db_blocker.unblock():
            database.drop()


@pytest.fixture(scope="module")
def module_transaction(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a fixture of a module writes within is there for all its tests: each is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def empty_portal(db) -> None:
    """A portal before its first content; the test's transaction brings the shipped policy back."""
    remove_for_good(Policy.objects.all())


@pytest.fixture(autouse=True)
def started_processes(monkeypatch) -> list[list[str]]:
    """The background processes a test would have started: they would work on another database."""
    started: list[list[str]] = []
    monkeypatch.setattr(jobs, "start_process", started.append)
    return started


@pytest.fixture(autouse=True)
def nothing_of_another_test(monkeypatch) -> Iterator[None]:
    """Pages kept may be of other settings, and all requests come from the same client.

    What a test's requests leave to be written stays here until `log.write_counts`: a thread of its own would
    write it past the test's transaction.
    """
    caches["pages"].clear()
    page_cache._QUERY_HISTORY.forget()
    monkeypatch.setattr(rate_limits, "counters", rate_limits.Counters())
    monkeypatch.setattr(query_counting.WRITER, "ask", lambda: None)
    yield
    query_counting._COUNTS.take(with_new_clicks=True)  # and drop it


@pytest.fixture
def uncached(monkeypatch) -> None:
    """Each page is computed each time: for tests that count its statements."""
    monkeypatch.setattr(page_cache, "caches", {"pages": DummyCache("", {})})
