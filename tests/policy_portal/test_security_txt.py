"""/.well-known/security.txt (RFC 9116)."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def fields(client):
    lines = client.get(ADDRESS).content.decode().splitlines()
    return [tuple(line.split(": ", 1)) for line in lines]


def test_it_names_the_page_of_contacts_where_nothing_else_is_set(client, settings):
    settings.PORTAL_SITE_URL = "https://policy.example.gov.cn"
    assert ("Contact", "https://policy.example.gov.cn/about/contact/") in fields(client)
    assert ("Canonical", f"https://policy.example.gov.cn{ADDRESS}") in fields(client)


@pytest.mark.parametrize(
    ("contact", "email", "first"),
    [
        ("", "desk@policy.example.gov.cn", "mailto:desk@policy.example.gov.cn"),
        (
            "mailto:security@example.gov.cn https://example.gov.cn/x",
            "a@b.cn",
            "mailto:security@example.gov.cn",
        ),
    ],
)
def test_who_is_set_comes_first(client, settings, contact, email, first):
    settings.PORTAL_SECURITY_CONTACT = contact
    settings.PORTAL_CONTACT = {**settings.PORTAL_CONTACT, "email": email}
    assert fields(client)[0] == ("Contact", first)


def test_it_expires_within_a_year_and_not_today(client):
    until = datetime.fromisoformat(dict(fields(client))["Expires"])
    assert timedelta(days=30) < until - timezone.now() < timedelta(days=365)
