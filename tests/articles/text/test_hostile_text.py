"""No text makes a function of articles.text fail, or work out of all proportion."""

import sys
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text.citing.naming import document_numbers
from tests.articles.text import hostile
from tests.articles.text.hostile import FUNCTIONS, NAMED
from tests.examples import patient

ANY = list(hostile.strings(60))


def test_every_public_function_is_tried():
    assert hostile.public_functions() - FUNCTIONS.keys() == set()


def call(name: str, text: str) -> None:
    with suppress(*NAMED):
        FUNCTIONS[name](text)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_but_named_errors_comes_out(name):
    for text in ("", *ANY):
        call(name, text)


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(patient, max_examples=5, suppress_health_check=list(HealthCheck))
@given(
    chance=st.randoms(use_true_random=False),
    length=st.sampled_from([1, 50, 3_000, 100_000]),
    text=st.text(alphabet=st.characters(), max_size=40),
)
def test_nor_of_any_mixture_of_any_length(name, chance, length, text):
    call(name, hostile.mixture(chance, length) + text)


def steps(name: str, text: str) -> int:
    """How many calls the work takes, those of built-in functions included."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        call(name, text)
    finally:
        sys.setprofile(None)
    return calls


GROWING = [
    "啊",
    "企业",
    "税。",
    "第一条 甲。\n",
    "第一章\n",
    "附则\n",
    "一、甲\n",
    "甲第一条 乙。 ",
    "《企》",
    "（",
    "财政、",
    "附件\n",
]


@pytest.mark.parametrize("repeated", GROWING)
@pytest.mark.parametrize(
    "name",
    [
        "anchoring.reanchor",
        "snippets.snippet",
        "mentions.Matcher.find",
        "marked_spans.excerpts",
        "quote_notation.locate",
        "citations_in_text.cited_articles",
        "structure.report",
        "addressees.parse_addressees",
        "annexes.annexes_of",
    ],
)
def test_twice_the_text_is_about_twice_the_work(name, repeated):
    text = repeated * (800 // len(repeated))
    call(name, text)  # what is made once
    once, twice = steps(name, text), steps(name, text + text)
    assert twice <= 2.5 * once + 500


def test_what_is_longer_than_any_document_number_is_not_read_as_one_word_after_word(monkeypatch):
    read: list[int] = []
    fold = document_numbers.fold
    monkeypatch.setattr(document_numbers, "fold", lambda text: read.append(len(text)) or fold(text))
    assert document_numbers.bodies_of("财政部 " * 5_000) == []
    assert sum(read) < 5_000


def test_articles_of_which_every_second_number_is_missing():
    once, twice = (steps("structure.report", hostile.numbered_lines(length)) for length in (4_000, 8_000))
    assert twice <= 2.5 * once
