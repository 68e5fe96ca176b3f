"""The units of a text (条、部分、项、目、段 …): how each is labelled in print and cited."""

from __future__ import annotations

from django.db import models


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
ADDRESS_SORTS: dict[str, str] = {ArticleUnit.QUESTION: "q", ArticleUnit.PARAGRAPH: "p"}
