"""Addresses are the same as Django's, wherever the portal is mounted."""

import pytest
from django.urls import reverse, set_script_prefix

from articles.models.addresses import address_of


@pytest.fixture
def mount():
    yield set_script_prefix
    set_script_prefix("/")


def test_an_address_follows_the_place_where_the_portal_is_mounted(mount):
    for prefix in ("/", "/portal/", "/"):
        mount(prefix)
        address = address_of("articles:article", "law", "12-1")
        assert address == reverse("articles:article", args=["law", "12-1"])
        assert address.startswith(f"{prefix}policies/law/articles/12-1/")
