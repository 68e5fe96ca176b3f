"""The names in 《》 of a text, those of one list together: 《甲》《乙》和《丙》."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.citing.naming.document_names import IN_BRACKETS, TITLE

_JOIN = re.compile(
    rf"(?:{IN_BRACKETS}|第[^《》，。；第条款项]{{1,20}}[条款项]|\s|、|，|和|及|与|以及|或者|或|等)*"
)
#: 《甲》和1965年国务院发布的《乙》, 《甲》，以及最高人民法院《乙》
_JOIN_ISSUED = re.compile(
    rf"(?:{IN_BRACKETS}|\s)*(?:、|，?以及|，?和|及)[^《》。；]{{0,60}}(?:(?:布|过|准|发|定|转|施)的|院|委|部|局|会|府|厅|署|日)"
)
#: 《甲》，1982年8月9日国务院发布的《乙》
_JOIN_DATED = re.compile(
    rf"(?:{IN_BRACKETS}|\s)*[，、和及][^《》。；，]{{0,40}}\d{{4}}年[^《》。；]{{0,80}}(?:布|过|准|发|定|转|施|正|订)的"
)


def name_groups(text: str) -> Iterator[list[re.Match[str]]]:
    """The names in 《》 in order, in groups.

    >>> [len(group) for group in name_groups("按《甲》和《乙》处理，《丙》除外")]
    [2, 1]
    """
    group: list[re.Match[str]] = []
    for match in TITLE.finditer(text):
        if group and not _are_joined_by(text[group[-1].end() : match.start()]):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _are_joined_by(words: str) -> bool:
    return any(join.fullmatch(words) for join in (_JOIN, _JOIN_ISSUED, _JOIN_DATED))
