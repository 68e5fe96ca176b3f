"""How units are labelled in print and named in citations: 第二十五条, 三、, （六）, 1., 第（六）项."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.text.citing.places.article_citations import article_label
from articles.text.numbers.numerals import write_number

_CIRCLED_ONE, _MOST_CIRCLED = ord("①"), 20


def _circled_number(number: int) -> str:
    return chr(_CIRCLED_ONE + number - 1) if 1 <= number <= _MOST_CIRCLED else f"（{number}）"


_LABELS: dict[str, Callable[[int], str]] = {
    "point": lambda number: f"{write_number(number)}、",
    "subpoint": lambda number: f"（{write_number(number)}）",
    "item": "{}.".format,
    "subitem": "（{}）".format,
    "circled": _circled_number,
    "decimal": str,
    "question": "第{}问".format,
    "paragraph": "第{}段".format,
}
_CITED: dict[str, Callable[[int], str]] = {
    "point": lambda number: f"第{write_number(number)}部分",
    "subpoint": lambda number: f"第（{write_number(number)}）项",
    "item": "第{}目".format,
    "subitem": "第（{}）小目".format,
    "circled": lambda number: f"第{_circled_number(number)}小目",
    "question": "第{}问".format,
}
_STOPS = " .．、：:"
#: Labels that a citation names as they are: 任务一, 第一类, 第一步.
_NAMED = re.compile(r"(?:任务|措施|步骤|行动|阶段|环节).+|第.+(?:类|步|阶段)")


def unit_label(unit: str, number: int, suffix: int) -> str:
    """The label as usually printed: 第二十五条, 第十二条之一, 三、, （六）, 1., （1）, ①, 第3段."""
    format_number = _LABELS.get(unit)
    return format_number(number) if format_number else article_label(number, suffix)


def letter_in(label: str) -> str:
    """The letter of a label a), "" for one of another kind."""
    match = re.search("[A-Za-z]", label)
    return match[0] if match else ""


def cited_label(unit: str, label: str, number: int, *, is_behind_label: bool = False) -> str:
    """How a citation names the unit: 第二十五条, 第二部分, 第（六）项, 第1目, 第（1）小目, 2.1.1, 第3段.

    A decimal `is_behind_label` of an annex or a chapter is 第2.1.1项: 附件1 2.1 must not read 附件12.1.
    """
    format_number, bare = _CITED.get(unit), label.rstrip(_STOPS)  # 2. above 2.1
    if unit == "decimal":
        return f"第{bare}项" if is_behind_label else bare
    if unit == "point" and _NAMED.fullmatch(bare):
        return bare
    if unit == "subitem" and (letter := letter_in(label)):
        return f"第（{letter}）小目"
    return format_number(number) if format_number else label
