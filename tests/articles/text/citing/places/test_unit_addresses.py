"""Addresses of units within a document."""

import pytest

from articles.text.citing.places.unit_addresses import (
    LONGEST_ADDRESS,
    address_of_path,
    annex_above,
    is_below,
    is_unit_address,
    unit_address,
)
from articles.text.citing.places.unit_citations import parse_unit_path


def test_a_unit_stands_behind_what_it_is_in():
    assert unit_address(25) == "25"
    assert unit_address(12, 1) == "12-1"
    assert unit_address(6, above="2") == "2.6"
    assert unit_address(1, above="att_1") == "att_1.1"
    assert unit_address(3, sort="p") == "p3"


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        ("第二部分第(六)项", "2.6"),
        ("第二部分第(六)项第1目", "2.6.1"),
        ("第3段", "p3"),
        ("第4问第2目", "q4.2"),
        ("附件2", "att_2"),
        ("附件2-1第二部分第(六)项", "att_2-1.2.6"),
        ("附件1第2.1.3项", "att_1.2.1.3"),
        ("第1.0.2条", "1.2"),  # the second unit of 1, as in the document
    ],
)
def test_a_cited_unit_has_one_address(citation, address):
    assert address_of_path(parse_unit_path(citation).steps) == address


def test_an_inserted_article_of_an_annex_has_its_suffix_in_its_address():
    annex, article = parse_unit_path("附件1第二条").steps
    assert address_of_path([annex, article]) == "att_1.2"
    assert address_of_path([]) == ""
    assert address_of_path([type(article)(article.kind, 12, suffix=1)]) == "12-1"


@pytest.mark.parametrize(
    "text", ["25", "12-1", "2.6.1", "p3", "q4.2", "att_2-1.3", "chp_2.1", "part_1__chp_2.1"]
)
def test_what_is_an_address(text):
    assert is_unit_address(text)


@pytest.mark.parametrize("text", ["", "0", "2.", ".2", "att_1", "2.x", "第二条", "1.1.1.1.1.1.1.1.1"])
def test_what_is_none(text):
    assert not is_unit_address(text)


def test_an_address_has_room_for_the_longest_and_no_more():
    longest = "part_99999__subpart_9999__chp_99999__sec_99999." + ".".join([*["p99999-999"] * 6, "p999-99"])
    assert len(longest) == LONGEST_ADDRESS
    assert is_unit_address(longest)
    assert not is_unit_address(f"{longest}9")


def test_a_unit_stands_in_what_its_address_begins_with():
    assert is_below("2.6", "2")
    assert is_below("att_1.2", "att_1")
    assert not is_below("26", "2")
    assert not is_below("2", "2")


def test_the_annex_that_a_unit_stands_in():
    assert annex_above("att_2-1.3.4") == "att_2-1"
    assert annex_above("3") == ""
    assert annex_above("chp_2.1") == ""
