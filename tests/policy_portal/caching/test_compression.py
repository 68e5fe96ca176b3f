"""Text is sent compressed in the best way that the client accepts."""

import gzip
import re
from itertools import cycle

import brotli
import pytest
from django.contrib.auth import get_user_model

from policy_portal.caching.compression import accepted_encoding
from tests.addresses import API, FILES, PAGES

DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("GZIP", "gzip"), ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"), ("br ; q=1.0", "br"), ("*", "br"), ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""), ("deflate", ""), ("", ""), ("gzip;q=2", ""), ("gzip;q=x", ""), (",,;q=1,", ""),
        ("gzip;q=0.0", ""),
    ],
)  # fmt: skip
def test_the_encoding_that_is_accepted(rf, accepted, encoding):
    assert accepted_encoding(rf.get("/", headers={"Accept-Encoding": accepted})) == encoding


def test_a_client_that_names_none_gets_none(rf):
    assert accepted_encoding(rf.get("/")) == ""


def by_turns(addresses: list[str]) -> list[tuple[str, str]]:
    """Each address with one of the encodings: which one has to do with the request, not with the page."""
    return list(zip(addresses, cycle(("br", "gzip")), strict=False))


@pytest.mark.parametrize(("address", "accepted"), [*by_turns(PAGES), *by_turns(FILES), *by_turns(API)])
def test_all_text_is_compressed_and_nothing_else(client, db, address, accepted):
    plain = client.get(address)
    assert "Content-Encoding" not in plain.headers
    answer = client.get(address, headers={"Accept-Encoding": accepted})
    encoding = answer.get("Content-Encoding", "")
    is_packed = re.search("officedocument|png", plain["Content-Type"])
    assert encoding == ("" if len(plain.content) < 500 or is_packed else accepted)
    assert DECODERS[encoding](answer.content) == plain.content
    assert answer["Content-Length"] == str(len(answer.content))
    assert (answer["ETag"] == plain["ETag"]) == (encoding == "")


def test_a_page_is_sent_in_either_encoding_to_whoever_accepts_it(client, db):
    plain = client.get(PAGES[0])
    for accepted in ("br", "gzip", ""):
        answer = client.get(PAGES[0], headers={"Accept-Encoding": accepted})
        assert answer.get("Content-Encoding", "") == accepted
        assert DECODERS[accepted](answer.content) == plain.content


def test_pages_of_the_administration_are_left_alone(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor", password="x" * 12))
    for address in ("/admin/", "/admin/login/"):
        assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "br"}).headers
