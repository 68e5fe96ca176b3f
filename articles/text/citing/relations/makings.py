"""On what basis a document is made, and what it prints or passes on: 根据《甲》，制定本办法."""

from __future__ import annotations

import re

from articles.text.citing.naming.document_names import IN_BRACKETS
from articles.text.citing.relations.own_acts import is_undone, last_clause
from articles.text.citing.relations.relation_kinds import RelationKind

_BASIS = re.compile(
    r"(?:根据|依据|依照|按照|遵照|遵循|"
    r"为(?:了|进一步|更好地?|深入|全面|切实|认真)*(?:贯彻|落实|实施|执行)[^，。；《》]{0,16})[^，。；：]{0,40}$"
)
#: 为了保证《甲》的贯彻实施
_PURPOSE = re.compile(
    r"为了?[^。；《》]{0,30}(?:保证|保障|推动|推进|促进|规范|做好|加强|确保)[^，。；《》]{0,4}$"
)
_ITS_APPLICATION = re.compile(
    rf"(?:{IN_BRACKETS}|\s)*的?(?:有效|顺利|全面|正确|统一)?(?:贯彻|落实|实施|执行)"
)
#: What is made on that basis; in the front words of less weight suffice.
_MADE = re.compile(
    r"(?:制定|制订|修订|编制|订立)(?:本|了本|如下|以下|出本)|现(?:就|对)[^。]{0,80}(?:如下|决定)|特?制定[^，。；《》]{0,12}(?:办法|规定|细则|条例)$|"
    r"(?:通知|意见|决定|批复|公告|解释|命令|决议|答复|规定|通告)如下|"
    r"(?:提出|作出|发布|公布)(?:如下|以下)[^，。]{0,6}(?:意见|决定|规定|措施|解释|公告)"
)
_MADE_IN_FRONT = re.compile(
    _MADE.pattern + r"|(?:制定|制订|编制)|如下|以下(?:意见|措施|规定)|特(?:决定|提出|作|此)|"
    r"现(?:就|将|提出|予|决定|公告|通知|批复|发布|印发)|"
    r"(?:国务院|会议|经研究|常务委员会|政府|^|，)决定"
)
_NOW = re.compile(r"现(?:予以?|将|随文|一并|重新)?[^《》。；，]{0,12}$")
_THIS_IS = re.compile(r"(?:^|，)本[^，。；《》]{1,10}(?:是|为|作为)$")
_COMPANION = re.compile(r"的?配套(?:文件|规定|制度|政策|措施|办法|细则)")
_PRINTED = re.compile(
    r"[^。；\n]{0,120}?(?:现(?:予以?|一并|重新|正式|将其)?)?(?P<verb>印发|下发|发布|公布|颁布|颁发|转发|批转)"
)


def leads_basis(before: str) -> bool:
    """Whether the words before a name make it the basis of something: 根据, 为贯彻落实."""
    return _BASIS.search(before) is not None


def is_basis(before: str, after: str, *, is_front: bool) -> bool:
    """根据《甲》，制定本办法: led by such a verb, and what follows in the sentence is made of it.

    应当根据《甲》制定实施细则 is what others have to do.
    """
    purpose = _PURPOSE.search(before) if _ITS_APPLICATION.match(after) else None
    leads = _BASIS.search(before) or purpose
    making = (_MADE_IN_FRONT if is_front else _MADE).search(after)
    return bool(leads and making) and not is_undone(last_clause(before[: leads.start()]))  # type: ignore[union-attr]


def printing(before: str, rest: str) -> RelationKind | None:
    """现将《甲》印发给你们; 《甲》已经国务院同意，现转发给你们; 现发布《甲》."""
    leads = _NOW.search(before)
    if leads and (verb := re.search(r"(印发|下发|发布|公布|颁布|颁发|转发|批转)", leads[0])):
        return _printing_kind(verb[1])
    match = _PRINTED.match(rest)
    if match and "《" not in match[0] and (leads or re.search(r"现(?:予|将|一并|重新|正式)?", match[0])):
        return _printing_kind(match["verb"])
    return None


def is_companion(before: str, rest: str) -> bool:
    """本细则是《甲》的配套文件.

    >>> is_companion("本细则是", "的配套文件。"), is_companion("制定出台", "配套文件。")
    (True, False)
    """
    return _THIS_IS.search(before) is not None and _COMPANION.match(rest) is not None


def _printing_kind(verb: str) -> RelationKind:
    return RelationKind.FORWARDS if verb in ("转发", "批转") else RelationKind.PRINTS
