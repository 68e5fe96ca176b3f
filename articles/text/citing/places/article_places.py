"""Places in a text of articles as people write them: 20条1款, 133条之一, 577条、584条, 577-584条."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numbers_of

NUMERAL = rf"[{NUMERAL_CHARACTERS}]+"
#: An article as texts cite it, always with 第; the groups are named like the fields of `ArticlePlace`.
PRINTED_ARTICLE = rf"""
    第(?P<article>{NUMERAL})(?:-(?P<hyphened>[0-9]{{1,3}}))?条(?:之(?P<suffix>{NUMERAL}))?
    (?:第(?P<paragraph>{NUMERAL})款)?
    (?:第[(]?(?P<item>{NUMERAL})[)]?项)?
"""
_DIVISIONS = rf"""
    (?:第(?P<part>{NUMERAL})[编篇])?
    (?:第(?P<subpart>{NUMERAL})分编)?
    (?:第?(?P<chapter>{NUMERAL})章)?
    (?:第(?P<section>{NUMERAL})节)?
"""
#: 第一、二款 and 第(一)、(二)项: the word stands behind the last number only.
_KUAN = rf"(?:款|(?=(?:[、,和及与或至到-]{NUMERAL}){{1,9}}款))"
_XIANG = rf"(?:项|(?=(?:[、,和及与或至到-]第?[(]{NUMERAL}[)]){{1,20}}项))"
_BELOW = rf"""
    (?:的?(?:第[(]?)?(?P<paragraph>{NUMERAL})[)]?{_KUAN})?   # 第(一)款 as well
    (?:
        的?第?[(]?(?P<item>{NUMERAL})[)]?{_XIANG}
        (?:
            第?[(]?(?P<entry>{NUMERAL})[)]?目(?:第?[(]?(?P<subentry>{NUMERAL})[)]?小目)?
            |[至到-]第?[(]?{NUMERAL}[)]?项   # a range opens at its first 项
        )?
    )?
"""
_PLACE = re.compile(
    rf"""
    {_DIVISIONS}
    (?:
        第?(?P<article>{NUMERAL})
        (?:
            条(?:[之-](?P<suffix>{NUMERAL})(?![{NUMERAL_CHARACTERS}条章]))?   # 133条之一
            |之(?P<inner>{NUMERAL})条?                                       # 133之一, 第133之一条
            |                                             # 22, where a list or a title says that it is one
        )
        {_BELOW}
        (?:[(](?P<marked>{NUMERAL})[)]款?(?!项))?          # 39条(二), where 条 says that it is an article
    )?
    """,
    re.VERBOSE,
)
#: 第一款、第二款 and 第(一)项、第(三)项 of the article before.
_FURTHER = re.compile(
    rf"第?(?P<paragraph>{NUMERAL}){_KUAN}(?:第?[(]?(?P<item>{NUMERAL})[)]?{_XIANG})?|"
    rf"第?[(]?(?P<only_item>{NUMERAL})[)]?{_XIANG}",
    re.VERBOSE,
)
_AND = re.compile(r"以及|或者|[、,;和及与或]")
_TO = re.compile(r"至|到|-|~")
#: 第一款至第三款, opened at the first.
_TO_BELOW = re.compile(rf"[至到-]第?[(]?{NUMERAL}[)]?[款项]")
_MOST_PLACES = 50


@dataclass(frozen=True)
class ArticlePlace:
    """One place; what it does not say is None. `last` is the article that ends a range,
    `is_bare` says that 条 does not stand at its number.
    """

    part: int | None = None
    subpart: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    entry: int | None = None
    subentry: int | None = None
    last: int | None = None
    is_bare: bool = False


#: What stands in a place, without how it was written.
PLACE_FIELDS = tuple(field.name for field in fields(ArticlePlace) if field.name != "is_bare")


def read_places(folded: str) -> tuple[ArticlePlace, ...] | None:
    """Read the whole of a folded text without spaces as a list of places; None for anything else.

    A number without 第 and 条 counts beside one that has them (577条、584条; 第1043、1044条).

    >>> [place.article for place in read_places("577条、584条")]
    [577, 584]
    >>> read_places("第577-584条")[0].last
    584
    """
    places: list[ArticlePlace] = []
    offset = 0
    while len(places) < _MOST_PLACES:
        place_and_end = _next_place(folded, offset, places)
        if place_and_end is None:
            return None
        place, offset = place_and_end
        places.append(place)
        if offset == len(folded):
            return tuple(places)
        if (conjunction := _AND.match(folded, offset)) is None:
            return None
        offset = conjunction.end()
    return None


@dataclass(frozen=True)
class PlaceInText:
    """A place, and where [start, end) it stands in a running text."""

    place: ArticlePlace
    start: int
    end: int


def leading_places(folded: str, offset: int) -> tuple[list[PlaceInText], int]:
    """The list of places that begins at an offset of a running text, and where reading ended.

    A number without 条 counts only before one that has it (第577、584条).

    >>> [(found.place.article, found.end) for found in leading_places("第577、584条，第3个", 0)[0]]
    [(577, 4), (584, 9)]
    """
    places: list[PlaceInText] = []
    start = end = offset
    while len(places) < _MOST_PLACES:
        previous = [previous_place.place for previous_place in places]
        place_and_end = _next_place(folded, start, previous) or _single_place(folded, start)
        if place_and_end is None:
            break
        place, end = place_and_end
        if (range_end := _TO_BELOW.match(folded, end)) and not place.last:
            end = range_end.end()
        places.append(PlaceInText(place, start, end))
        if (conjunction := _AND.match(folded, end)) is None:
            break
        start = conjunction.end()
    while places and places[-1].place.is_bare:
        places.pop()
    return places, end


def _next_place(folded: str, offset: int, previous: list[ArticlePlace]) -> tuple[ArticlePlace, int] | None:
    """The place at an offset, and where it ends; a 款 or 项 alone belongs to the article before."""
    if previous and previous[-1].article is not None and (further := _FURTHER.match(folded, offset)):
        return _further_place(previous[-1], further), further.end()
    if (first := _single_place(folded, offset)) is None:
        return None
    place, end = first
    if place.article is None or not (range_sign := _TO.match(folded, end)):
        return first
    second = _single_place(folded, range_sign.end())
    return _place_range(place, place.article, *second) if second else None


def _place_range(
    place: ArticlePlace, article: int, last: ArticlePlace, end: int
) -> tuple[ArticlePlace, int] | None:
    """A range up to a higher number; 133-1 and 第25-1条, where the number is smaller, write 之."""
    if last.article is None:
        return None
    if last.article > article:
        return replace(place, last=last.article, is_bare=place.is_bare and last.is_bare), end
    if not place.is_bare or place.suffix or last.suffix:
        return None
    return replace(
        place,
        suffix=last.article,
        paragraph=last.paragraph,
        item=last.item,
        entry=last.entry,
        subentry=last.subentry,
        is_bare=last.is_bare,
    ), end


def _single_place(folded: str, offset: int) -> tuple[ArticlePlace, int] | None:
    match = _PLACE.match(folded, offset)
    if match is None or match.end() == offset:
        return None
    numbers = numbers_of(match)
    if numbers is None:
        return None
    suffix = numbers.pop("inner", None) or numbers.pop("suffix", 0)
    is_bare = "article" in numbers and "条" not in folded[offset : match.end()]
    if marked := numbers.pop("marked", None):
        if is_bare or "item" in numbers:  # 某方案二(一) is a point of a text without articles
            return None
        numbers["item"] = marked
    return ArticlePlace(**numbers, suffix=suffix, is_bare=is_bare), match.end()


def _further_place(place: ArticlePlace, further: re.Match[str]) -> ArticlePlace:
    numbers = numbers_of(further) or {}
    item = numbers.get("only_item") or numbers.get("item")
    paragraph = numbers.get("paragraph", place.paragraph)
    return replace(place, paragraph=paragraph, item=item, entry=None, subentry=None, last=None)
