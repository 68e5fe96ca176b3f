"""The decisions by which a law says that it was amended (修正、修订), in the lines below its title.

根据2018年12月29日第十三届全国人民代表大会常务委员会第七次会议《关于修改〈某法〉的决定》第三次修正
"""

from __future__ import annotations

import re

from articles.text.citing.naming.document_names import TITLE, is_surely_document
from articles.text.citing.relations import NamedDocument, RelationKind
from articles.text.numbers.numerals import NUMERAL_CHARACTERS

_AMENDED = re.compile(r"[^《》]{0,40}?(?:修正|修订|修改)")
#: Many decisions have such a title, so that it does not tell which of them is meant.
_OF_EVERY_YEAR = re.compile(
    r"(?:部分|若干|一批|一些|有关)(?:法律|行政法规|法规|地方性法规|规章|文件|规范性文件|政府规章)"
)
#: What says in its title that it changes others.
_CHANGES = re.compile(r"修改|修订|修正")
_CONGRESS = re.compile(
    rf"(?P<region>(?:(?![年月日])[\u3400-\u9fff]){{1,20}}?(?:省|自治区|市|自治州|州|盟|县|区|旗))?"
    rf"第[{NUMERAL_CHARACTERS}]+届\s*(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)"
)


def amending_acts(statement: str) -> list[NamedDocument]:
    """The acts that a statement of adoption names as those that amended the law, in order.

    >>> statement = "根据第十三届全国人民代表大会常务委员会第七次会议《关于修改〈某法〉的决定》修正"
    >>> [act.title for act in amending_acts(statement)]
    ['全国人民代表大会常务委员会关于修改〈某法〉的决定']
    """
    acts, previous_end = [], 0
    for match in TITLE.finditer(statement):
        title = _full_title(match[0][1:-1], words_before=statement[previous_end : match.start()])
        if title and _AMENDED.match(statement, match.end()):
            acts.append(NamedDocument(RelationKind.AMENDED_BY, title, *match.span(), is_sure=True))
        previous_end = match.end()
    return acts


def _full_title(written: str, *, words_before: str) -> str:
    """The title of an amending act, with the body that made it in front; "" where the title names no such act
    or might be that of several.
    """
    if not _CHANGES.search(written) or _OF_EVERY_YEAR.search(written) or not is_surely_document(written):
        return ""
    if not written.startswith("关于"):
        return written
    congresses = [*_CONGRESS.finditer(words_before)]
    if not congresses or "批准" in words_before[congresses[-1].end() :]:  # who approves it has not made it
        return ""
    return (congresses[-1]["region"] or "") + congresses[-1]["body"] + written
