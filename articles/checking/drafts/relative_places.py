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


def resolve_relative(match: re.Match[str], previous: Citation) -> tuple[Citation, int] | None:
    """The place that a match of `RELATIVE` means, and where its words end; None if `previous`, which was
    cited before, does not tell."""
    place = _resolve_place(match, previous)
    if place is None:
        return None
    item = _ITEM.match(match.string, match.end())
    number = numeral_or_none(item["item"] or item["plain"]) if item else None
    return (replace(place, item=number), item.end()) if item and number else (place, match.end())


def _resolve_place(match: re.Match[str], previous: Citation) -> Citation | None:
    """What relative words mean, if the place cited last tells; of 第三条至第五条 the last article does."""
    number, suffix = (previous.last, 0) if previous.last else (previous.article or 0, previous.suffix)
    article = Citation(article=number, suffix=suffix)
    if match["before"]:
        paragraph = numeral_or_none(match["its_paragraph"])
        return Citation(article=number - 1, paragraph=paragraph) if number > 1 and not suffix else None
    if match["bare_item"]:
        item = numeral_or_none(match["bare_item"])
        return replace(article, paragraph=previous.paragraph, item=item) if previous.item and item else None
    if match["article"] or match["bare"]:
        return replace(article, paragraph=numeral_or_none(match["paragraph"] or match["bare"]))
    if match["same"]:
        return replace(article, paragraph=previous.paragraph)
    return _paragraphs_above(article, previous.paragraph, _COUNTS[match["several"]])


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
