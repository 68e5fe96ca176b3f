"""Each request is named, timed, counted and, if that is wanted, logged."""

import json
import logging
import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from prometheus_client import REGISTRY

from policy_portal.clients import networks
from policy_portal.observing import logs
from policy_portal.observing.request_ids import HEADER
from policy_portal.observing.requests import observed

ARTICLE = "/policies/gxblk-2009-232/articles/25/"


def sample_value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def access_lines(caplog):
    """The lines of the access log as a collector reads them."""
    logger = logging.getLogger("policy_portal.access")
    caplog.set_level(logging.INFO, logger="policy_portal.access")
    caplog.handler.addFilter(logs.WithRequestId())
    form = logs.JsonLine()
    return lambda: [
        json.loads(form.format(record)) for record in caplog.records if record.name == logger.name
    ]


class TestTheId:
    def test_each_response_has_its_own(self, client):
        first, second = (client.get("/healthz/live").headers[HEADER] for _ in range(2))
        assert re.fullmatch(r"[0-9a-f]{16}", first)
        assert first != second

    def test_a_trusted_proxy_names_it(self, client, settings):
        headers = {"HTTP_X_REQUEST_ID": "proxy-0001.a", "REMOTE_ADDR": "10.0.0.1"}
        assert client.get("/healthz/live", **headers).headers[HEADER] != "proxy-0001.a"
        settings.PORTAL_TRUSTED_PROXIES = networks("10.0.0.1")
        assert client.get("/healthz/live", **headers).headers[HEADER] == "proxy-0001.a"

    @pytest.mark.parametrize("forged", ["short", "x" * 65, "with space in it", "换行是不行的编号"])
    def test_what_is_not_a_name_is_not_taken_even_from_it(self, client, settings, forged):
        settings.PORTAL_TRUSTED_PROXIES = networks("10.0.0.1")
        header = {"HTTP_X_REQUEST_ID": forged, "REMOTE_ADDR": "10.0.0.1"}
        assert re.fullmatch(r"[0-9a-f]{16}", client.get("/healthz/live", **header).headers[HEADER])

    @pytest.mark.django_db
    def test_an_error_page_shows_it(self, client):
        response = client.get("/nowhere/")
        assert f"<code>{response.headers[HEADER]}</code>" in response.content.decode()

    @pytest.mark.django_db
    def test_a_problem_of_the_api_names_it(self, client):
        response = client.get("/api/v1/policies/nowhere/")
        assert response.json()["request_id"] == response.headers[HEADER]


class TestTheAccessLog:
    @pytest.mark.django_db
    def test_a_line_tells_what_was_asked_and_what_it_took(self, client, access_lines):
        response = client.get(ARTICLE, REMOTE_ADDR="203.0.113.9")
        (line,) = access_lines()
        expected = {
            "client": "203.0.113.9",
            "method": "GET",
            "path": ARTICLE,
            "status": 200,
            "view": "articles:article",
            "request_id": response.headers[HEADER],
            "level": "INFO",
        }
        assert expected.items() <= line.items()
        assert line["bytes"] > 10_000
        assert 0 < line["statements"] < 100
        assert 0 < line["statement_ms"] < line["ms"]

    @pytest.mark.django_db
    def test_what_was_searched_for_is_not_in_it(self, client, access_lines):
        client.get("/search/", {"q": "技术创新秘密"})
        (line,) = access_lines()
        assert line["path"] == "/search/"
        assert "秘密" not in json.dumps(line, ensure_ascii=False)

    @pytest.mark.django_db
    def test_a_page_from_the_cache_keeps_the_name_of_its_view(self, client, access_lines):
        for _ in range(2):
            client.get(ARTICLE)
        views = [(line["cache"], line["view"]) for line in access_lines()]
        assert views == [("miss", "articles:article"), ("hit", "articles:article")]


class TestTheMetrics:
    @pytest.mark.django_db
    def test_requests_are_counted_by_view_method_and_status(self, client):
        labels = {"view": "articles:article", "method": "GET", "status": "200"}
        before = sample_value("portal_requests_total", **labels)
        client.get(ARTICLE)
        assert sample_value("portal_requests_total", **labels) == before + 1

    @pytest.mark.django_db
    def test_addresses_without_end_share_one_label(self, client):
        labels = {"view": "none", "method": "GET", "status": "404"}
        before = sample_value("portal_requests_total", **labels)
        for name in "abc":
            client.get(f"/{name}/nowhere")
        assert sample_value("portal_requests_total", **labels) == before + 3

    @pytest.mark.django_db
    def test_statements_are_counted_for_the_view_that_needs_them(self, client):
        before = sample_value("portal_statements_total", view="articles:article")
        client.get(ARTICLE)
        assert sample_value("portal_statements_total", view="articles:article") > before

    def test_a_refusal_for_the_number_of_requests_is_counted(self, client, settings, db):
        settings.PORTAL_SEARCH_RATE = 0
        before = sample_value("portal_limited_requests_total", group="PORTAL_SEARCH_RATE")
        assert client.get("/search/", REMOTE_ADDR="203.0.113.77").status_code == 429
        assert sample_value("portal_limited_requests_total", group="PORTAL_SEARCH_RATE") == before + 1


def test_an_odd_method_has_no_label_of_its_own(client):
    before = sample_value("portal_requests_total", view="live", method="other", status="405")
    client.generic("PROPFIND", "/healthz/live")
    assert sample_value("portal_requests_total", view="live", method="other", status="405") == before + 1


def test_a_streamed_answer_has_no_size(rf, access_lines):
    observed(lambda request: StreamingHttpResponse(iter(["a"])))(rf.get("/x.csv"))
    observed(lambda request: HttpResponse("abc"))(rf.get("/x.txt"))
    assert [line["bytes"] for line in access_lines()] == [None, 3]
