"""What a sentence says of how long a document it names holds: it is ended, replaced, or extended."""

from __future__ import annotations

import re

from articles.text.citing.naming.document_names import IN_BRACKETS
from articles.text.citing.relations.own_acts import is_reported, is_undone, last_clause
from articles.text.citing.relations.relation_kinds import RelationKind

_CONTRARY = r"与[^，。；]{1,20}?(?:不一致|不相?符合?|不相一致|相?抵触)的"
#: A part of a document: 第三条, 中的有关规定, 与本办法不一致的.
PART = re.compile(
    rf"(?:第[^，。；]{{1,30}}[条款项章节]|中|有关|相关|的[^，。；]{{0,20}}(?:规定|条款|内容|部分)|{_CONTRARY})"
)

_PASSIVE = re.compile(
    r"(?P<says>[^《》。；：\n]{0,40}?)"
    r"(?P<verb>废止|停止执行|失效|停止施行|不再执行|不再施行|不再适用(?!于)|作废(?![\u3400-\u9fff]))(?![^，。；《》]{0,12}《)"
)
_ACTIVE = re.compile(r"(?P<verb>废止|宣布失效|停止执行)(?:下列|以下)?[^，。；《》]{0,12}$")
_DECIDED = re.compile(r"(?:现|^|，|政府|研究|会议)决定(?:予以)?(?:废止|宣布失效)[^，。；《》]{0,12}$")
#: 对违反《甲》的单位，停止执行优惠政策: it is no subject.
_IS_OBJECT = re.compile(r"(?:违反|触犯|符合|未按照?|遵守|享受)[^，。；《》]{0,6}$")
#: 同时废止《甲》 at the head of a sentence, or behind 自公布之日起施行，; elsewhere it may be a report.
_AT_ONCE = re.compile(
    r"(?:^[\s\d.．、（）()一二三四五六七八九十]*|起(?:施行|执行|实施|生效)，|研究，|同意，)"
    r"(?:同时|一并|即行|自[^，。；《》]{1,20}?起)(?P<verb>废止|停止执行|停止施行|不再执行)[^，。；《》]{0,12}$"
)
_EXPIRED = "失效"
#: What may stand between a document and the verb that ends it; anything else is another subject. Each word is
#: taken as it comes (`?>`): words that could be taken apart in several ways would be tried in all of them.
_BETWEEN = re.compile(
    r"(?>(?:自|从|于)[^，]{1,30}(?:起|日|时)|即日起|同时|相应|即行|即|一并|自行|自动|自然|随之|予以?|应|均|现|起|一律|全部|全文|也|亦|"
    r"宣布|决定|作废|原|文件|一文|号文(?!件)|文(?!件)|等|及其?|以?及|和|其|都|则|就此|就|而|并|正式|"
    r"(?:[^，自从于]{0,8}?(?:通知|规定|办法|意见|细则|文件|规范|法规|规章|制度)))*+"
)
_REPLACED = re.compile(r"(?:代替|替代|取代)[^，。；《》]{0,12}$")
_REPLACED_BY = re.compile(r"(?:由|被|为)本[^，。；《》]{1,10}?所?(?:代替|替代|取代)")
_LONGER = r"(?:有效期|(?:施行|实施|执行|试行)期)限?"
_EXTENDED = re.compile(
    rf"(?!{PART.pattern})(?P<says>(?:(?!规定的(?![^，。；]{{0,16}}政策))[^《》。；]){{0,40}}?)(?:{_LONGER}(?:(?!不)[^《》，。；]){{0,8}}?"
    rf"(?:延长|延续|顺延|延至|延期|延到)|{_LONGER}?(?:届满|期满|到期)之?后?，?继续(?:施行|执行|实施|有效)(?=至|到|\d))(?P<behind>.?)"
)
_EXTENDS = re.compile(r"(?:延长|延续|顺延)[^，。；《》]{0,8}$")
#: 市政府决定延长, 同意延长: not 争取国家延长, for that is another's to do.
_BY_ITSELF = re.compile(
    r"[\s\d.．、（）()一二三四五六七八九十]*(?:[^，。；《》]{0,16}(?:决定|同意|批准|研究))?(?:将|现|再次?|继续|适当|统一|相应)*"
)
_ITS_VALIDITY = re.compile(rf"(?:{IN_BRACKETS}|\s)*(?:等[^，。；《》]{{0,14}})?的?{_LONGER}")


def ending(before: str, rest: str, *, ends_others: bool, is_basis: bool) -> RelationKind | None:
    """What a sentence does to the validity of a document that it names between `before` and `rest`.

    `ends_others` for a document whose title says that it ends others; `is_basis`: 根据 leads the name.
    """
    if kind := _replacement(before, rest):
        return kind
    if kind := _extension(before, rest):
        return kind
    is_done = ends_others or _DECIDED.search(before)
    active = _ACTIVE.search(before) if is_done else _AT_ONCE.search(before)
    if active and not is_undone(last_clause(before[: active.start()])):
        return _ending_kind(active["verb"], rest)
    passive = _PASSIVE.match(rest)
    if (
        passive
        and not is_basis
        and not _IS_OBJECT.search(before)
        and _is_subject(passive["says"])
        and not is_reported(before, rest[passive.end() :])
    ):
        return _ending_kind(passive["verb"], rest)
    return None


def _ending_kind(verb: str, rest: str) -> RelationKind:
    if PART.match(rest):
        return RelationKind.AMENDS
    return RelationKind.EXPIRES if verb.endswith(_EXPIRED) else RelationKind.REPEALS


def _is_subject(says: str) -> bool:
    """Whether what ends is the document named before these words, and it does end."""
    is_part = PART.match(says) is not None
    clause = re.sub(rf"{IN_BRACKETS}|\s|{_CONTRARY}", "", last_clause(says))
    return not is_undone(clause) and (is_part or _BETWEEN.fullmatch(clause) is not None)


def _replacement(before: str, rest: str) -> RelationKind | None:
    active = _REPLACED.search(before)
    if active and not is_undone(last_clause(before[: active.start()])):
        return RelationKind.REPLACES
    return RelationKind.REPLACES if _REPLACED_BY.match(rest) else None


def _extension(before: str, rest: str) -> RelationKind | None:
    """《甲》有效期延长至2029年12月31日; 延长《甲》有效期."""
    extension = _EXTENDED.match(rest)
    if (
        extension
        and not is_undone(last_clause(extension["says"]))
        and not is_reported(before, extension["behind"])
    ):
        return RelationKind.EXTENDS
    active = _EXTENDS.search(before)
    if active and _ITS_VALIDITY.match(rest) and _BY_ITSELF.fullmatch(last_clause(before[: active.start()])):
        return RelationKind.EXTENDS
    return None
