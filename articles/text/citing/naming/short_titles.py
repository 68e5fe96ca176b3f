"""What long titles are called for short: 关于审理民间借贷案件适用法律若干问题的规定 is 民间借贷的解释."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.citing.naming.named_beside import stands_in
from articles.text.citing.naming.titles import bare_title

#: What a title holds beside its subject: the court's business, and the words around it.
_FILLING = re.compile(
    r"审理|办理|确定|处理|执行中|执行(?=《)|适用|具体应用|应用|贯彻|实施|涉及|有关|案件|纠纷|民事(?!诉讼)|刑事(?!诉讼)|法律|若干|具体|相关|问题|情况|条款|[《》()的、,]"
)
_ABOUT = re.compile(
    r"(?P<issuer>[^《》]*?)关于(?P<subject>.+?)的?(?:(?<!公)司法)?(?P<kind>解释|规定|批复|意见|决定)"
)
_SHORT = re.compile(
    r"(?P<issuer>最高人民法院|最高人民检察院|最高法院?|最高院|最高检|两高|)"
    r"(?P<subject>.+?)的?(?P<kind>(?<!公)司法解释|解释|规定)"
)
_PART_NUMBER = re.compile(r"[(第]?(?P<number>[一二三四五六七八九十]|\d)[)号]?$")
_NUMBERS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True))
_SHORTEST, _LEAST_PART = 2, 4


@dataclass(frozen=True)
class TitleSubject:
    """What a title is about: `issuer` as written or empty, the `subject` without filling words, and the
    number of a series, 0 without one. People call 解释, 规定 and 批复 of courts alike 司法解释, so that the
    kind of document does not count."""

    issuer: str
    subject: str
    number: int = 0

    def closeness(self, short: TitleSubject) -> int:
        """How well a short title means this one: 2 for the same subject, 1 for a part, 0 for another."""
        is_of_another = bool(short.issuer) and not _stands_for(short.issuer, self.issuer)
        if is_of_another or short.number not in (0, self.number):
            return 0
        if self.subject == short.subject:
            return 2
        is_telling = len(short.subject) >= _LEAST_PART or short.subject.endswith("编")  # 物权编解释
        return int(is_telling and short.subject in self.subject)


def subject_of(title: str) -> TitleSubject | None:
    """What a whole title is about; None for one without 关于…的解释 (规定, 批复 …).

    >>> subject_of("最高人民法院关于审理民间借贷案件适用法律若干问题的规定").subject
    '民间借贷'
    """
    return _parse_subject(_ABOUT, title)


def short_subject(name: str) -> TitleSubject | None:
    """What a name that somebody typed is about: 最高法关于民间借贷的解释, 民间借贷司法解释.

    >>> short_subject("婚姻家庭编解释（一）")
    TitleSubject(issuer='', subject='婚姻家庭编', number=1)
    """
    return _parse_subject(_ABOUT, name) or _parse_subject(_SHORT, name)


def _parse_subject(form: re.Pattern[str], title: str) -> TitleSubject | None:
    key = bare_title(title)
    part_number = _PART_NUMBER.search(key)
    number = (_NUMBERS.get(part_number["number"]) or int(part_number["number"])) if part_number else 0
    match = form.fullmatch(key[: part_number.start()] if part_number else key)
    subject = _FILLING.sub("", match["subject"]) if match else ""
    if match is None or len(subject) < _SHORTEST:
        return None
    return TitleSubject(match["issuer"], subject, number)


def _stands_for(short: str, whole: str) -> bool:
    """Whether an abbreviation may stand for an issuer: its characters stand there in this order."""
    return (short == "两高" and whole.count("最高") > 1) or stands_in(short, whole)
