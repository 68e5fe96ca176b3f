import json

import pytest
from django.db import OperationalError, connection

from policy_portal import health


def test_live_needs_no_database(client):
    response = client.get("/healthz/live")  # without the db fixture, a query would fail the test
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated(client):
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "mode": "read-write"}


@pytest.mark.django_db
def test_ready_on_a_read_only_database_and_says_so(client):
    connection.cursor().execute("SET TRANSACTION READ ONLY")
    assert client.get("/healthz/ready").json() == {"status": "ok", "mode": "read-only"}


@pytest.mark.django_db
def test_not_ready_with_a_migration_missing(client, monkeypatch):
    monkeypatch.setattr(health, "_last_migrations", lambda: [("articles", "9999_later")])
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["reasons"] == ["有未执行的数据库迁移：articles.9999_later"]


def test_not_ready_without_a_database(client, monkeypatch):
    def no_answer():
        raise OperationalError("connection to server at db.example failed")

    monkeypatch.setattr(health, "unapplied_migrations", no_answer)
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert json.loads(response.content)["reasons"] == ["数据库没有应答"]


@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready"])
@pytest.mark.django_db
def test_health_is_never_cached_and_read_only(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert client.post(path).status_code == 405
