"""What can be written in a query besides words, and what only looks like it."""

import pytest

from articles.text.wording.characters.simplified import simplify
from articles.text.wording.query_syntax import ParsedQuery, parse_query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("知识产权", ParsedQuery("知识产权")),
        ('"关键技术" 研发', ParsedQuery("研发", ("关键技术",))),
        ("“关键技术、共性技术”", ParsedQuery("", ("关键技术、共性技术",))),
        ("「期权」", ParsedQuery("", ("期权",))),
        ("技术标准 -国际标准", ParsedQuery("技术标准", (), ("国际标准",))),
        ('技术标准 -"国际 标准"', ParsedQuery("技术标准", (), ("国际 标准",))),
        ("条:25 关税", ParsedQuery("关税", (), (), (("article", "25"),))),
        ("部委：财政部", ParsedQuery("", (), (), (("ministry", "财政部"),))),
        ("工具:“政府采购”", ParsedQuery("", (), (), (("instrument", "政府采购"),))),
    ],
)
def test_operators_are_taken_out(text, expected):
    assert parse_query(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2006-2020", "项目-人才-基地", "a-b", "备注:25", '"', "-", "- 专利", "-5", "我和“包工头”签了合同"],
)
def test_what_only_looks_like_an_operator_stays(text):
    assert parse_query(text) == ParsedQuery(text)


@pytest.mark.parametrize(
    ("typed", "simple"),
    [
        ("進口設備免徵關稅", "进口设备免征关税"),
        ("智慧財產權", "知识产权"),
        ("鼓勵企業技術創新", "鼓励企业技术创新"),
        ("知识产权", "知识产权"),
        ("干部后来里程", "干部后来里程"),
    ],
)
def test_traditional_characters_become_simplified(typed, simple):
    assert simplify(typed) == simple
