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
def make_writer():
    writers = []

    def make(written: Written, *, every: float) -> DeferredWriter:
        writers.append(DeferredWriter(written, every=every))
        return writers[-1]

    yield make
    for writer in writers:
        if writer._thread:
            writer._end()


def test_nothing_runs_before_something_is_asked_for(make_writer):
    writer = make_writer(Written(), every=0.01)
    assert writer._thread is None


@pytest.fixture
def fault_messages(monkeypatch) -> list[str]:
    """What the writer told of faults."""
    lines: list[str] = []
    monkeypatch.setattr(deferred_writer.logger, "exception", lines.append)
    return lines


def test_it_writes_again_and_again_in_one_thread_whatever_happens(make_writer, fault_messages):
    written = Written(OperationalError("gone"), OperationalError("gone"))
    writer = make_writer(written, every=0.01)
    writer.ask()
    thread = writer._thread
    writer.ask()
    assert writer._thread is thread
    assert written.happened.wait(20)
    assert written.calls[:3] == [False, False, False]
    assert not fault_messages


def test_a_fault_of_our_own_is_told_and_does_not_end_it(make_writer, fault_messages):
    written = Written(ValueError("wrong"))
    make_writer(written, every=0.01).ask()
    assert written.happened.wait(20)
    assert fault_messages == ["what requests left to be written is lost"]


def test_the_end_of_the_process_writes_what_is_left_and_waits_not_for_ever(make_writer, monkeypatch):
    written = Written()
    writer = make_writer(written, every=3_600)
    writer.ask()
    writer._end()
    assert written.calls == [True]
    assert not writer._thread.is_alive()

    monkeypatch.setattr(deferred_writer, "PATIENCE", 0.01)
    hanging, gate = Written(), Event()
    monkeypatch.setattr(hanging, "happened", gate)
    stuck_writer = make_writer(lambda *, is_last: gate.wait(20), every=3_600)
    stuck_writer.ask()
    stuck_writer._end()
    assert stuck_writer._thread.is_alive()
    gate.set()
