"""Places that a draft names by the citation before."""

import pytest

from articles.checking.drafts.relative_places import RELATIVE, place_meant
from articles.text.citing.places.article_citations import Citation

FOURTH, RANGE = Citation(article=7, paragraph=4), Citation(article=3, last=5)


@pytest.mark.parametrize(
    ("words", "last", "place"),
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
    ],
)
def test_what_relative_words_mean(words, last, place):
    that = RELATIVE.match(words.translate(str.maketrans("（）", "()")))
    place_and_end = place_meant(that, last)
    assert (place_and_end[0] if place_and_end else None) == place
