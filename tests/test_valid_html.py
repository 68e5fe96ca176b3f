"""Pages parse without an error, and no id is given twice (vnu knows more: docs/development.md)."""

import pytest
from lxml import etree

from tests.addresses import PAGES, PERSONAL, POLICY

pytestmark = pytest.mark.django_db
ERRORS = [
    "/nowhere/",
    f"{POLICY}articles/99/",
    "/policies/gxblk-2009-233/",
    "/goto/?q=第99条",
    "/qr.svg?page=x",
]


def faults(page: bytes) -> list[str]:
    """libxml2 knows the elements of HTML 4 only; all else that it finds is wrong in HTML 5, too."""
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(page, parser)
    return [str(error) for error in parser.error_log if error.type_name != "HTML_UNKNOWN_TAG"]


@pytest.mark.parametrize(
    "address",
    [*PAGES, *ERRORS, *(one for one in PERSONAL if one.startswith("/guidance/") and "/pack" not in one)],
)
def test_pages_parse_without_an_error(client, db, address):
    assert faults(client.get(address).content) == []


@pytest.mark.parametrize("wrong", ["<p id=a></p><p id=a></p>", "<ul><li>a</ol>", "<b><i>a</b></i>"])
def test_what_is_wrong_is_found(wrong):
    assert faults(f"<!DOCTYPE html><title>a</title><body>{wrong}".encode())
