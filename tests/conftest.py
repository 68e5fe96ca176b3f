"""The test database holds the shipped policy from the start: loading it for each test would take minutes."""

import os
from collections.abc import Iterator

import django
import pytest
from django.apps import apps
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from articles.importing.shipped_policies import load_shipped_content
from articles.models import Policy
from articles.models.removal import remove_for_good
from articles.search.index import jobs
from articles.search.index.maintenance import ensure_index
from articles.search.results import query_logging
from guidance.measures.shipped_measures import load_shipped_measures
from policy_portal import limits
from policy_portal.accounts.roles import ensure_roles
from policy_portal.database.binaries import programs_folder


def pytest_report_header() -> str:
    return _tested_with()


def pytest_sessionstart() -> None:
    """.ci/run lays another Django or driver over the venv and says which it must be."""
    if (wanted := os.environ.get("PORTAL_TEST_WITH", "")) not in _tested_with():
        raise pytest.UsageError(f"PORTAL_TEST_WITH={wanted}，而现在用的是 {_tested_with()}。")


def _tested_with() -> str:
    driver = connection.Database
    return f"Django {django.get_version()}, {driver.__name__} {driver.__version__}, {programs_folder()}"


_IS_EMPTY = pytest.StashKey[bool]()


_FLUSHES = {"transactional_db", "live_server", "portal"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        _load_what_ships()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """A test that commits leaves an empty database, and any other may come after it in this process."""
    if item.config.stash.get(_IS_EMPTY, False) and not _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            _load_what_ships()
        item.config.stash[_IS_EMPTY] = False


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item) -> None:
    if _commits(item):
        item.config.stash[_IS_EMPTY] = True


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or bool(_FLUSHES.intersection(getattr(item, "fixturenames", ())))


def _load_what_ships() -> None:
    load_shipped_content()
    load_shipped_measures()
    ensure_index()
    ensure_roles(apps)


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
def no_writer(monkeypatch) -> Iterator[None]:
    """What a test's requests leave to be written stays here until `log.write_counts`: a thread of its own
    would write it past the test's transaction."""
    monkeypatch.setattr(query_logging.WRITER, "ask", lambda: None)
    yield
    query_logging.forget_counts()


@pytest.fixture(autouse=True)
def nothing_counted_yet(monkeypatch) -> None:
    """One test's requests are not another's: all come from the same client."""
    monkeypatch.setattr(limits, "counters", limits.Counters())
