"""What a difference of words touches: a negation, a duty, a number, an amount, a date."""

from __future__ import annotations

import re

from articles.checking.findings import Stress
from articles.text.numbers.numerals import NumeralError, parse_numeral

_DIGIT = r"[0-9零〇一二三四五六七八九十百千万亿两.]"
#: The first that a difference touches counts. Numbers are words of their own: 一般 and 统一 hold none.
_TOUCHED = (
    (Stress.AMOUNT, re.compile(rf"{_DIGIT}+(?:余|多)?(?:美元|欧元|港元|日元|元|角|分(?!之))")),
    (
        Stress.DATE,
        re.compile(
            rf"(?:{_DIGIT}{{1,9}}年)?(?:{_DIGIT}{{1,3}}月)?{_DIGIT}{{1,3}}(?:日|号(?!令))|{_DIGIT}{{1,9}}(?:周?年|个?月|周|天|小时|分钟|个?工作日|季度)"
        ),
    ),
    (
        Stress.NUMBER,
        re.compile(
            rf"百分之{_DIGIT}+|{_DIGIT}+%|{_DIGIT}+分之{_DIGIT}+|第[(]?{_DIGIT}+|[0-9][0-9.,]*|{_DIGIT}{{2,}}|"
            rf"{_DIGIT}(?=[倍次人个名项级条款成户家件份类种度米吨公亩股岁平处])|(?<=[之过于达满至]){_DIGIT}|半数|过半|三分"
        ),
    ),
    (
        Stress.NEGATION,
        re.compile(
            r"不得|不能|不可|不应|不予|不准|不许|不再|不|未|无|非(?!常|法)|没有|禁止|严禁|允许|准许|免除|免予|除外|否则|拒绝|停止|取消"
        ),
    ),
    (
        Stress.DUTY,
        re.compile(
            r"应当|应该|应予|应(?![对用急])|可以|(?<![许认])可(?![能行靠证见])|必须|须|有权|无权|需要|有义务|或者|并且|以上|以下|以内|以外|或|和|并|且|由|鼓励|支持|限制|从重|从轻|减轻|加重|全部|部分"
        ),
    ),
)


_NUMERALS = re.compile(rf"{_DIGIT}+")


def is_decisive(draft: str, right: str) -> bool:
    """Whether two words that differ turn the meaning: 允许 for 禁止, 五 for 六, 不 left out.

    >>> [is_decisive(*each) for each in [("允许", "禁止"), ("", "不"), ("法人", "应当"), ("3", "三")]]
    [True, True, False, False]
    """
    patterns = dict(_TOUCHED)
    negation, duty = patterns[Stress.NEGATION], patterns[Stress.DUTY]
    is_negated = all(not side or negation.fullmatch(side) for side in (draft, right))
    is_other_word = all(
        any(pattern.fullmatch(side) for pattern in (negation, duty)) for side in (draft, right)
    )
    return is_negated or is_other_word or _is_other_number(draft, right)


def _is_other_number(draft: str, right: str) -> bool:
    """3 and 三 are one number."""
    if not all(map(_NUMERALS.fullmatch, (draft, right))):
        return False
    try:
        return parse_numeral(draft) != parse_numeral(right)
    except NumeralError:
        return False


def stress_of(draft: tuple[str, int, int], right: tuple[str, int, int]) -> Stress:
    """What the span [start, end) of a draft or of the right text touches; each is (text, start, end).

    >>> stress_of(("可以抛物", 0, 2), ("不得抛物", 0, 2)).value
    'negation'
    """
    for stress, pattern in _TOUCHED:
        if any(_touches(pattern, *side) for side in (draft, right)):
            return stress
    return Stress.OTHER


def _touches(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a word of the pattern shares a letter with the span."""
    begin = max(0, start - 12)
    around = text[begin : end + 12]
    return any(
        match.start() < end - begin and match.end() > start - begin for match in pattern.finditer(around)
    )
