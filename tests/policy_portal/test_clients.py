import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory

from policy_portal.clients import client_address, counted_as, networks


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.PORTAL_TRUSTED_PROXIES = networks("127.0.0.0/8 10.0.0.0/8 ::1")


def meta_of(peer: str, **headers: str) -> dict:
    """What the application sees of a request."""
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    client_address(lambda request: HttpResponse())(request)
    return request.META


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),  # anybody can write this header
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the client wrote 1.2.3.4
        ("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.2.3.4", "198.51.100.1"),  # a chain of proxies
        ("127.0.0.1", "10.0.0.7, 10.2.3.4", "10.0.0.7"),  # somebody inside
        ("127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, 10.2.3.4, , 10.9.9.9", "10.9.9.9"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_client_is_the_last_that_no_trusted_proxy_is(peer, forwarded, client):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert meta_of(peer, **headers)["REMOTE_ADDR"] == client


def test_only_a_trusted_proxy_can_say_that_the_reader_came_by_https():
    headers = {"X-Forwarded-Proto": "https"}
    assert meta_of("127.0.0.1", **headers)["HTTP_X_FORWARDED_PROTO"] == "https"
    assert "HTTP_X_FORWARDED_PROTO" not in meta_of("203.0.113.5", **headers)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_an_ipv6_client_is_a_network_of_64_bits(address, counted):
    assert counted_as(address) == counted


def test_a_wrong_network_is_named():
    with pytest.raises(ImproperlyConfigured, match="PORTAL_TRUSTED_PROXIES"):
        networks("127.0.0.1 proxy.example")
