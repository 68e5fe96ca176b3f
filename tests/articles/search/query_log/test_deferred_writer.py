"""What requests leave to be written: many at once, in a thread of its own, again after an outage."""

from threading import Event

import pytest
from django.db import OperationalError

from articles.search.query_log import deferred_writer
from articles.search.query_log.deferred_writer import DeferredWriter


class Written:
    def __init__(self, *errors: Exception):
        self.errors, self.calls, self.happened = list(errors), [], Event()

    def __call__(self, *, is_last: bool) -> None:
        self.calls.append(is_last)
        if self.errors:
            raise self.errors.pop()
        self.happened.set()


@pytest.fixture
def writer():
    made = []

    def make(written: Written, *, every: float) -> DeferredWriter:
        made.append(DeferredWriter(written, every=every))
        return made[-1]

    yield make
    for one in made:
        if one._thread:
            one._end()


def test_nothing_runs_before_something_is_asked_for(writer):
    one = writer(Written(), every=0.01)
    assert one._thread is None


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What the writer told of faults."""
    lines: list[str] = []
    monkeypatch.setattr(deferred_writer.logger, "exception", lines.append)
    return lines


def test_it_writes_again_and_again_in_one_thread_whatever_happens(writer, told):
    written = Written(OperationalError("gone"), OperationalError("gone"))
    one = writer(written, every=0.01)
    one.ask()
    thread = one._thread
    one.ask()
    assert one._thread is thread
    assert written.happened.wait(20)
    assert written.calls[:3] == [False, False, False]
    assert not told


def test_a_fault_of_our_own_is_told_and_does_not_end_it(writer, told):
    written = Written(ValueError("wrong"))
    writer(written, every=0.01).ask()
    assert written.happened.wait(20)
    assert told == ["what requests left to be written is lost"]


def test_the_end_of_the_process_writes_what_is_left_and_waits_not_for_ever(writer, monkeypatch):
    written = Written()
    one = writer(written, every=3_600)
    one.ask()
    one._end()
    assert written.calls == [True]
    assert not one._thread.is_alive()

    monkeypatch.setattr(deferred_writer, "PATIENCE", 0.01)
    hanging, gate = Written(), Event()
    monkeypatch.setattr(hanging, "happened", gate)
    stuck = writer(lambda *, is_last: gate.wait(20), every=3_600)
    stuck.ask()
    stuck._end()
    assert stuck._thread.is_alive()
    gate.set()
