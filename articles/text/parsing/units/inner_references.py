"""References of a text to places of its own document: 前条, 前款, 本条第二款, 第八条至第十条, 附件1.

Pure: what is meant is said by numbers; whether the document has such a place is asked where its contents are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.citing.places.article_citations import article_address
from articles.text.citing.places.article_places import PRINTED_ARTICLE
from articles.text.citing.places.citations_in_text import cited_articles
from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none
from articles.text.parsing.units.provisions import Provision, provisions_of
from articles.text.wording.characters.folding import Folded, fold_with_offsets

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]{{1,5}}"


@dataclass(frozen=True)
class InnerReference:
    """The words [start, end) mean an article (`number` None: this one), and perhaps a 款 or 项 of it.

    `annex` is the address of an annex (1, 2-1; "" for the only one), with `number` where an article of it is
    meant (附件1第三条); `part` is that of a part (第二部分) instead.
    `count` is how many articles are meant, this one and those that follow: two for 前两条.
    """

    start: int
    end: int
    number: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    annex: str | None = None
    part: int | None = None
    count: int = 1


#: How many characters a list of items may have: 第（一）项、第（三）项至第（五）项.
_LONGEST_LIST = 60
_RELATIVE = re.compile(
    rf"""
    (?P<before>前(?P<many>[两二三四五六])?条)              # 前条, 前两条
    (?:第(?P<its_paragraph>{_NUMERAL})款)?
    |(?P<above>前(?P<several>[两二三四五六])?款)            # 前款, 前三款
    |本条(?:第(?P<paragraph>{_NUMERAL})款)?                # 本条第二款
    |(?P<same>本款)
    |(?<![条款项、和或及至])第(?P<bare>{_NUMERAL})款                   # 第二款, of this article
    """,
    re.VERBOSE,
)
#: 第（一）项 and 至第（三）项, right behind a place or alone.
_ITEMS = re.compile(rf"(?P<to>至)?第?[(]?(?P<item>{_NUMERAL})[)]?项")
_NEXT_ITEM = re.compile(rf"(?:、|和|或者|或|及|至)(?P<whole>第[(]?(?P<item>{_NUMERAL})[)]?项)")
_ANNEX = re.compile(
    rf"(?:附件|(?<=[(见])附)(?P<number>{_NUMERAL})(?:-(?P<within>[1-9][0-9]?)(?![0-9-]))?|(?<=见)附件(?![\u3400-\u9fff])"
)
_ARTICLE_OF_ANNEX = re.compile(rf"(?:中?的|中)?{PRINTED_ARTICLE}", re.VERBOSE)
_PART = re.compile(rf"(?:本[\u3400-\u9fff]{{1,4}})?第(?P<number>{_NUMERAL})部分")
_COUNTS = {"": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


#: Number, suffix, paragraph (款).
_Place = tuple[int | None, int, int | None]


def inner_references(text: str, *, number: int | None, own_title: str = "") -> list[InnerReference]:
    """The references of an article's text to its own document, in order; none overlaps another.

    `number` is that of the article, None for other units.

    >>> [(each.number, each.paragraph) for each in inner_references("依照前条和第九条第二款。", number=4)]
    [(3, None), (9, 2)]
    """
    folded = fold_with_offsets(text)
    absolute = list(_absolute_references(text, own_title))
    other_references = [
        *_relative_references(folded, text, number),
        *_annex_references(folded),
        *_part_references(folded),
    ]
    references: list[InnerReference] = []
    for reference in sorted(
        [*absolute, *other_references], key=lambda reference: reference.start
    ):  # stable: the absolute one first
        if not references or reference.start >= references[-1].end:
            references.append(reference)
    return references


def _absolute_references(text: str, own_title: str) -> Iterator[InnerReference]:
    """第三条, both ends of 第八条至第十条, and the items behind 第十二条第二款第（一）项至第（三）项."""
    for cited in cited_articles(text, own_title=own_title):
        if cited.title is not None:
            continue
        words = text[cited.start : cited.end]
        place: _Place = (cited.number, cited.suffix, cited.paragraph)
        divide = max(words.rfind(sign) for sign in "至-－—–") if cited.last_number else len(words)
        yield InnerReference(cited.start, cited.start + divide, *place, cited.item)
        if cited.last_number:
            yield InnerReference(cited.start + divide + 1, cited.end, cited.last_number)
        elif cited.item:
            yield from _further_items(
                fold_with_offsets(text[cited.end : cited.end + _LONGEST_LIST]), cited.end, place
            )


def _further_items(folded: Folded, offset: int, place: _Place) -> Iterator[InnerReference]:
    """至第（三）项, 、第（五）项 behind a place that names an item."""
    position = 0
    while match := _NEXT_ITEM.match(folded.text, position):
        start, end = folded.original_span(*match.span("whole"))
        if (item := numeral_or_none(match["item"])) is not None:
            yield InnerReference(offset + start, offset + end, *place, item)
        position = match.end()


def _relative_references(folded: Folded, text: str, number: int | None) -> Iterator[InnerReference]:
    """前条, 前款, 本条第二款, 本款, with the items behind them."""
    provisions = provisions_of(text)
    starts = [provision.start for provision in provisions]
    for match in _RELATIVE.finditer(folded.text):
        start, end = folded.original_span(*match.span())
        article, paragraph = _target_of_relative(
            match, number, _paragraph_at(provisions, bisect_right(starts, start) - 1)
        )
        if article is None and paragraph is None:
            continue
        offset = match.end()
        item = _ITEMS.match(folded.text, offset)
        if item and not item["to"]:
            end = folded.original_span(match.start(), item.end())[1]
        item_number = numeral_or_none(item["item"]) if item and not item["to"] else None
        count = _COUNTS[match["many"] or ""]
        yield InnerReference(start, end, article, 0, paragraph, item_number, count=count)
        if item_number:
            list_behind = fold_with_offsets(text[end : end + _LONGEST_LIST])
            yield from _further_items(list_behind, end, (article, 0, paragraph))


def _target_of_relative(
    match: re.Match[str], number: int | None, paragraph: int | None
) -> tuple[int | None, int | None]:
    """The article (None: this one) and the paragraph that are meant; (None, None) if that is not certain."""
    if match["before"]:
        target = number - _COUNTS[match["many"] or ""] if number else 0
        return (target, numeral_or_none(match["its_paragraph"])) if target >= 1 else (None, None)
    if match["above"]:
        target = (paragraph or 0) - _COUNTS[match["several"] or ""]
        return (None, target) if target >= 1 else (None, None)
    if match["same"]:
        return None, paragraph
    return None, numeral_or_none(match["paragraph"] or match["bare"])


def _paragraph_at(provisions: Sequence[Provision], index: int) -> int | None:
    """The number of the paragraph (款) of a line; None in an article of one."""
    if index < 0:
        return None
    match = re.match(r"k(\d+)", provisions[index].address)
    return int(match[1]) if match else 1


def _annex_references(folded: Folded) -> Iterator[InnerReference]:
    """附件1, 附件2-1, and articles of an annex: 附件1第三条."""
    for match in _ANNEX.finditer(folded.text):
        article = _ARTICLE_OF_ANNEX.match(folded.text, match.end())
        start, end = folded.original_span(match.start(), article.end() if article else match.end())
        number, suffix, paragraph, item = _article_numbers(article)
        annex_number = numeral_or_none(match["number"])
        annex = article_address(annex_number, int(match["within"] or 0)) if annex_number else ""
        yield InnerReference(start, end, number, suffix, paragraph, item, annex=annex)


def _article_numbers(place: re.Match[str] | None) -> tuple[int | None, int, int | None, int | None]:
    """Number, suffix, paragraph and item of a printed article."""
    if place is None:
        return None, 0, None, None
    suffix = numeral_or_none(place["suffix"] or place["hyphened"]) or 0
    article, paragraph, item = (numeral_or_none(place[part]) for part in ("article", "paragraph", "item"))
    return article, suffix, paragraph, item


def _part_references(folded: Folded) -> Iterator[InnerReference]:
    """第二部分, of the document itself."""
    for match in _PART.finditer(folded.text):
        if part := numeral_or_none(match["number"]):
            yield InnerReference(*folded.original_span(*match.span()), part=part)
