"""Every error has an answer of its own, and none fails again while it is made."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.test import Client, RequestFactory

from policy_portal.failures import errors

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

HOSTS = [
    "", " ", "evil.example", "evil.example:80", "localhost:", "localhost evil", "a" * 5_000, "[::1",
    "::1", "[::1]]", "localhost, localhost", "localhost,evil.example", "local\x01host", "localhost\t",
    "\x7f", "localhost/..", "user@localhost", "策.example", "xn--", "%6cocalhost", ".localhost",
    "localhost..", "<script>", "{{ 7*7 }}", "127.1", "0x7f.1", "localhost:x",
]  # fmt: skip
ADDRESSES = ["/", "/policies/gxblk-2009-232/articles/25/", "/search/?q=25", "/nowhere", "/feeds/policies/"]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: ascii(host)[:20])
@pytest.mark.parametrize("is_https", [False, True])
def test_a_host_that_is_not_ours_gets_the_page_for_it(client, settings, host, is_https):
    settings.SECURE_SSL_REDIRECT = is_https
    for address in (*ADDRESSES, "/admin/", "/admin/articles/article/"):
        answer = client.get(address, headers={"host": host})
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "请求有误" in page
        assert "PORTAL_HOSTS" in page
        assert "site-header" in page
        assert answer["Content-Security-Policy"]
        assert host.strip() == "" or f"//{host}" not in page


@pytest.mark.parametrize("host", ["", "evil.example", "[::1", "a, b"])
@pytest.mark.parametrize("address", ["/api/v1/policies/", "/api/v1/nothing/", "/api/x", "/nothing.json"])
def test_the_api_answers_it_with_a_problem(client, host, address):
    answer = client.get(address, headers={"host": host})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "PORTAL_HOSTS" in answer.json()["detail"]


def test_a_post_to_another_host_is_refused_likewise(client):
    for address in ("/admin/login/", "/search/clicked/", "/api/v1/guidance/match/", "/"):
        assert client.post(address, {"q": "a"}, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:99999999", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_ours_are_served(client, host):
    page = client.get("/about/", headers={"host": host})
    assert page.status_code == 200
    assert 'href="http://testserver/about/"' in page.content.decode()


def test_no_template_asks_for_the_host():
    for template in TEMPLATES.rglob("*.*"):
        assert not re.search(r"get_host|build_absolute_uri", template.read_text(encoding="utf-8")), template


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
@pytest.mark.parametrize("path", ["/", "/api/v1/", "/feeds/", "/admin/"])
def test_an_error_page_needs_nothing_of_the_request(status, path):
    """Not even what middleware would have set, nor a host."""
    answer = errors.answer(RequestFactory().get(path, headers={"host": "evil"}), status, "因为")
    assert answer.status_code == status
    assert re.search("[\u4e00-\u9fff]", answer.content.decode())
    assert 'rel="canonical"' not in answer.content.decode()


def test_an_error_page_that_fails_is_replaced_by_a_plain_one(monkeypatch, caplog):
    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(errors, "render", fail)
    answer = errors.not_found(RequestFactory().get("/x"), Exception())
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "没有找到" in page
    assert "site-header" in page


def test_even_without_style_sheets_there_is_a_page(monkeypatch, caplog):
    def fail(*args, **options):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(errors, "render", fail)
    monkeypatch.setattr("policy_portal.failures.bare_page.render_to_string", fail)
    answer = errors.server_error(RequestFactory().get("/x"))
    assert (answer.status_code, "服务暂时出错" in answer.content.decode()) == (500, True)


def test_what_is_too_large_is_named():
    request = RequestFactory().get("/admin/")
    assert errors.bad_request(request, RequestDataTooBig("x")).status_code == 413
    assert "项数过多" in errors.bad_request(request, TooManyFieldsSent("x")).content.decode()


def test_a_form_without_its_token_is_told_in_chinese():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "表单已过期" in page
    assert "所填的内容通常还在" in page


def test_a_fault_of_ours_in_the_api_is_a_problem(client, monkeypatch):
    monkeypatch.setattr("articles.api.views.PolicyList.get", lambda *args: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/api/v1/policies/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_a_form_over_the_limit_is_refused(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = client.post("/admin/login/", {"username": "a" * 2_000})
    assert answer.status_code == 413
    assert "过大" in answer.content.decode()
