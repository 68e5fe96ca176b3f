"""Pages parse without an error, and no id is given twice (vnu knows more: docs/development.md)."""

import re

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

#: The attributes whose values vnu has found wrong: a time has no more than thousandths of a second.
_VALUES = {
    "datetime": re.compile(r"\d{4}(-\d\d){0,2}(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?"),
    "font-weight": re.compile(r"[1-9]00|normal|bold"),
}


def faults(page: bytes) -> list[str]:
    """libxml2 knows the elements of HTML 4 only; all else that it finds is wrong in HTML 5, too."""
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(page, parser)
    wrong = [str(error) for error in parser.error_log if error.type_name != "HTML_UNKNOWN_TAG"]
    return wrong + [
        f"{name}={value}"
        for name, form in _VALUES.items()
        for value in root.xpath(f"//@{name}")
        if not form.fullmatch(value)
    ]


@pytest.mark.parametrize(
    "address",
    [
        *PAGES,
        *ERRORS,
        *(address for address in PERSONAL if address.startswith("/guidance/") and "/pack" not in address),
    ],
)
def test_pages_parse_without_an_error(client, db, address):
    assert faults(client.get(address).content) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "<p id=a></p><p id=a></p>",
        "<ul><li>a</ol>",
        "<b><i>a</b></i>",
        '<time datetime="2026-11-29T08:33:23.751551+08:00">a</time>',
        '<svg><text font-weight="650">a</text></svg>',
    ],
)
def test_what_is_wrong_is_found(wrong):
    assert faults(f"<!DOCTYPE html><title>a</title><body>{wrong}".encode())
