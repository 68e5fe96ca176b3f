"""The test database holds the shipped policy from the start: loading it for each test would take minutes."""

from collections.abc import Iterator

import pytest

from articles.importing.shipped import load_shipped_content
from articles.models import Policy
from articles.removal import remove_for_good
from articles.search import jobs, log
from articles.search.index import ensure_index
from guidance.shipped import load_shipped_measures
from policy_portal import limits


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load_shipped_content()
        load_shipped_measures()
        ensure_index()


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
    monkeypatch.setattr(log.WRITER, "ask", lambda: None)
    yield
    log.forget_counts()


@pytest.fixture(autouse=True)
def nothing_counted_yet(monkeypatch) -> None:
    """One test's requests are not another's: all come from the same client."""
    monkeypatch.setattr(limits, "counters", limits.Counters())
