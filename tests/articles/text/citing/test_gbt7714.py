"""References after GB/T 7714-2015: every part in its place, and nothing where there is none."""

from datetime import date

import pytest

from articles.text.citing.gbt7714 import online_reference

FULL = {
    "issuers": ["工业和信息化部"],
    "title": "国家产业技术政策",
    "other_title": "",
    "issued_on": date(2009, 5, 15),
    "cited_on": date(2026, 1, 2),
    "url": "https://example.org/25",
}


@pytest.mark.parametrize(
    ("facts", "reference"),
    [
        ({}, "工业和信息化部. 国家产业技术政策[Z/OL]. (2009-05-15)[2026-01-02]. https://example.org/25."),
        ({"issuers": []}, "国家产业技术政策[Z/OL]. (2009-05-15)[2026-01-02]. https://example.org/25."),
        (
            {"issuers": ["甲", "乙", "丙"]},
            "甲, 乙, 丙. 国家产业技术政策[Z/OL]. (2009-05-15)[2026-01-02]. https://example.org/25.",
        ),
        (  # 8.1.2: more than three are cut after the third
            {"issuers": ["甲", "乙", "丙", "丁"]},
            "甲, 乙, 丙, 等. 国家产业技术政策[Z/OL]. (2009-05-15)[2026-01-02]. https://example.org/25.",
        ),
        (
            {"other_title": "第二十五条", "issued_on": None},
            "工业和信息化部. 国家产业技术政策: 第二十五条[Z/OL]. [2026-01-02]. https://example.org/25.",
        ),
    ],
)
def test_a_reference_says_what_is_known_in_the_order_of_the_standard(facts, reference):
    assert online_reference(**{**FULL, **facts}) == reference
