from django.http import HttpResponse
from django.test import RequestFactory

from policy_portal.middleware import content_security_policy


def response_of(view) -> HttpResponse:
    return content_security_policy(view)(RequestFactory().get("/"))


def test_every_response_has_the_policy_of_the_settings(settings):
    settings.CSP_POLICY = "default-src 'self'"
    assert (
        response_of(lambda request: HttpResponse()).headers["Content-Security-Policy"] == "default-src 'self'"
    )


def test_a_view_may_have_its_own():
    own = response_of(lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"}))
    assert own.headers["Content-Security-Policy"] == "default-src 'none'"


def test_it_is_in_use(client):
    assert "default-src" in client.get("/healthz/live").headers["Content-Security-Policy"]
