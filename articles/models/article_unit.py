"""The units of a text (条、部分、项、目、段 …): how each is labelled in print and cited."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from articles.text.citing.article_citations import article_label
from articles.text.citing.numerals import write_number


class ArticleUnit(models.TextChoices):
    """What kind of numbering a unit bears; the Chinese names are those of citations."""

    ARTICLE = "article", "条"
    POINT = "point", "部分（一、）"
    SUBPOINT = "subpoint", "项（（一））"
    ITEM = "item", "目（1.）"
    SUBITEM = "subitem", "小目（（1））"
    CIRCLED = "circled", "圈码（①）"
    DECIMAL = "decimal", "节（1.1）"
    QUESTION = "question", "问答"
    PARAGRAPH = "paragraph", "段"


#: Letter in the address of units that count apart from the numbered ones.
ADDRESS_SORTS = {ArticleUnit.QUESTION: "q", ArticleUnit.PARAGRAPH: "p"}
_CIRCLED_ONE, _MOST_CIRCLED = ord("①"), 20


def _circled(number: int) -> str:
    return chr(_CIRCLED_ONE + number - 1) if number <= _MOST_CIRCLED else f"（{number}）"


_LABELS: dict[str, Callable[[int], str]] = {
    ArticleUnit.POINT: lambda number: f"{write_number(number)}、",
    ArticleUnit.SUBPOINT: lambda number: f"（{write_number(number)}）",
    ArticleUnit.ITEM: "{}.".format,
    ArticleUnit.SUBITEM: "（{}）".format,
    ArticleUnit.CIRCLED: _circled,
    ArticleUnit.DECIMAL: str,
    ArticleUnit.QUESTION: "第{}问".format,
    ArticleUnit.PARAGRAPH: "第{}段".format,
}
_CITED: dict[str, Callable[[int], str]] = {
    ArticleUnit.POINT: lambda number: f"第{write_number(number)}部分",
    ArticleUnit.SUBPOINT: lambda number: f"第（{write_number(number)}）项",
    ArticleUnit.ITEM: "第{}目".format,
    ArticleUnit.SUBITEM: "第（{}）小目".format,
    ArticleUnit.CIRCLED: lambda number: f"第{_circled(number)}小目",
}


def unit_label(unit: str, number: int, suffix: int) -> str:
    """The label as usually printed: 第二十五条, 第十二条之一, 三、, （六）, 1., （1）, ①, 第3段."""
    write = _LABELS.get(unit)
    return write(number) if write else article_label(number, suffix)


def cited_label(unit: str, label: str, number: int) -> str:
    """How a citation names the unit: 第二十五条, 第二部分, 第（六）项, 第1目, 第（1）小目, 2.1.1, 第3段."""
    write = _CITED.get(unit)
    return write(number) if write else label
