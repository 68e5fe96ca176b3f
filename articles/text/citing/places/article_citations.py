"""Citations of articles: 第二十五条 · 25 · 民法典577条、584条 · 工信部联科〔2009〕232号第25条."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

from articles.text.citing.naming.document_names import is_surely_document
from articles.text.citing.naming.document_numbers import leading_document_number, leading_serial
from articles.text.citing.places.article_places import NUMERAL, PLACE_FIELDS, ArticlePlace, read_places
from articles.text.citing.places.unit_citations import (
    StepKind,
    UnitPath,
    UnitStep,
    leading_annex,
    parse_unit_path,
    point_alone,
)
from articles.text.numbers.numerals import (
    FORMAL_CHARACTERS,
    numbers_of,
    parse_numeral,
    plain_numeral,
    write_number,
)
from articles.text.wording.characters.folding import fold

#: Characters; no citation is longer, and a pasted page must not be searched for one.
LONGEST = 120

#: The highest 之N of an article's number, and of its address.
HIGHEST_SUFFIX = 999
#: What `article_address` writes, as a pattern.
ARTICLE_ADDRESS = r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,2})?"

_BARE = re.compile(rf"(?P<article>{NUMERAL})(?:[-之](?P<suffix>{NUMERAL}))?")
#: Spellings that mean the same: 第贰拾伍条, 第廿五条.
_FORMAL = re.compile(
    rf"第(?P<number>[一二三四五六七八九十百千零〇{FORMAL_CHARACTERS}]{{1,8}})(?=[编篇章节条款项目部段问分])"
)
#: 第(a)项, 第a)小目 are the first.
_LETTERED = re.compile(r"(?<=第)[(]?(?P<letter>[a-z])[)]?(?=项|目|小目)")
#: 第一条 in what would be a title, and 行诉法26条、 before another document.
_NAMES_ARTICLE = re.compile(rf"第{NUMERAL}条|[法典例定则释]\d+条[^《》]{{0,12}}?[、,;和及与]")
#: Where a place may begin after a title without 《》: at 第, at 25条, or at a number after 法, 条例, a year …
_PLACE_BEGINS = re.compile(rf"第|(?<![\d第])\d+条|(?<=[法典例定则释策见要案正订版)])(?={NUMERAL})")
#: Numbers alone after a title: 某方案二(一), 某规划2.1.2, 某办法附件.
_BARE_PLACE_BEGINS = re.compile(
    r"附件|(?<![\d.])\d|[(]|(?<![一二三四五六七八九十])[一二三四五六七八九十]+(?=[、(])"
)
#: 第一章第二节 before 第一部分.
_DIVISIONS = re.compile(
    rf"(?:第(?P<part>{NUMERAL})[编篇])?(?:第(?P<chapter>{NUMERAL})章)?(?:第(?P<section>{NUMERAL})节)?"
)
#: 国发[2019]3号文件的第2点, 《某办法》中第三条: what may stand between a document and a place in it.
_INTO_PLACE = re.compile(r"^(?:文件|文)?(?:的|中的?|里的?|[,:])?")
_OUT_OF_TITLE = re.compile(r"(?:的|中的?|里的?|[,:])$")
#: 某办法附件2 before 第二条: the title, and the annex of it.
_ANNEX_OF = re.compile(
    r"(?P<title>.+?)(?P<annex>附件(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:-\d{1,2})?)?)"
)
_SPACED_ANNEX = re.compile(
    r"(附\s*件\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}(?=-))(?:-\d{1,2})?)\s+(?=\d)"
)  # 附件2 1 is no 附件21
_CIRCLED = re.compile(r"(?<=.)[①-⑳]")  # below a point: 二（一）2②
_ENDS_TITLE = re.compile(r"[\w)》\"”]$")
_WORD = re.compile(r"[\u3400-\u9fffa-z]{2}")  # a title has one; 「第25.」 before 5条 is none
_QUOTED_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]+》)+)》")
#: (主席令第十二号), ([2024]第12号): a number in a form of its own; the title before it names the document.
_OTHER_NUMBER = re.compile(r"\([^()]{0,100}号\)")
#: 《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条; 《某办法》（国发〔2018〕41号文印发）.
_NUMBER_CLOSES = re.compile(r"(?:文件|文)?(?:印发|发布|公布|颁布|转发|批转)?\)")
#: 某办法(省人民政府令第301号): a title without 《》 before its number.
_NUMBERED_TITLE = re.compile(r"(?P<title>[^《》]*[\u3400-\u9fff]{2}[^《》]*?)(?=\([^()]{2,60}号\))")
#: 《某措施》政策解读: a title that begins with another one.
_TITLE_GOES_ON = re.compile(r"(?:的)?(?:政策|文件)?(?:解读|问答|答记者问|说明|实施)")
#: The version of a document: (2020修正), 2021年修订, (2010), and 2017 behind the name of a law; 第四次修正后.
_VERSION = re.compile(
    r"""
    [(]?(?P<year>(?:19|20)\d\d)年?(?:第[一二三四五六七八九十]次)?(?:修正|修订|修改)(?:本|版|后)?[)]?$
    |[(](?P<alone>(?:19|20)\d\d)年?(?:版|本|文本)?[)]$
    |(?<=[法典例])(?P<bare>(?:19|20)\d\d)年?(?:版|本|文本)?$
    |[(]?第(?P<amendment>[一二三四五六七八九十])次(?:修正|修订|修改)(?:本|版|之?后)?[)]?$
    """,
    re.VERBOSE,
)
_VERSION_AHEAD = re.compile(
    r".{1,40}?(?:[(]?第[一二三四五六七八九十]次(?:修正|修订|修改)(?:本|版|之?后)?[)]?|"
    r"[法典例](?:19|20)\d\d(?![\d条.]))"
)
#: 1042.2 and 1042.2.1 of a law: article, 款, 项.
_DECIMAL_PLACE = re.compile(r"(?P<article>\d{3,4})\.(?P<paragraph>\d{1,2})(?:\.(?P<item>\d{1,2}))?")
#: 39(二)(三)项 behind the name of a law, where 条 is left out.
_MARKED_ARTICLE = re.compile(rf"(?P<article>\d{{1,4}})(?P<marked>(?:[(]{NUMERAL}[)])+(?:项|款)?)")
_NAMES_LAW = re.compile(r"(?:法|法典|条例)$")
#: Other signs of an article: §577, art. 577, 民法典:577.
_SIGNED = re.compile(r"(?:§+|(?<![a-z])art(?:icle|\.)?) ?(?P<number>\d{1,5}(?:-\d{1,3})?)(?:条)?")
_COLON = re.compile(r"(?<=[法典例定则释]):(?=第?\d)")
#: 民法典合同编, 刑法总则: a part, or what is called as parts are, by its title.
_PART_NAME = r"(?P<named_part>(?!第)[\u3400-\u9fff]{2,10}?(?:分编|编)|[总分附]则)(?:的|之)?"
_NAMED_PART = re.compile(rf"(?P<title>.+(?:法典|法|条例|规定|细则|规则)){_PART_NAME}$")
_LEADING_PART = re.compile(_PART_NAME)
#: A title with the number of a series, and the place behind it: 公司法解释三, 18条.
_SERIES = re.compile(
    r"(?P<title>[^第]{2,40}(?:解释|规定)(?:[一二三四五六七八九]|[(][一二三四五六七八九\d][)]|\d$))(?P<rest>.*)"
)
_BETWEEN_CITATIONS = re.compile(r"以及|[、,;和及与或]")


@dataclass(frozen=True)
class Citation:
    """A parsed citation; what it does not say is None.

    `document_number` is a comparison key, `number_ending` the end of one (232号文), `title` the folded
    title of the cited policy, `steps` the way to a unit of a text without articles, `last` the last of the
    articles that begin at `article`, `named_part` the title of a part (合同编, 总则). `version` is the year
    of the text that is meant (2020修正), `amendment` which it is (第四次修正), `is_newest` says 新公司法,
    `also` is what else is cited with it. `in_series` is the other reading of 公司法解释三18条: the number
    belongs to the name, which wins if there is a document of that name. `is_certain` is False for what may
    as well be words to search for: a lone 「25」, a title without 《》 or a place. `words` is how one place
    is written, in the form of `place_key`.
    """

    document_number: str | None = None
    title: str | None = None
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
    steps: tuple[UnitStep, ...] = ()
    last: int | None = None
    named_part: str = ""
    version: int | None = None
    amendment: int = 0
    is_newest: bool = False
    also: tuple[Citation, ...] = ()
    is_certain: bool = True
    number_ending: str | None = None
    words: str = field(default="", compare=False)
    in_series: Citation | None = None

    @property
    def has_place(self) -> bool:
        """Whether it cites more than a whole document."""
        places = (self.part, self.chapter, self.section, self.article)
        return bool(self.steps or self.named_part) or any(place is not None for place in places)

    @property
    def is_of_document(self) -> bool:
        """Whether it names the document that it cites."""
        return bool(self.title or self.document_number or self.number_ending)

    def in_document(self, *, title: str | None = None, document_number: str | None = None) -> Citation:
        """The same places, of a document that one of these names."""
        also = tuple(
            citation.in_document(title=title, document_number=document_number) for citation in self.also
        )
        return replace(
            self,
            title=title or self.title,
            document_number=document_number or self.document_number,
            also=also,
        )


class _Source(TypedDict, total=False):
    document_number: str
    number_ending: str
    title: str
    version: int | None
    amendment: int
    named_part: str
    is_certain: bool


def parse_citation(text: str) -> Citation | None:
    """Parse the whole of `text` as a citation, or return None when it is something else.

    >>> parse_citation("第六章第２５条").article
    25
    >>> [place.article for place in (citation := parse_citation("民法典577、584条"), *citation.also)]
    [577, 584]
    >>> parse_citation("关税减免") is None
    True
    """
    if len(text) > LONGEST:
        return None
    folded = _fold_citation(text)
    citation = _single_document_citation(folded) or _several_documents_citation(folded)
    series = _series_citation(folded)
    return replace(citation, in_series=series) if citation and series else citation or series


def parse_typed_citation(text: str) -> Citation | None:
    """Like `parse_citation`, and read a number alone after a title, which elsewhere is no citation.

    >>> parse_typed_citation("某方案二（一）").title, parse_citation("某方案二（一）")
    ('某方案', None)
    """
    if len(text) > LONGEST:
        return None
    if citation := parse_citation(text):
        return citation
    folded = _fold_citation(text)
    for match in _BARE_PLACE_BEGINS.finditer(folded):
        title, rest = folded[: match.start()], folded[match.start() :]
        place = _place_citation(rest) or _bare_number_citation(rest)
        if place and _WORD.search(title) and _ENDS_TITLE.search(title) and not _NAMES_ARTICLE.search(title):
            return replace(place, title=title, is_certain=False)
    return None


def place_key(place: str) -> str:
    """How the place of a unit is compared with what is typed: folded, without spaces.

    >>> place_key("附件1 第（一）项") == parse_citation("附件1第(一)项").words
    True
    """
    return _fold_citation(place)


def _series_citation(folded: str) -> Citation | None:
    """公司法解释三18条 and 破产法解释二, read with the number as that of a series; else None."""
    series = _SERIES.fullmatch(folded)
    if series is None:
        return None
    source: _Source = {"title": series["title"], "is_certain": False}
    return _place_citation(series["rest"], **source)


def _fold_citation(text: str) -> str:
    """A typed citation in the one form that is parsed: folded, without spaces, numbers as laws write them."""
    bracketed = _CIRCLED.sub(lambda circled: f"({ord(circled[0]) - ord('①') + 1})", text)
    return respelled(_SPACED_ANNEX.sub(r"\1:", fold(bracketed)).replace(" ", ""))


def _bare_number_citation(folded: str) -> Citation | None:
    """The number of an article or point alone."""
    match = _BARE.fullmatch(folded)
    return _citation_from_groups(match, is_certain=False) if match else None


def _single_document_citation(folded: str) -> Citation | None:
    if number := leading_document_number(folded):
        key, rest = number
        return _place_citation(rest, document_number=key)
    if serial := leading_serial(folded):
        ending, rest = serial
        return _place_citation(rest, number_ending=ending, is_certain=False)
    if quoted := _QUOTED_TITLE.match(folded):
        citation = _citation_after_title(quoted["title"], folded[quoted.end() :])
        return citation or (
            _unquoted_citation(folded) if _TITLE_GOES_ON.match(folded, quoted.end()) else None
        )
    return _bare_number_citation(folded) or _unquoted_citation(folded)


def _several_documents_citation(folded: str) -> Citation | None:
    """劳动法第44条、劳动合同法第31条: citations that each name their document."""
    for conjunction in _BETWEEN_CITATIONS.finditer(folded):
        first = _single_document_citation(folded[: conjunction.start()])
        if first is None or not first.is_of_document:
            continue
        others = _single_document_citation(folded[conjunction.end() :]) or _several_documents_citation(
            folded[conjunction.end() :]
        )
        if others and others.is_of_document:
            return replace(first, also=(*first.also, replace(others, also=()), *others.also))
    return None


def respelled(folded: str) -> str:
    """Numbers as laws write them, whatever the citation has.

    >>> respelled("民法典§577"), respelled("第贰拾条")
    ('民法典第577条', '第二十条')
    """
    with_articles = _COLON.sub("", _SIGNED.sub(r"第\g<number>条", folded))
    with_numerals = _FORMAL.sub(lambda match: f"第{plain_numeral(match['number'])}", with_articles)
    return _LETTERED.sub(lambda match: f"({ord(match['letter']) - ord('a') + 1})", with_numerals)


def _citation_after_title(title: str, rest: str) -> Citation | None:
    """What follows a title in 《》: its document number in brackets, a place, both or neither."""
    number = leading_document_number(rest[1:]) if rest.startswith("(") else None
    if number and (closing := _NUMBER_CLOSES.match(number[1])):
        return _place_citation(number[1][closing.end() :], title=title, document_number=number[0])
    if other_number := _OTHER_NUMBER.match(rest):
        return _citation_after_title(title, rest[other_number.end() :])
    for begin in (0, *(match.end() for match in re.finditer(r"修[正订改](?:本|版)?[)]?", rest))):
        name, version = _without_version(title + rest[:begin])
        is_whole = begin == 0 or name == title  # what stands between is the version alone
        if is_whole and (
            citation := _place_citation(rest[begin:], title=name, **version, is_certain=begin < len(rest))
        ):
            return citation
    if part := _LEADING_PART.match(rest):  # 《民法典》合同编第二章
        return _place_citation(rest[part.end() :], title=title, named_part=part["named_part"])
    return None


class _Version(TypedDict):
    version: int | None
    amendment: int


def _without_version(title: str) -> tuple[str, _Version]:
    """A title without the version that is meant, and that: 专利法(2020修正), 专利法第四次修正后."""
    match = _VERSION.search(title)
    if match is None or not match.start():
        return title, _Version(version=None, amendment=0)
    year, amendment = match["year"] or match["alone"] or match["bare"], match["amendment"]
    version = _Version(
        version=int(year) if year else None, amendment=parse_numeral(amendment) if amendment else 0
    )
    return title[: match.start()], version


def _unquoted_citation(folded: str) -> Citation | None:
    """A place alone, or after a title without 《》: 国家产业技术政策第25条."""
    if citation := _place_citation(folded) or _numbered_title_citation(folded):
        return citation
    for match in _PLACE_BEGINS.finditer(folded, _end_of_version(folded)):
        title, rest = _split_annex(folded[: match.start()], folded[match.start() :])
        if _NAMES_ARTICLE.search(title):  # 「第一条和第二条」 is two citations, not one with a title
            return None
        if _WORD.search(title) and (place_citation := _place_citation(rest, **_title_source(title))):
            return place_citation
    if named_part := _NAMED_PART.fullmatch(folded):
        return Citation(title=named_part["title"], named_part=named_part["named_part"], is_certain=False)
    name, version = _without_version(folded)
    is_version = name != folded and is_surely_document(name)
    return Citation(title=name, **version, is_certain=False) if is_version else None


def _end_of_version(folded: str) -> int:
    """Where a place may begin: behind 第四次修正, and no year behind the name of a law is an article."""
    match = _VERSION_AHEAD.match(folded)
    return match.end() if match else 0


def _numbered_title_citation(folded: str) -> Citation | None:
    """A title without 《》 before its number in brackets, and a place behind it."""
    title = _NUMBERED_TITLE.match(folded)
    citation = _citation_after_title(title["title"], folded[title.end() :]) if title else None
    return citation and replace(citation, is_certain=False)


def _split_annex(title: str, rest: str) -> tuple[str, str]:
    """A title and the place behind it, to which the annex belongs: 某办法附件2, 第二条."""
    match = _ANNEX_OF.fullmatch(_OUT_OF_TITLE.sub("", title))
    return (match["title"], match["annex"] + rest) if match else (title, rest)


def _title_source(title: str) -> _Source:
    """The source that a title without 《》 names: the document, its version, one of its parts."""
    name, version = _without_version(_OUT_OF_TITLE.sub("", title))
    part = _NAMED_PART.fullmatch(name)
    return {
        "title": part["title"] if part else name,
        "version": version["version"],
        "amendment": version["amendment"],
        "named_part": part["named_part"] if part else "",
        "is_certain": False,
    }


def _place_citation(rest: str, **source: Unpack[_Source]) -> Citation | None:
    rest = _INTO_PLACE.sub("", rest) if source else rest
    if not rest:
        return Citation(**source) if source else None
    citation = _parse_place(rest, source)
    return replace(citation, words=rest) if citation and not citation.also else citation


def _parse_place(rest: str, source: _Source) -> Citation | None:
    if "title" in source and _NAMES_LAW.search(source["title"]):
        rest = _spell_out_place(rest)
    if places := read_places(rest):
        is_place = bool(source) or any(map(_is_surely_place, places))  # 「2、3」 are numbers
        return _citation_at_places(places, source) if is_place else None
    divisions = _DIVISIONS.match(rest)
    if divisions and (path := _unit_path(rest, divisions.end())):
        citation = _citation_from_groups(divisions)
        return citation and replace(replace(citation, steps=path.steps, is_certain=path.is_certain), **source)
    if annex_citation := _annex_citation(rest, source):
        return annex_citation
    point = point_alone(rest) if source else None
    return replace(Citation(**source), steps=point.steps, is_certain=False) if point else None


def _is_surely_place(place: ArticlePlace) -> bool:
    return not place.is_bare or place.chapter is not None


def _unit_path(rest: str, offset: int) -> UnitPath | None:
    """The way to a unit, a number with its full stop alone below a chapter or section: 第二章第一节2."""
    return parse_unit_path(rest[offset:]) or (point_alone(rest[offset:]) if offset else None)


def _spell_out_place(rest: str) -> str:
    """A place of a law written with 条, 款 and 项: 第1042条第2款 for 1042.2, 39(二)(三)项 alike."""
    if decimal := _DECIMAL_PLACE.fullmatch(rest):
        item = f"第{decimal['item']}项" if decimal["item"] else ""
        return f"第{decimal['article']}条第{decimal['paragraph']}款{item}"
    if marked := _MARKED_ARTICLE.fullmatch(rest):
        return f"第{marked['article']}条{marked['marked'].replace(')(', ')、(')}"
    return rest


def _annex_citation(rest: str, source: _Source) -> Citation | None:
    """附件2第二条第一款, 附件2第一章; a range opens at its first article."""
    annex = leading_annex(rest)
    places = read_places(annex[1]) if annex else None
    if annex is None or not places or any(place.is_bare for place in places):
        return None
    first, *others = (_annex_place_citation(annex[0], place, source) for place in places)
    return replace(first, also=tuple(others))


def _annex_place_citation(annex: UnitStep, place: ArticlePlace, source: _Source) -> Citation:
    """An article, as a step, or a chapter of an annex."""
    field_names = [name for name in PLACE_FIELDS if name not in ("article", "suffix", "last")]
    numbers = {name: getattr(place, name) for name in field_names}
    article = place.article and UnitStep(StepKind.ARTICLE, place.article, suffix=place.suffix)
    return Citation(**numbers, steps=(annex, article) if article else (annex,), **source)


def _citation_at_places(places: Sequence[ArticlePlace], source: _Source) -> Citation:
    first, *others = (
        Citation(**{name: getattr(place, name) for name in PLACE_FIELDS}, **source) for place in places
    )
    return replace(first, also=tuple(others))


def _citation_from_groups(match: re.Match[str], **source: Unpack[_Source]) -> Citation | None:
    numbers: dict[str, Any] | None = numbers_of(match)  # the groups are called like the fields of numbers
    return None if numbers is None else Citation(**numbers, **source)


def article_label(number: int, suffix: int = 0) -> str:
    """Write an article's label: `article_label(12, 1)` is 第十二条之一.

    >>> parse_citation(article_label(12, 1)) == Citation(article=12, suffix=1)
    True
    """
    after = f"之{write_number(suffix)}" if suffix else ""
    return f"第{write_number(number)}条{after}"


def article_address(number: int, suffix: int = 0) -> str:
    """Write an article's place in an address: 25, or 12-1 for 第十二条之一."""
    return f"{number}-{suffix}" if suffix else str(number)


def parse_article_address(address: str) -> tuple[int, int] | None:
    """Read what `article_address` writes; None for anything else.

    >>> parse_article_address("12-1"), parse_article_address("第12条")
    ((12, 1), None)
    """
    if not re.fullmatch(ARTICLE_ADDRESS, address):
        return None
    number, _, suffix = address.partition("-")
    return int(number), int(suffix or 0)
