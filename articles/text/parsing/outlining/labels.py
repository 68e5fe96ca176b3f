"""Labels at the start of a line: 第六章 …, 第二十五条 …, 六、…, told apart from citations that look alike."""

import re

from articles.text.citing.places.article_citations import HIGHEST_SUFFIX
from articles.text.numbers.numerals import HIGHEST, NUMERAL_CHARACTERS, NumeralError, parse_numeral

KINDS = {"编": "part", "篇": "part", "分编": "subpart", "章": "chapter", "节": "section"}
#: From the highest.
HEADING_KINDS = ("annex", *dict.fromkeys(KINDS.values()))

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]+(?:\s+[{NUMERAL_CHARACTERS}]+)*"  # 第 二十五 条, 第二 十五条
_DIVISION = re.compile(
    rf"""
    (?P<index>\d{{0,3}})                                   # 「3第一章」: the running number of a web copy
    (?P<label>第\s*(?P<number>{_NUMERAL})\s*(?P<kind>分\s*编|[编篇章节]))
    (?:(?P<gap>[\s：:]+)(?P<title>[^\s：:。；][^。；]*))?    # it may stand alone; it holds no full stop
    """,
    re.VERBOSE,
)
_UNSPACED_DIVISION = re.compile(
    rf"""
    (?P<index>)
    (?P<label>第(?P<number>[{NUMERAL_CHARACTERS}]+)(?P<kind>分编|[编篇章节]))
    (?P<gap>)
    (?P<title>(?!的|规定|所|第|之|至|和|与|或|及)[^\s。；，：、,;:]{{2,30}})     # 第一节一般规定
    """,
    re.VERBOSE,
)
_STOPPED_DIVISION = re.compile(
    rf"""
    (?P<index>)
    (?P<label>第(?P<number>[{NUMERAL_CHARACTERS}]+)(?P<kind>分编|[编篇章节]))
    (?P<gap>\s+)
    (?P<title>[^\s。；，：,;:]{{2,30}}。)
    """,
    re.VERBOSE,
)
# 第十二条之一, and as some write it 第12-1条
_LABEL = (
    rf"(?P<label>第\s*(?P<number>{_NUMERAL})(?:[-－—–](?P<hyphened>[0-9０-９]{{1,3}}))?\s*条"
    rf"(?:\s*之\s*(?P<suffix>{_NUMERAL}))?)"
)
_ARTICLE = re.compile(
    rf"""
    {_LABEL}
    (?P<gap>(?:\*\*)?(?:[\s：:]+|(?=【|\Z)))                 # 「第三条的规定」 is a citation, not a label
    (?!第\s*{_NUMERAL}\s*[款项])                             # so is 「第三条 第二款」
    """,
    re.VERBOSE,
)
_INNER = re.compile(rf"(?<=[。；！？])(?P<space>\s+){_LABEL}(?=\s)")
_UNSPACED_ARTICLE = re.compile(
    rf"""
    {_LABEL}
    (?P<gap>(?:\*\*)?)
    (?=[^\s：:【])
    (?!的|规定|所|第|、|，|。|；|和|及|至|或|与|之|修改|改|增加|删|中|以|”|）|\)|—|-|－)
    """,
    re.VERBOSE,
)
_POINT = re.compile(
    r"""
    (?P<label>(?P<number>[一二三四五六七八九十百]{1,5})\s*[、．.])
    (?P<gap>\s*)
    (?=\S)
    """,
    re.VERBOSE,
)


def inner_labels(text: str) -> list[re.Match[str]]:
    """Labels in the middle of a line, each after a full stop and a space: 「……执行。 第三条 国家……」."""
    return [match for match in _INNER.finditer(text) if _with_valid_number(match)]


def match_division(text: str) -> re.Match[str] | None:
    """Match a whole line that is a 编/章/节 heading."""
    return _with_valid_number(_DIVISION.fullmatch(text))


def match_loose_division(text: str) -> re.Match[str] | None:
    """Match 第一节一般规定, 第五节 生活、卫生。: a heading only where the next lines confirm it."""
    return _with_valid_number(_UNSPACED_DIVISION.fullmatch(text) or _STOPPED_DIVISION.fullmatch(text))


def match_article(text: str, begin: int = 0) -> re.Match[str] | None:
    """Match an article's label 「第…条」 with the gap after it, at `begin`."""
    return _with_valid_number(_ARTICLE.match(text, begin))


def match_unspaced_article(text: str) -> re.Match[str] | None:
    """Match a label that the text follows at once: an article only where its number is the next one."""
    return _with_valid_number(_UNSPACED_ARTICLE.match(text))


def match_point(text: str) -> re.Match[str] | None:
    """Match 「三、」 at the start of a line."""
    return _with_valid_number(_POINT.match(text))


def number_of(match: re.Match[str]) -> tuple[int, int]:
    """Return number and suffix: (12, 1) for 第十二条之一."""
    suffix = match.groupdict().get("suffix") or match.groupdict().get("hyphened")
    return _numeral_value(match["number"]), _numeral_value(suffix) if suffix else 0


def _numeral_value(numeral: str) -> int:
    return parse_numeral("".join(numeral.split()))


def _with_valid_number(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match, where its number is one that an article or division can bear."""
    if match is None:
        return None
    try:
        number, suffix = number_of(match)
    except NumeralError:
        return None
    return match if 1 <= number <= HIGHEST and suffix <= HIGHEST_SUFFIX else None
