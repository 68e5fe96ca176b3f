"""Places that a draft names by the citation before."""

import re

import pytest

from articles.checking.drafts.relative_places import RELATIVE, resolve_relative
from articles.text.citing.places.article_citations import Citation

FOURTH, RANGE = Citation(article=7, paragraph=4), Citation(article=3, last=5)


@pytest.mark.parametrize(
    ("words", "previous", "place"),
    [
        ("该条第二款", FOURTH, Citation(article=7, paragraph=2)),
        ("前款", FOURTH, Citation(article=7, paragraph=3)),
        ("前款第（二）项", FOURTH, Citation(article=7, paragraph=3, item=2)),
        ("前款", Citation(article=7, paragraph=1), Citation(article=7, paragraph=1)),
        ("前款", Citation(article=7), Citation(article=7)),
        ("前两款", FOURTH, Citation(article=7)),  # both, so that the article is compared
        ("前三款", Citation(article=7, paragraph=2), None),
        ("前条", FOURTH, Citation(article=6)),
        ("前条", Citation(article=1), None),
        ("前条", Citation(article=7, suffix=1), None),
        ("该条第二款", RANGE, Citation(article=5, paragraph=2)),
        ("前条第二款", RANGE, Citation(article=4, paragraph=2)),
        ("该条", Citation(article=3, suffix=1, last=5), Citation(article=5)),
        ("前款", Citation(article=7, suffix=1, paragraph=2), Citation(article=7, suffix=1, paragraph=1)),
        ("前两款", Citation(article=7, paragraph=2), Citation(article=7)),
        ("前条", Citation(article=2), Citation(article=1)),
        ("第三款", FOURTH, Citation(article=7, paragraph=3)),
        ("该款", FOURTH, FOURTH),
        ("同款第二项", FOURTH, Citation(article=7, paragraph=4, item=2)),
        ("第（三）项", Citation(article=7, paragraph=4, item=1), Citation(article=7, paragraph=4, item=3)),
        ("第三项", FOURTH, None),  # of a list that was not cited
        ("前款", Citation(), Citation(article=0)),
    ],
)
def test_what_relative_words_mean(words, previous, place):
    place_and_end = resolve_relative(_match(words), previous)
    assert (place_and_end[0] if place_and_end else None) == place


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("该条第二款的规定", "该条第二款"),
        ("前款第（二）项所列", "前款第（二）项"),
        ("前款第二项、第三项", "前款第二项"),
    ],
)
def test_where_the_words_of_a_place_end(words, named):
    assert resolve_relative(_match(words), FOURTH)[1] == len(named)


def _match(words: str) -> re.Match[str]:
    return RELATIVE.match(words.translate(str.maketrans("（）", "()")))
