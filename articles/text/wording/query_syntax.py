"""What a reader can write besides words: "…" for an exact phrase, -word, and filters such as 条:25."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: What a filter may be called, and its name in the program.
FILTERS = {
    "条": "article",
    "条号": "article",
    "章": "chapter",
    "部委": "ministry",
    "部门": "ministry",
    "工具": "instrument",
    "政策工具": "instrument",
    "目标": "goal",
    "主体": "actor",
    "效力": "force",
    "文件": "document",
    "政策": "policy",
}
#: What is longer in quotation marks is no operator.
_LONGEST = 300
_OPERATOR = re.compile(
    rf"""
    (?:(?<=\s)|^)(?P<sign>[-－﹣])?["“”「『＂](?P<phrase>[^"“”「」『』＂]{{1,{_LONGEST}}})["“”」』＂](?=\s|$)
    | (?:(?<=\s)|^)(?P<filter>{"|".join(sorted(FILTERS, key=len, reverse=True))})[:：]\s*
      (?:["“「＂](?P<quoted>[^"”」＂]{{1,{_LONGEST}}})["”」＂]|(?P<value>[^\s"“”]+))
    | (?:(?<=\s)|^)[-－﹣](?P<excluded>[^\s\d"“”-][^\s"“”]*)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class ParsedQuery:
    """A query's free `words`, exact `phrases`, `excluded` words, and `filters` (name of `FILTERS`, value as
    written) in order."""

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = field(default=())


def parse_query(text: str) -> ParsedQuery:
    """Parse the operators of a query. What only looks like one stays among the words: quotation marks and a
    minus inside a sentence (我和“包工头”签了合同) are no operators.

    >>> parse_query('贷款 -中小企业 条:10')
    ParsedQuery(words='贷款', phrases=(), excluded=('中小企业',), filters=(('article', '10'),))
    """
    phrases: list[str] = []
    excluded: list[str] = []
    filters: list[tuple[str, str]] = []

    def take(match: re.Match[str]) -> str:
        if match["phrase"]:
            (excluded if match["sign"] else phrases).append(match["phrase"].strip())
        elif match["filter"]:
            filters.append((FILTERS[match["filter"]], (match["quoted"] or match["value"]).strip()))
        else:
            excluded.append(match["excluded"])
        return " "

    words = " ".join(_OPERATOR.sub(take, text).split())
    return ParsedQuery(words, tuple(filter(None, phrases)), tuple(excluded), tuple(filters))
