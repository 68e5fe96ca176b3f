"""What Prometheus reads: see test_serve.py for the process beside the workers."""

import os

import pytest
from django.db import OperationalError

from policy_portal.observing import exporter, state
from policy_portal.serving.server import PortError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9108", ("127.0.0.1", 9108)),
        ("0.0.0.0:9108", ("0.0.0.0", 9108)),
        ("[::1]:9108", ("::1", 9108)),
    ],
)
def test_an_address_is_a_port_or_a_host_with_a_port(text, address):
    assert exporter.metrics_address(text) == address


@pytest.mark.parametrize("text", ["http", "host:", ":99999", "0"])
def test_anything_else_is_said_to_be_wrong(text):
    with pytest.raises(PortError):
        exporter.metrics_address(text)


def test_without_an_address_there_is_none(tmp_path):
    none = exporter.Exporter("", folder=tmp_path, on_start=lambda: None)
    assert none.start() == ""
    none.stop()


def samples():
    families = exporter.PortalState(os.getpid()).collect()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.django_db
def test_the_state_of_the_base_is_read_at_each_reading():
    values = samples()
    assert values["portal_database_up",] == 1
    assert values["portal_held", "articles"] == 34
    assert values["portal_held", "unindexed_articles"] == 0
    assert values["portal_rows_by_status", "link", "published"] > 700
    assert values["portal_disk_free_bytes",] > 0


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_value_and_no_error(monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(state, "database_state", away)
    monkeypatch.setattr(exporter.connection, "close", lambda: None)
    assert samples()["portal_database_up",] == 0


def test_values_of_a_former_run_are_forgotten_and_its_own_are_kept(tmp_path):
    own, former = tmp_path / f"counter_{os.getpid()}.db", tmp_path / "counter_1.db"
    for file in (own, former):
        file.touch()
    exporter._forget_former_runs(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [own.name]
