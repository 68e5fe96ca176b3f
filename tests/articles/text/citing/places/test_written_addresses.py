"""What readers write into addresses where the permanent spelling is 25, 12-1 or 6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.places.article_citations import article_label
from articles.text.citing.places.written_addresses import parse_written_article, parse_written_chapter
from tests.examples import patient

_ARTICLES = {
    (25, 0): ["25", "025", "第25条", "第25条/", "二十五", "第二十五条", "２５", "25条", "第六章第25条"],
    (99_999, 999): ["99999-999"],
    (12, 1): ["12-1", "12-01", "第12条之一", "第十二条之一/", "１２－１"],
}


@pytest.mark.parametrize(
    ("written", "number"), [(written, number) for number, forms in _ARTICLES.items() for written in forms]
)
def test_an_article_in_any_spelling(written, number):
    address = parse_written_article(written)
    assert (address.citation.article, address.citation.suffix) == number
    assert address.export_format == ""


@pytest.mark.parametrize(
    "written",
    [
        "",
        "/",
        "0",
        "000",
        "100000",
        "第99999999条",
        "12-1000",
        "abc",
        "总则",
        "第六章",
        "25/26",
        "25.pdf",
        ".docx",
        "//evil.example",
        "https://evil.example/",
        "《其他政策》第25条",
        "工信部联科〔2009〕232号第25条",
        "二" * 99,
    ],
)
def test_what_is_no_number_of_an_article(written):
    assert parse_written_article(written) is None


@pytest.mark.parametrize("written", ["第25条.docx", "25.DOCX", "025.docx/", "第25条．docx", "第25条/.docx"])
def test_the_suffix_of_a_format_is_kept(written):
    assert parse_written_article(written).export_format == "docx"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        *((written, "6") for written in ("6", "06", "六", "第六章", "第6章/", "６", "六章", "第六章 ")),
        *((written, "2-1") for written in ("2-1", "02-01", "第二编第一章")),
        ("第一编第二分编第三章", "1-2-3"),
        ("第99999章", "99999"),
        ("第一编", None),
        *(
            (written, None)
            for written in ("", "0", "第六条", "第六章第25条", "总则", "6/7", "//evil.example")
        ),
    ],
)
def test_a_chapter_in_any_spelling(written, address):
    assert parse_written_chapter(written) == (address and (address, ""))
    assert parse_written_chapter(f"{written}.xlsx") == (address and (address, "xlsx"))


@patient
@given(st.integers(1, 99_999), st.integers(0, 999))
def test_every_label_is_an_address(number, suffix):
    citation = parse_written_article(f"{article_label(number, suffix)}.txt/").citation
    assert (citation.article, citation.suffix) == (number, suffix)


@patient
@given(st.text(max_size=200))
def test_any_text_is_read_or_is_not_one(text):
    parse_written_article(text)
    parse_written_chapter(text)
