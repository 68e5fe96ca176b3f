import json

import pytest
from django.db import OperationalError, connection

from articles.models.search.index import IndexedArticle
from policy_portal.failures import health
from policy_portal.observing.state import Disk


@pytest.fixture(autouse=True)
def counted_anew():
    health._cached_unindexed_count.cache.clear()
    yield
    health._cached_unindexed_count.cache.clear()


def test_live_needs_no_database(client):
    response = client.get("/healthz/live")  # without the db fixture, a query would fail the test
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated(client):
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "mode": "read-write", "warnings": []}


@pytest.mark.django_db
def test_ready_on_a_read_only_database_and_says_so(client):
    connection.cursor().execute("SET TRANSACTION READ ONLY")
    assert client.get("/healthz/ready").json()["mode"] == "read-only"


@pytest.mark.django_db
def test_what_is_missing_in_the_index_is_a_warning(client):
    IndexedArticle.objects.all()[0].delete()
    assert client.get("/healthz/ready").json()["warnings"] == ["有 1 条还没有进入检索索引"]


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_a_warning(client, monkeypatch):
    monkeypatch.setattr(health.state, "disk", lambda: Disk(free=3 * 2**20, total=2**40))
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json()["warnings"] == ["数据目录所在的磁盘只剩 3 MB"]


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
