"""The database away: reading is tried once more, what then fails is a 503 that asks nothing of it."""

import logging

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import path
from psycopg2 import errorcodes

from articles.models.postgres.outages import Outage, outage_of
from policy_portal.database.config import limit_statements
from policy_portal.database.errors import EmbeddedDatabaseError
from policy_portal.failures import errors, outages
from policy_portal.urls import urlpatterns as portal_urls

handler400, handler403, handler404, handler500 = (
    errors.bad_request, errors.forbidden, errors.not_found, errors.server_error,
)  # fmt: skip


class Broken:
    """Views that fail as often as told, at one stage or another."""

    def __init__(self):
        self.left, self.calls, self.error = 0, 0, None

    def fail(self, times: int, error: Exception | None = None) -> None:
        self.left, self.calls = times, 0
        self.error = error or OperationalError("server closed the connection unexpectedly")

    def step(self, *_) -> str:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return "好"

    def in_view(self, request):
        return HttpResponse(self.step())

    def in_rendering(self, request):
        response = SimpleTemplateResponse("errors/bare.html")
        response.add_post_render_callback(lambda rendered: self.step() and None)
        return response

    def with_session(self, request):
        request.session["seen"] = 1
        return HttpResponse("好")


BROKEN = Broken()
urlpatterns = [
    path("view/", BROKEN.in_view),
    path("rendering/", BROKEN.in_rendering),
    path("session/", BROKEN.with_session),
    path("api/v1/view/", BROKEN.in_view),
    path("feeds/view/", BROKEN.in_view),
    path("view.xml", BROKEN.in_view),
    *portal_urls,
]


@pytest.fixture
def broken(settings) -> Broken:
    settings.ROOT_URLCONF = __name__
    BROKEN.fail(0)
    return BROKEN


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def from_server(kind: type[Exception], name: str) -> Exception:
    """A Django error as it comes of the driver's, with the SQLSTATE of that name."""
    error = kind("told by the server")
    code = {"sqlstate" if is_psycopg3 else "pgcode": getattr(errorcodes, name)}
    error.__cause__ = type(name, (connection.Database.Error,), code)()
    return error


class TestWhatItIs:
    @pytest.mark.parametrize(
        "name",
        ["ADMIN_SHUTDOWN", "CRASH_SHUTDOWN", "CANNOT_CONNECT_NOW", "TOO_MANY_CONNECTIONS",
         "CONNECTION_FAILURE", "SERIALIZATION_FAILURE"],
    )  # fmt: skip
    def test_a_server_that_goes_or_comes(self, name):
        assert outage_of(from_server(OperationalError, name)) is Outage.AWAY

    @pytest.mark.parametrize(
        "error",
        [OperationalError("connection refused"), InterfaceError("connection already closed"),
         DatabaseError("lost synchronization with server"), EmbeddedDatabaseError("启动失败")],
    )  # fmt: skip
    def test_a_connection_that_died(self, error):
        assert outage_of(error) is Outage.AWAY

    def test_a_database_that_takes_no_changes(self):
        assert outage_of(from_server(InternalError, "READ_ONLY_SQL_TRANSACTION")) is Outage.READ_ONLY

    def test_a_statement_that_was_stopped_at_its_limit(self):
        assert outage_of(from_server(OperationalError, "QUERY_CANCELED")) is Outage.TOO_LONG

    @pytest.mark.parametrize(
        "error",
        [None, ValueError("x"), ProgrammingError("no results to fetch"), IntegrityError("x"),
         from_server(OperationalError, "DEADLOCK_DETECTED"),
         from_server(ProgrammingError, "UNDEFINED_TABLE")],
    )  # fmt: skip
    def test_a_fault_of_our_own(self, error):
        assert outage_of(error) is None

    def test_what_fails_because_of_it_counts_with_it(self):
        after = ProgrammingError("Cannot open a new connection in an atomic block.")
        after.__context__ = OperationalError("server closed the connection unexpectedly")
        assert outage_of(after) is Outage.AWAY


@pytest.mark.django_db
class TestReading:
    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize("address", ["/view/", "/rendering/", "/api/v1/view/"])
    def test_it_is_tried_once_more(self, client, broken, address, method):
        broken.fail(1)
        assert getattr(client, method)(address).status_code == 200
        assert broken.calls == 2

    @pytest.mark.parametrize("address", ["/view/", "/rendering/"])
    def test_and_not_twice(self, client, broken, address):
        broken.fail(2)
        response = client.get(address)
        assert (response.status_code, broken.calls) == (503, 2)
        assert response["Retry-After"] == "10"
        assert response["Cache-Control"] == "no-store"
        page = response.content.decode()
        assert "数据库暂时没有应答" in page
        assert '<link rel="stylesheet"' in page
        assert "default-src" in response["Content-Security-Policy"]

    def test_the_api_answers_with_a_problem(self, client, broken):
        broken.fail(2)
        response = client.get("/api/v1/view/", headers={"Origin": "https://example.com"})
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
        assert response.json()["status"] == 503
        assert response["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("address", ["/feeds/view/", "/view.xml"])
    def test_programs_get_plain_text(self, client, broken, address):
        broken.fail(2)
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (503, "text/plain; charset=utf-8")

    def test_a_fault_of_our_own_is_a_500_and_not_tried_again(self, client, broken):
        broken.fail(1, ProgrammingError("column does not exist"))
        assert (client.get("/view/").status_code, broken.calls) == (500, 1)

    def test_a_session_that_cannot_be_read_or_kept(self, client, broken, monkeypatch):
        monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", broken.step)
        broken.fail(1)
        assert client.get("/session/").status_code == 200
        broken.fail(9)
        assert (client.get("/session/").status_code, broken.calls) == (503, 2)


class TestWriting:
    def test_it_is_never_tried_again(self, client, broken):
        broken.fail(1)
        assert (client.post("/view/").status_code, broken.calls) == (503, 1)

    def test_what_was_typed_is_kept_to_be_sent_again(self, client, broken):
        broken.fail(1)
        typed = {"text": '第一行\r\n第二行 <"引号">', "kinds": ["a", "b"]}
        page = client.post("/view/?step=2", typed).content.decode()
        assert "应视为没有保存" in page
        assert '<form method="post" action="/view/?step=2">' in page
        assert 'name="text" value="第一行\r\n第二行 &lt;&quot;引号&quot;&gt;"' in page
        assert page.count('name="kinds"') == 2

    def test_a_password_is_not(self, client, broken):
        broken.fail(1)
        page = client.post("/view/", {"username": "wang", "password": "s3cret-word"}).content.decode()
        assert "s3cret-word" not in page
        assert "返回" in page

    def test_on_a_read_only_database_it_is_said_that_it_is_one(self, client, broken):
        broken.fail(1, from_server(InternalError, "READ_ONLY_SQL_TRANSACTION"))
        response = client.post("/view/")
        assert (response.status_code, response["Retry-After"]) == (503, "300")
        assert "只读" in response.content.decode()


def test_pages_that_fail_in_earnest_ask_nothing_of_the_database(client):
    # Without the db fixture each query is an error of the test's own.
    response = outages.outage_response(RequestFactory().get("/admin/"), OperationalError("gone"))
    assert response.status_code == 503
    assert "回到首页" in response.content.decode()


def test_the_log_tells_of_it_once_a_minute(caplog):
    log = outages._OutageLog()
    for at in (0, 1, 59, 60):
        log.tell(Outage.AWAY, OperationalError("gone\nfor good"), at=at)
    messages = [record.message for record in caplog.records]
    assert messages == [
        "数据库没有应答，以 503 回答：gone for good",
        "数据库没有应答，以 503 回答：gone for good；此前另有 2 次没有逐次记录",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/view/", "/session/"])
def test_requests_that_fail_so_leave_nothing_else_in_the_log(client, broken, caplog, monkeypatch, address):
    monkeypatch.setattr(outages, "LOG", outages._OutageLog())
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", broken.step)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    broken.fail(9)
    for _ in range(3):
        assert client.get(address).status_code == 503
    assert [record.name for record in caplog.records] == ["policy_portal.failures.outages"]


class TestAStatementThatTakesTooLong:
    def test_it_is_stopped_and_the_page_says_so(self, client, monkeypatch, db):
        def slow(*arguments, **names):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 1")
                cursor.execute("SELECT pg_sleep(60)")

        monkeypatch.setattr("policy_portal.views._policies", slow)
        response = client.get("/")
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "30"
        assert "<h1>查询用时太长</h1>" in response.content.decode()

    def test_the_limit_is_added_to_the_options_that_are_given(self):
        database = {"OPTIONS": {"options": "-c search_path=x"}}
        limit_statements(database, seconds=20)
        assert database["OPTIONS"]["options"] == "-c search_path=x -c statement_timeout=20s"

    def test_without_a_limit_nothing_is_asked(self):
        database = {}
        limit_statements(database, seconds=0)
        assert database == {}
