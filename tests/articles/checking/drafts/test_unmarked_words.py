"""The words without marks that a citation of a draft introduces: where they end."""

import re

import pytest

from articles.checking.drafts.cited_places import CitedPlaces
from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.drafts.named_documents import DraftDocument
from articles.checking.drafts.unmarked_words import UnmarkedWords

_CITATION = re.compile(r"(?:《.法》|本法)第\d+条")


def unmarked_words(text: str) -> UnmarkedWords:
    """Those of a text whose citations are all like 《甲法》第1条 or 本法第1条, each a group of its own."""
    citations = [
        DraftCitation(*match.span(), DraftDocument(match[0][:4]), group=group)
        for group, match in enumerate(_CITATION.finditer(text))
    ]
    return UnmarkedWords(CitedPlaces(text, citations, [0], []), set())


@pytest.mark.parametrize("count", [1, 5, 6, 20])
def test_words_of_one_document_end_before_another_however_often_it_cites_itself(count):
    own = "".join(f"，本法第{number}条" for number in range(1, count + 1))
    text = f"根据《甲法》第9条，企业应当遵守{own}的规定《乙法》第6条规定，企业可以申请"
    (first, *_) = unmarked_words(text).loose([])
    assert text[first.start : first.end] == f"企业应当遵守{own}的规定"


@pytest.mark.parametrize("count", [1, 11, 12, 20])
def test_words_that_are_said_to_be_quoted_end_before_the_next_that_are(count):
    own = "，".join(f"本法第{number}条" for number in range(1, count + 1))
    text = f"《甲法》第9条规定，企业应当遵守{own}。《乙法》第6条规定，企业可以申请"
    (first, *_) = unmarked_words(text).bare([])
    assert text[first.start : first.end] == f"企业应当遵守{own}"
