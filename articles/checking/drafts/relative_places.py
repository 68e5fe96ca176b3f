"""Places that a draft names by the citation before: 该条第二款, 前款, 第二款, 第（二）项."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.text.citing.places.article_citations import Citation
from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none

_DIGIT = rf"[{NUMERAL_CHARACTERS}]"
RELATIVE = re.compile(
    rf"""
    (?P<article>该|同|上述|前述|此|本)条(?!例|约|文|款|件)(?P<its>第(?P<paragraph>{_DIGIT}{{1,4}})款)?
    |(?P<above>前(?P<several>[两二三四])?款)
    |(?P<same>该|同|上述|前述|本)款
    |(?P<before>前条)(?:第(?P<its_paragraph>{_DIGIT}{{1,4}})款)?
    |第(?P<bare>{_DIGIT}{{1,4}})款
    |第?[(]?(?P<bare_item>{_DIGIT}{{1,4}})[)]?项(?!目)       # in a list: 前款第一项、第二项
    """,
    re.VERBOSE,
)
_ITEM = re.compile(rf"第?[(](?P<item>{_DIGIT}{{1,4}})[)]项|第(?P<plain>{_DIGIT}{{1,4}})项")
_COUNTS = {None: 1, "": 1, "两": 2, "二": 2, "三": 3, "四": 4}


def place_meant(that: re.Match[str], last: Citation) -> tuple[Citation, int] | None:
    """The place that a match of `RELATIVE` means, and where its words end; None if `last`, which was cited
    last, does not tell."""
    place = _resolve_relative(that, last)
    if place is None:
        return None
    item = _ITEM.match(that.string, that.end())
    number = numeral_or_none(item["item"] or item["plain"]) if item else None
    return (replace(place, item=number), item.end()) if item and number else (place, that.end())


def _resolve_relative(that: re.Match[str], last: Citation) -> Citation | None:
    """What relative words mean, if the place cited last tells; of 第三条至第五条 the last article does."""
    number, suffix = (last.last, 0) if last.last else (last.article or 0, last.suffix)
    article = Citation(article=number, suffix=suffix)
    if that["before"]:
        paragraph = numeral_or_none(that["its_paragraph"])
        return Citation(article=number - 1, paragraph=paragraph) if number > 1 and not suffix else None
    if that["bare_item"]:
        item = numeral_or_none(that["bare_item"])
        return replace(article, paragraph=last.paragraph, item=item) if last.item and item else None
    if that["article"] or that["bare"]:
        return replace(article, paragraph=numeral_or_none(that["paragraph"] or that["bare"]))
    if that["same"]:
        return replace(article, paragraph=last.paragraph)
    return _paragraphs_above(article, last.paragraph, _COUNTS[that["several"]])


def _paragraphs_above(article: Citation, paragraph: int | None, count: int) -> Citation | None:
    """What 前款, 前两款 mean behind a citation of this article and paragraph.

    Behind one of the article alone it is the article. Behind 第一款 it is 第一款, as none stands before it.
    Several are the article, as a citation has one paragraph; None if it has not so many (第二款, 前三款).
    """
    if paragraph is None:
        return article
    if count == 1:
        return replace(article, paragraph=max(1, paragraph - 1))
    return article if count <= paragraph else None
