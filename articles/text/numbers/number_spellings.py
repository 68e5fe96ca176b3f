"""Numbers with their units in other spellings: 15% = 百分之十五, 0.05% = 万分之五, 2/3 = 三分之二,
60天 = 六十日.

Texts are indexed as they are written; a query looks for the other spellings too (decision 0057).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from articles.text.numbers.numerals import HIGHEST, NumeralError, format_numeral, parse_numeral

_DIGITS = r"\d{1,9}(?:,\d{3})*"
_CHINESE = r"[〇零一二两三四五六七八九十百千]+"
#: What is counted: only beside one of these is a number a quantity or a date.
_UNITS = (
    r"周岁|岁|个?工作日|日|天|个?月|个?季度|年度|年|小时|分钟|倍|人|名|次|份|户|家|项|件|米|公里|公斤|吨|平方米|"
    r"亿元|万元|千元|元|亿|万|个百分点|级|类|期|批"
)
_PERIODS = frozenset(("周岁", "岁", "个工作日", "工作日", "天", "个月", "月", "年", "小时"))
#: What people say and what laws write (六十日内, 十八周岁), each for the other.
_SAME_UNITS = {"天": "日", "日": "天", "岁": "周岁", "周岁": "岁"}
_MYRIAD = 10_000
#: Shares of less than a hundredth, the largest first, in per cent.
_PERCENTS = {"千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_DIGIT_NAMES = "〇一二三四五六七八九"
_NUMBER = re.compile(
    rf"""
    (?P<percent>\d+(?:\.\d+)?)%                             # 15%
    |(?P<share>百分之|千分之|万分之)(?P<share_of>{_CHINESE}(?:点{_CHINESE})?)   # 百分之十五, 百分之二点五
    |(?<![\d./])(?P<of>\d{{1,3}})/(?P<parts>\d{{1,3}})(?![\d./%])       # 2/3
    |(?P<parts_named>{_CHINESE})分之(?P<of_named>{_CHINESE})         # 三分之二
    |(?P<year>\d{{4}}|[一二][〇零一二三四五六七八九]{{3}})年
        (?:(?P<month>\d{{1,2}}|{_CHINESE})月(?:(?P<day>\d{{1,2}}|{_CHINESE})(?P<ends>日|号))?)?
    |(?P<ordinal>第?)(?P<number>{_DIGITS}|{_CHINESE})(?P<unit>{_UNITS})
    """,
    re.VERBOSE,
)
_MOST_NUMBERS = 6


@dataclass(frozen=True)
class NumberSpelling:
    """A number as `written` in a text, with its unit, and the `others` that mean the same."""

    written: str
    others: tuple[str, ...]


def number_spellings(folded: str) -> list[NumberSpelling]:
    """The numbers of a folded text that are written in other ways too, at most six.

    >>> number_spellings("税率15%")
    [NumberSpelling(written='15%', others=('百分之十五',))]
    >>> number_spellings("三个工作日")[0].others
    ('3个工作日',)
    """
    return list(_numbers_with_spellings(folded))[:_MOST_NUMBERS]


def _numbers_with_spellings(folded: str) -> Iterator[NumberSpelling]:
    for match in _NUMBER.finditer(folded):
        try:
            others = tuple(dict.fromkeys(other for other in _other_spellings(match) if other != match[0]))
        except NumeralError:
            continue
        if others:
            yield NumberSpelling(match[0], others)


def _other_spellings(match: re.Match[str]) -> Iterator[str]:
    if percent := match["percent"]:
        yield f"百分之{_with_point(percent, _in_chinese)}"
        yield from _small_share_spellings(Decimal(percent))
    elif match["share"]:
        number = _with_point(match["share_of"], _in_digits)
        yield from _share_spellings(match["share"], number)
    elif match["of"] or match["of_named"]:
        yield from _fraction_spellings(match)
    elif match["year"]:
        yield from _date_spellings(match)
    else:
        yield from _quantity_spellings(match)


def _share_spellings(share: str, number: str) -> Iterator[str]:
    if share == "百分之":
        yield f"{number}%"
    elif share == "千分之":
        yield f"{number}‰"
    if percents := _PERCENTS.get(share):
        yield f"{(Decimal(number) * percents).normalize():f}%"


def _small_share_spellings(percent: Decimal) -> Iterator[str]:
    """千分之五 for 0.5%, 万分之五 for 0.05%: how laws write less than one per cent."""
    if not 0 < percent < 1:
        return
    spellings = (
        share + _in_chinese(str(int(percent / size)))
        for share, size in _PERCENTS.items()
        if not percent % size
    )
    yield from islice(spellings, 1)


def _fraction_spellings(match: re.Match[str]) -> Iterator[str]:
    """三分之二 for 2/3, and back; none where it is no part of a whole (24/7)."""
    numerator, denominator = (
        parse_numeral(match[name] or match[f"{name}_named"]) for name in ("of", "parts")
    )
    if 0 < numerator < denominator:
        yield f"{format_numeral(denominator)}分之{format_numeral(numerator)}"
        yield f"{numerator}/{denominator}"


def _with_point(number: str, write: Callable[[str], str]) -> str:
    """A decimal in the other script: 2.5 and 二点五."""
    whole_part, point, decimals = number.replace("点", ".").partition(".")
    if not point:
        return write(whole_part)
    digits = "".join(str(parse_numeral(digit)) for digit in decimals)
    if write is _in_digits:
        return f"{write(whole_part)}.{digits}"
    return f"{write(whole_part)}点{''.join(_DIGIT_NAMES[int(digit)] for digit in digits)}"


def _date_spellings(match: re.Match[str]) -> Iterator[str]:
    year = "".join(str(parse_numeral(character)) for character in match["year"])
    month, day = (match[part] and parse_numeral(match[part]) for part in ("month", "day"))
    in_digits = f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    yield in_digits
    year_in_characters = "".join(_DIGIT_NAMES[int(digit)] for digit in year)
    yield (
        f"{year_in_characters}年"
        + (f"{format_numeral(month)}月" if month else "")
        + (f"{format_numeral(day)}日" if day else "")
    )


def _quantity_spellings(match: re.Match[str]) -> Iterator[str]:
    """五十万元 for 50万元; where 二 and 两 are both said (两个月, 二年), each of them."""
    number, unit = match["number"].replace(",", ""), match["unit"]
    value = parse_numeral(number)
    if value == 1 and unit not in _PERIODS:  # 一次, 一人: mostly no number
        return
    if value == 0 or (number.isdigit() and len(number) > 1 and number.startswith("0")):
        return
    for unit_name in _unit_names(match):
        yield f"{match['ordinal']}{value}{unit_name}"
        if value <= HIGHEST:
            yield f"{match['ordinal']}{format_numeral(value)}{unit_name}"
    if unit == "元" and value % _MYRIAD == 0 and value // _MYRIAD <= HIGHEST:
        yield from (f"{value // _MYRIAD}万元", f"{format_numeral(value // _MYRIAD)}万元")
    if value == 2 and not match["ordinal"]:
        yield f"两{unit}"


def _unit_names(match: re.Match[str]) -> Iterator[str]:
    """The unit, and what else it is called; a day of a month (8月20日) and the third (第3天) keep theirs."""
    yield match["unit"]
    is_date = bool(match["ordinal"]) or match.string[: match.start()].endswith("月")
    if not is_date and match["unit"] in _SAME_UNITS:
        yield _SAME_UNITS[match["unit"]]


def _in_digits(numeral: str) -> str:
    return str(parse_numeral(numeral))


def _in_chinese(number: str) -> str:
    return format_numeral(int(number)) if 0 < int(number) <= HIGHEST else "零"
