"""Documents and places that a text cites: 《科学技术进步法》, 本法第二十条, 国发〔2019〕5号第三部分."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from articles.text.citing.naming.document_numbers import numbers_in_text
from articles.text.citing.naming.titles import without_state
from articles.text.citing.places.article_citations import HIGHEST_SUFFIX
from articles.text.citing.places.article_places import NUMERAL, PRINTED_ARTICLE
from articles.text.citing.places.unit_addresses import address_of_path
from articles.text.citing.places.unit_citations import StepKind, UnitStep, leading_unit_path
from articles.text.numbers.numerals import HIGHEST, numbers_of
from articles.text.wording.characters.folding import Folded, fold_with_offsets

_TITLE = re.compile(r"《(?:[^《》]|《[^《》]*》)+》")
_PLACE = re.compile(rf"{PRINTED_ARTICLE}(?:至第(?P<last>{NUMERAL})条)?", re.VERBOSE)
_KINDS = (
    "法典|法|总则|通则|条例|规定|办法|细则|规则|解释|决定|准则|规程|规范|公约|协定|议定书|章程|意见|通知|纲要"
)
# 依照专利法第五条: a law named without 《》 begins after the last of these words.
_LEADS_TO_NAME = re.compile(
    r"依照|依据|根据|按照|违反|适用|符合|参照|执行|援引|构成|属于|具有|触犯|认定为|认定|实施|结合|提起|修正后|修订后|对有|除|"
    r"以及|或者|或|和|及|、"
)
_CHINESE_TAIL = re.compile(r"[\u3400-\u9fff]+$")
_UNQUOTED = re.compile(rf"(?!本|该|前|上述|其他|有关|相关|现行|下列)[\u3400-\u9fff]{{1,28}}(?:{_KINDS})")
_OWN = re.compile(rf"(?:(?<!基)本|该)(?:{_KINDS})的?$")  # 香港特别行政区基本法 is a law
_SAME = re.compile(rf"(?<!合)同(?:{_KINDS})的?$")  # 合同法 is a law
# 、 or 和, also after a few words on the citation before: 刑法第三百八十九条行贿罪、第三百九十三条
_AND = frozenset(("、", "和", "及", "以及", "或者", "或", "与"))
_LIST = re.compile(r"[^。；;，,]{0,20}(?:、|和|及|以及|或者|或|与)|，|,")
#: 附件2第三条: an article of an annex, which has no number of its own in the document.
_IN_ANNEX = re.compile(rf"附件(?:{NUMERAL}(?:-[0-9]{{1,2}})?)?(?:中?的|中)?$")
_FORMER = re.compile(
    r"(?:修订|修改|修正)前的?$|原$|旧$"
)  # another version, which the title alone does not name
_LONGEST_NAME, _LONGEST_OWN_TITLE, _LONGEST_NUMBER = 40, 300, 50
#: How many characters before a citation are read: a long title with its number in brackets.
_LEADING = 200
_BRACKETS_BEHIND = re.compile(r"[(（][^()（）]{0,60}[)）]")
#: 国发[2019]5号文件的第二条, 《甲》中第三部分: what may stand between a document and a place in it.
_INTO_PLACE = re.compile(r"文?件?(?:的|中的?|里的?)?")
_FILE = re.compile(r"(?:文件|文)?(?:的|中的?)?$")
_LONGEST_PLACE = 60
#: 《甲》(国发[2019]4号)第三条: what stands in brackets between a title and the place.
_BRACKETS_AFTER_TITLE = re.compile(r"(?<=》)[(（][^()（）]{0,60}[)）]$")
_AMENDED = re.compile(
    r"(?:修改|修正|修订|废止).*《(?P<title>[^《》]+)》|《(?P<other>[^《》]+)》.*(?:修改|修正|修订)"
)


@dataclass(frozen=True)
class CitedDocument:
    """A title in 《》, with its brackets, at [start, end)."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class CitedArticle:
    """A cited article at [start, end), without the title before it.

    `title` is the document it belongs to as written (without 《》), or None for the citing text's own.
    `last_number` closes a range: 第三条至第七条.
    """

    title: str | None
    number: int
    suffix: int
    last_number: int | None
    paragraph: int | None
    item: int | None
    start: int
    end: int
    #: That of another unit than an article of the main text: 3.6, att_1.2; `number` is its last one.
    address: str = ""


def cited_documents(text: str) -> list[CitedDocument]:
    """Return every 《…》 of `text` in order; a title inside a title belongs to it."""
    return [CitedDocument(match[0][1:-1], *match.span()) for match in _TITLE.finditer(text)]


def cited_articles(
    text: str, *, own_title: str = "", known_titles: Container[str] = frozenset()
) -> list[CitedArticle]:
    """Return every 第…条 of `text` in order.

    In 《专利法》第五条、第六条 the title counts for all of the list; articles of an annex (附件2第三条) are
    left out. A text that amends another one (`own_title` 关于修改《…》的决定) means that other one where it
    names none. `known_titles` (keys of
    `title_key`) tell where a name without 《》 begins: 责令被告人遵守刑事诉讼法第七十七条.

    >>> [(cited.title, cited.number) for cited in cited_articles("依照《专利法》第五条和本法第九条")]
    [('专利法', 5), (None, 9)]
    """
    folded = fold_with_offsets(text)
    default = _amended_title(own_title)
    return [
        _with_original_span(cited, folded)
        for cited in _articles_in_folded(folded.text, default, known_titles)
    ]


def cited_units(text: str) -> list[CitedArticle]:
    """Return the parts, items, decimals and articles of annexes cited behind the name of a document.

    >>> [(cited.title, cited.address) for cited in cited_units("按照国发〔2019〕5号第三部分第（六）项执行")]
    [('国发〔2019〕5号', '3.6')]
    """
    folded = fold_with_offsets(text)
    after_titles = (
        _cited_unit(folded.text, end, title, is_number=False) for title, end in _title_ends(folded.text)
    )
    after_numbers = (
        _cited_unit(folded.text, end, key, is_number=True) for key, _, end in numbers_in_text(folded.text)
    )
    return [_with_original_span(unit, folded) for unit in (*after_titles, *after_numbers) if unit]


def _title_ends(text: str) -> Iterator[tuple[str, int]]:
    """Each title in 《》, and where what stands in brackets behind it ends."""
    for match in _TITLE.finditer(text):
        brackets = _BRACKETS_BEHIND.match(text, match.end())
        yield match[0][1:-1], brackets.end() if brackets else match.end()


def _cited_unit(text: str, offset: int, title: str, *, is_number: bool) -> CitedArticle | None:
    connective = _INTO_PLACE.match(text, offset)
    start = connective.end() if connective else offset
    path_and_end = leading_unit_path(text[: start + _LONGEST_PLACE], start)
    if path_and_end is None:
        return None
    path, end = path_and_end
    last, depth = path.steps[-1], len(path.steps[-1].path) or len(path.steps)
    is_article = path.steps[0].kind is StepKind.ARTICLE
    is_explicit = path.is_certain or depth > 2 or (is_number and depth > 1)  # 《某软件》2.1 is a version
    has_address = all(map(_has_address, path.steps)) and last.kind is not StepKind.ANNEX
    if is_article or not has_address or not is_explicit:
        return None
    return CitedArticle(
        title=title,
        number=last.number,
        suffix=last.suffix,
        last_number=None,
        paragraph=None,
        item=None,
        start=start,
        end=end,
        address=address_of_path(path.steps),
    )


def _has_address(step: UnitStep) -> bool:
    """False for boxes and the units of a lettered appendix, found by name, and for 0.1 and 2.0, no unit's."""
    return step.kind is not StepKind.BOX and (not step.path or (step.path[0] > 0 and step.path[-1] > 0))


def _amended_title(own_title: str) -> str | None:
    match = _AMENDED.search(own_title[:_LONGEST_OWN_TITLE])
    return (match["title"] or match["other"]) if match else None


def _articles_in_folded(
    text: str, default: str | None, known_titles: Container[str]
) -> Iterator[CitedArticle]:
    previous_end, title = 0, default  # where the citation before ended, and the document it belongs to
    last_title = default  # the document that 同法 means
    is_in_annex = False
    for match in _PLACE.finditer(text):
        between = text[previous_end : match.start()]
        leading = text[max(0, match.start() - _LEADING) : match.start()]
        goes_on = is_in_annex and between in _AND
        if is_in_annex := goes_on or bool(_IN_ANNEX.search(leading)):
            previous_end = match.end()
            continue
        document = (
            NamedBefore(last_title) if _SAME.search(leading) else _document_before(leading, known_titles)
        )
        if document is not None:
            title = last_title = document.title
        elif not _LIST.fullmatch(between):
            title = default
        if cited := _cited_article(match, title):
            yield cited
        previous_end = match.end()


@dataclass(frozen=True)
class NamedBefore:
    """What the words before a citation say it belongs to; `title` None is the citing text itself."""

    title: str | None


def _document_before(text: str, known_titles: Container[str]) -> NamedBefore | None:
    number = _number_before(text)
    return NamedBefore(number) if number else title_before(text, known_titles)


def title_before(text: str, known_titles: Container[str]) -> NamedBefore | None:
    """The title right before a citation; None where there is none."""
    bare = _BRACKETS_AFTER_TITLE.sub("", text.removesuffix("的"))
    if bare.endswith("》"):
        quoted = [match for match in _TITLE.finditer(text) if match.end() == len(bare)]
        return NamedBefore(quoted[-1][0][1:-1]) if quoted else None
    if _OWN.search(text):
        return NamedBefore(None)
    tail = _CHINESE_TAIL.search(bare[-_LEADING:])
    name = _name_at_end(tail[0], known_titles) if tail else ""
    return NamedBefore(name) if name else None


def _number_before(text: str) -> str | None:
    """The document number that a folded text ends with."""
    tail = _FILE.sub("", text[-_LONGEST_NUMBER:])
    if not tail.endswith(("号", "令", "公告")):
        return None
    return next((key for key, _, end in numbers_in_text(tail) if end == len(tail)), None)


def _name_at_end(tail: str, known_titles: Container[str]) -> str:
    """The longest known title that `tail` ends with, else what looks like one after a leading word."""
    for begin in range(max(0, len(tail) - _LONGEST_NAME), len(tail) - 1):
        if without_state(tail[begin:]) in known_titles:  # it is folded, and Chinese characters only
            former = _FORMER.search(tail[:begin])
            return (former[0] if former else "") + tail[begin:]
    name = _LEADS_TO_NAME.split(tail)[-1]
    return name if _UNQUOTED.fullmatch(name) else ""


def _cited_article(match: re.Match[str], title: str | None) -> CitedArticle | None:
    numbers = numbers_of(match)
    if numbers is None:
        return None
    number, last = numbers["article"], numbers.get("last")
    suffix, hyphened = numbers.get("suffix", 0), numbers.get("hyphened", 0)
    if hyphened > number:  # 第5-8条 is a range, 第12-1条 is 第十二条之一
        last = last or hyphened
    elif hyphened:
        suffix = hyphened
    if not (1 <= number <= HIGHEST and suffix <= HIGHEST_SUFFIX) or max(numbers.values()) > HIGHEST:
        return None
    is_range = last is not None and last > number
    return CitedArticle(
        title=title,
        number=number,
        suffix=suffix,
        last_number=last if is_range else None,
        paragraph=numbers.get("paragraph"),
        item=numbers.get("item"),
        start=match.start(),
        end=match.end(),
    )


def _with_original_span(cited: CitedArticle, folded: Folded) -> CitedArticle:
    start, end = folded.original_span(cited.start, cited.end)
    return replace(cited, start=start, end=end)
