"""What stands beside the name of another document, its number and issuer; titles without their issuers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.text.citing.naming.document_names import TITLE
from articles.text.citing.naming.numbered_documents import numbers_of_titles
from articles.text.citing.naming.titles import title_key

ABOUT = "关于"
#: 近日，省发展改革委等3部门联合印发《…》
_ISSUER = re.compile(
    r"(?P<body>[\u3400-\u9fff]{1,24}?(?:委员会|委|局|厅|部|府|院|会|室|署|行|办|人大|省|市|县|区|中央))"
    r"(?:等[^，。；]{0,8})?(?:联合)?(?:(?:印发|发布|出台|制定|公布|下发|颁布)了?的?)?$"
)
_LEADING = re.compile(
    r"^(?:根据|依据|依照|按照|遵照|执行|贯彻|落实|认真|关于|由|和|与|及|对|将|我|本|近日|日前)+"
)
_BODY = re.compile(
    r"(?:委员会|委|局|厅|部|政府|院|会|办公室|署|行|中心|公司|大学|组|省|市|县|区|州|旗|[)）、])$"
)
_OF_OTHERS = re.compile(r"转发|批转|印发|发布|公布|《")
_WIDTH = 40
_SHORTEST = 4


@dataclass(frozen=True)
class Beside:
    """`number` is the key of the one document number that a text gives with a title, "" for none or several.

    `issuers` are those that it names in front of the title.
    """

    number: str = ""
    issuers: frozenset[str] = frozenset()


def numbers_and_issuers(texts: Iterable[str]) -> dict[str, Beside]:
    """The number and issuers that texts of one document state beside the titles they name, by title key.

    >>> numbers_and_issuers(["近日，市发改委印发《关于促进算力的措施》（某发改规〔2024〕7号）。"])
    {'关于促进算力的措施': Beside(number='某发改规〔2024〕7号', issuers=frozenset({'市发改委'}))}
    """
    texts = list(texts)
    numbers: dict[str, set[str]] = {}
    for number, title in numbers_of_titles(texts):
        numbers.setdefault(title_key(title), set()).add(number)
    issuers: dict[str, set[str]] = {}
    for text in texts:
        for match in TITLE.finditer(text):
            title_issuers = issuers.setdefault(title_key(match[0][1:-1]), set())
            before = re.split(r"[，。；：、\s》]", text[max(0, match.start() - _WIDTH) : match.start()])[-1]
            if issuer := _ISSUER.search(_LEADING.sub("", before)):
                title_issuers.add(issuer["body"])
    return {
        key: Beside(
            next(iter(title_numbers)) if len(title_numbers := numbers.get(key, set())) == 1 else "",
            frozenset(names),
        )
        for key, names in issuers.items()
    }


def without_issuer(key: str) -> str:
    """The key of a title from 关于 on, where only who issued it stands in front; "" for other titles.

    >>> without_issuer("某市发展和改革委员会关于促进算力发展的若干措施")
    '关于促进算力发展的若干措施'
    >>> without_issuer("国务院办公厅转发某部关于某事的意见")
    ''
    """
    issuer, about, rest = key.partition(ABOUT)
    is_issuer = _BODY.search(issuer) is not None and not _OF_OTHERS.search(issuer)
    return about + rest if about and is_issuer else ""


def is_alike(name: str, title: str) -> bool:
    """Whether a name can be that of a title (keys): one has the characters of the other in their order.

    >>> is_alike("关于促进算力发展若干措施", "某市关于促进算力发展的若干措施")
    True
    """
    shorter, longer = sorted((name, title), key=len)
    return len(shorter) >= _SHORTEST and stands_in(shorter, longer)


def stands_in(short: str, whole: str) -> bool:
    """Whether an abbreviation may stand for a name: its characters stand there in this order.

    >>> stands_in("市发改委", "某市发展和改革委员会")
    True
    """
    rest = iter(whole)
    return all(character in rest for character in short)
