import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from policy_portal.middleware import security_headers


def headers_of(view, path="/"):
    return security_headers(view)(RequestFactory().get(path)).headers


def test_every_response_has_the_headers_of_the_settings(settings):
    settings.SECURITY_HEADERS = {"Content-Security-Policy": "default-src 'self'", "X-Own": "1"}
    sent = headers_of(lambda request: HttpResponse())
    assert (sent["Content-Security-Policy"], sent["X-Own"]) == ("default-src 'self'", "1")


def test_a_view_may_have_its_own():
    own = headers_of(lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"}))
    assert own["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/policies/a/", "same-origin"),
        ("/admin/", "same-origin"),
        ("/api/v1/policies/", "cross-origin"),
        ("/policies/a/articles/1.json", "cross-origin"),
    ],
)
def test_other_sites_may_load_what_they_may_read(path, policy):
    assert headers_of(lambda request: HttpResponse(), path)["Cross-Origin-Resource-Policy"] == policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/healthz/live", "/nowhere/", "/api/docs/", "/api/", "/admin/login/", "/static/no.css"]
)
def test_they_are_in_use_on_every_kind_of_page_without_anything_unsafe(client, path):
    sent = client.get(path).headers
    policy = sent["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in sent["Permissions-Policy"]
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
