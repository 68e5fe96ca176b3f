"""Which server a web request uses."""

import time

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from articles.models.postgres.outages import Outage
from policy_portal.database import routes
from policy_portal.database.base import DatabaseWrapper
from policy_portal.database.config import database_settings, web_databases
from policy_portal.database.routes import Routes, using

URL = "postgres://reader@db{}.example/portal"


@pytest.fixture
def replicas(settings, monkeypatch):
    """Two replicas, as far as names go; `lags` says how far each is behind."""
    lags = {"replica-1": 0.0, "replica-2": 0.0}

    def lag_of(alias):
        if isinstance(lags[alias], Exception):
            raise lags[alias]
        return lags[alias]

    monkeypatch.setattr(routes, "lag_of", lag_of)
    settings.DATABASES = {**django_settings.DATABASES, **{alias: {} for alias in lags}}
    for alias in lags:
        connections[alias] = DatabaseWrapper(dict(connection.settings_dict), alias=alias)
    yield lags
    for alias in lags:
        connections[alias].close()
        del connections[alias]


def where(request):
    return HttpResponse(connection.alias)


def chosen_server(middleware, method="get", path="/policies/", **meta):
    request = getattr(RequestFactory(), method)(path, **meta)
    return middleware(request).content.decode()


@pytest.fixture
def middleware(replicas):
    return Routes(where)


class TestWhoReadsWhere:
    def test_anonymous_readers_read_from_the_replicas_in_turn(self, middleware):
        assert [chosen_server(middleware) for _ in range(4)] == ["replica-1", "replica-2"] * 2

    @pytest.mark.parametrize(
        "request_of",
        [
            {"method": "post"},
            {"path": "/healthz/ready"},
            {"HTTP_COOKIE": "sessionid=abc"},
            {"HTTP_AUTHORIZATION": "Bearer abc"},
        ],
    )
    def test_everybody_and_everything_else_uses_the_primary(self, middleware, request_of):
        assert chosen_server(middleware, **request_of) == "default"

    def test_afterwards_default_is_what_it_was(self, middleware):
        before = connections["default"]
        chosen_server(middleware)
        assert connections["default"] is before

    def test_without_replicas_nothing_changes(self):
        assert chosen_server(Routes(where)) == "default"


class TestReplicasThatCannotServe:
    def test_one_that_is_too_far_behind_is_left_out(self, replicas, middleware):
        replicas["replica-1"] = 6
        assert [chosen_server(middleware) for _ in range(3)] == ["replica-2"] * 3

    def test_with_none_left_the_primary_answers(self, replicas, middleware):
        replicas["replica-1"] = replicas["replica-2"] = float("inf")
        assert chosen_server(middleware) == "default"

    def test_one_that_does_not_answer_is_no_error(self, replicas, middleware):
        replicas["replica-1"] = replicas["replica-2"] = OperationalError("refused")
        assert chosen_server(middleware) == "default"

    def test_one_that_comes_back_is_used_again(self, replicas, middleware):
        replicas["replica-1"] = replicas["replica-2"] = OperationalError("refused")
        chosen_server(middleware)
        replicas["replica-1"] = 0.0
        (first, _) = middleware.replicas
        first.look(now=time.monotonic())  # it is left alone for a while
        assert not first.answers
        first.look(now=time.monotonic() + 60)
        assert first.is_fresh

    @pytest.mark.parametrize("outage", [Outage.AWAY, Outage.READ_ONLY])
    def test_what_fails_at_a_replica_is_answered_by_the_primary(self, replicas, outage):
        def fails_at_replicas(request):
            response = where(request)
            if connection.alias != "default":
                response = HttpResponse(status=503)
                response.outage, response.error = outage, OperationalError("gone")
            return response

        middleware = Routes(fails_at_replicas)
        assert chosen_server(middleware) == "default"
        is_left_alone = not middleware.replicas[0].answers
        assert is_left_alone == (outage is Outage.AWAY)

    def test_so_is_what_only_an_old_page_could_answer(self, replicas):
        def old_at_replicas(request):
            request.page_cache = "stale" if connection.alias != "default" else "miss"
            return where(request)

        assert chosen_server(Routes(old_at_replicas)) == "default"

    def test_while_the_primary_is_away_one_that_is_behind_answers(self, replicas):
        def fails_at_the_primary(request):
            asked_at.append(connection.alias)
            response = where(request)
            if connection.alias == "default":
                response.outage, response.error = Outage.AWAY, OperationalError("gone")
            return response

        asked_at = []
        replicas["replica-1"], replicas["replica-2"] = OperationalError("gone"), float("inf")
        middleware = Routes(fails_at_the_primary)
        assert chosen_server(middleware) == "replica-2"
        assert asked_at == ["default", "replica-2"]
        assert chosen_server(middleware) == "replica-2"
        assert asked_at[2:] == ["replica-2"]  # the primary is left alone for a while

    def test_what_changes_something_never_goes_to_a_replica(self, replicas):
        def away(request):
            response = where(request)
            response.outage, response.error = Outage.AWAY, OperationalError("gone")
            return response

        assert chosen_server(Routes(away), "post") == "default"

    def test_a_statement_that_took_too_long_is_not_tried_again(self, replicas):
        def too_long(request):
            response = where(request)
            response.outage = Outage.TOO_LONG
            return response

        assert chosen_server(Routes(too_long)) == "replica-1"


@pytest.mark.django_db
def test_a_server_that_is_no_standby_is_no_replica():
    assert routes.lag_of("default") == float("inf")


@pytest.mark.django_db(transaction=True)
def test_every_query_of_a_request_goes_to_the_chosen_server(replicas, client):
    """Through the whole portal: the models' managers, the search engine's own statements."""
    first, queries = connections["replica-1"], []
    first.execute_wrappers.append(lambda execute, *statement: (queries.append(1), execute(*statement))[1])
    with using("replica-1"):
        assert client.get("/search/", {"q": "技术创新"}).status_code == 200
    assert len(queries) > 3


class TestSettings:
    def test_a_replica_is_given_up_sooner_and_mirrors_the_primary_in_tests(self, tmp_path):
        primary = database_settings("", data_dir=tmp_path)
        databases = web_databases(primary, pool="", replicas=f"{URL.format(1)}  {URL.format(2)}")
        assert list(databases) == ["default", "replica-1", "replica-2"]
        assert databases["replica-2"]["HOST"] == "db2.example"
        assert databases["replica-1"]["OPTIONS"]["connect_timeout"] < primary["OPTIONS"]["connect_timeout"]
        assert databases["replica-1"]["TEST"] == {"MIRROR": "default"}

    def test_web_requests_go_by_the_pool_and_leave_no_cursor_in_it(self, settings, tmp_path):
        databases = web_databases({}, pool=URL.format(""), replicas="")
        assert databases["pool"]["DISABLE_SERVER_SIDE_CURSORS"] is True
        settings.DATABASES = {**django_settings.DATABASES, "pool": databases["pool"]}
        middleware = Routes(where)
        connections["pool"] = DatabaseWrapper(dict(connection.settings_dict), alias="pool")
        try:
            assert chosen_server(middleware, "post") == "pool"
        finally:
            del connections["pool"]
