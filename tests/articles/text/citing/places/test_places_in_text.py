"""Places and numbers in a running text, where a citation ends in the middle of a sentence."""

import pytest

from articles.text.citing.naming.document_numbers import numbers_in_text
from articles.text.citing.places.article_places import leading_places
from articles.text.citing.places.unit_citations import leading_unit_path
from articles.text.wording.characters.folding import closed_up_with_offsets


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第五条规定", [("第五条", (5, 0, None, None))]),
        (
            "第五条、第六条和第八条的规定",
            [(f"第{n}条", (v, 0, None, None)) for n, v in zip("五六八", (5, 6, 8), strict=True)],
        ),
        ("第五条、10日内", [("第五条", (5, 0, None, None))]),
        ("第577、584条", [("第577", (577, 0, None, None)), ("584条", (584, 0, None, None))]),
        ("第三次修正", []),
        ("第五条之一第二款第(三)项", [("第五条之一第二款第(三)项", (5, 1, 2, 3))]),
        ("第五条第一、二款", [("第五条第一", (5, 0, 1, None)), ("二款", (5, 0, 2, None))]),
        ("第五条第(一)、(三)项", [("第五条第(一)", (5, 0, None, 1)), ("(三)项", (5, 0, None, 3))]),
        ("第五条第一款至第三款", [("第五条第一款至第三款", (5, 0, 1, None))]),
        ("第五条第二项或者第三项", [("第五条第二项", (5, 0, None, 2)), ("第三项", (5, 0, None, 3))]),
    ],
)
def test_a_list_of_places_ends_where_the_sentence_goes_on(text, places):
    leading, _ = leading_places(text, 0)
    facts = [
        (
            text[listed.start : listed.end],
            (listed.place.article, listed.place.suffix, listed.place.paragraph, listed.place.item),
        )
        for listed in leading
    ]
    assert facts == places


def test_a_unit_ends_where_the_sentence_goes_on():
    path, end = leading_unit_path("第二部分第(六)项要求", 0)
    assert ([step.number for step in path.steps], end) == ([2, 6], 9)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("根据工信部联科[2009]232号文件", "工信部联科〔2009〕232号"),
        ("现将国务院令第722号公布", "国务院令第722号"),
        ("以及国经贸技术[2002]444号", "国经贸技术〔2002〕444号"),
        ("2009年232号楼", None),
    ],
)
def test_numbers_stand_in_sentences(text, key):
    assert [number_key for number_key, _, _ in numbers_in_text(text)] == ([key] if key else [])


def test_closed_up_text_remembers_where_its_letters_came_from():
    folded = closed_up_with_offsets("第 ２５\n条\u200b\0")
    assert (folded.text, list(folded.offsets)) == ("第25条\ufffd", [0, 2, 3, 5, 7])
