"""Absolute addresses are made of the site's public address, whatever Host and port a request names."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from policy_portal.configuration.site_url import checked_site_url, default_site_url, host_of
from tests.addresses import API, FILES, PAGES, PERSONAL


@pytest.mark.parametrize("address", [*PAGES, *FILES, *API, *PERSONAL])
def test_nothing_repeats_the_host_of_the_request(client, db, address):
    answer = client.get(address, headers={"host": "127.0.0.1:65000"})
    assert answer.status_code == 200
    assert b"127.0.0.1" not in answer.content
    assert "127.0.0.1" not in "".join(answer.headers.values())


@pytest.mark.parametrize(
    "address",
    ["/about/", "/sitemap.xml", "/sitemap-articles.xml", "/robots.txt", "/feeds/policies/", "/api/v1/"],
)
def test_the_setting_names_scheme_host_and_port(client, db, settings, address):
    settings.PORTAL_SITE_URL = "https://policy.example.gov.cn:8443"
    page = client.get(address).content.decode()
    assert "https://policy.example.gov.cn:8443/" in page
    assert "testserver" not in page


def test_the_canonical_address_of_an_article(client, db, settings):
    settings.PORTAL_SITE_URL = "https://policy.example.gov.cn"
    page = client.get("/policies/gxblk-2009-232/articles/25/?cited_chapter=1").content.decode()
    own = "https://policy.example.gov.cn/policies/gxblk-2009-232/articles/25/"
    assert f'<link rel="canonical" href="{own}">' in page
    assert '<meta name="SiteDomain" content="policy.example.gov.cn">' in page


@pytest.mark.parametrize(
    ("hosts", "is_https", "port", "expected"),
    [
        ([], False, 8000, "http://127.0.0.1:8000"),
        ([], False, 80, "http://127.0.0.1"),
        ([], False, 8080, "http://127.0.0.1:8080"),
        (["policy.example.gov.cn", "other"], False, 8001, "http://policy.example.gov.cn:8001"),
        ([".example.gov.cn", "*", "policy.example.gov.cn"], True, 8001, "https://policy.example.gov.cn"),
    ],
)
def test_without_the_setting_it_is_the_first_allowed_host(hosts, is_https, port, expected):
    assert default_site_url(hosts, is_https=is_https, port=port) == expected


@pytest.mark.parametrize(
    "text",
    [
        "policy.example.gov.cn",
        "ftp://a.cn",
        "https://",
        "https://a.cn/portal",
        "https://u:p@a.cn",
        "https://政策.cn",
    ],
)
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(ImproperlyConfigured, match="PORTAL_SITE_URL"):
        checked_site_url(text)


def test_a_slash_at_the_end_does_not_matter():
    assert checked_site_url("https://a.gov.cn/") == "https://a.gov.cn"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a.cn", "a.cn"),
        ("http://a.cn:80", "a.cn"),
        ("http://[::1]:8000", "[::1]"),
        ("http://[::1]", "[::1]"),
    ],
)
def test_its_host_is_allowed(url, host):
    assert host_of(url) == host
