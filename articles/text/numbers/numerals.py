"""Chinese numerals as law texts write them: 第二十五条, 第一千二百六十条, 二○○九年."""

import re
import unicodedata

_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    "零": 0,
    "○": 0,  # U+25CB, which official texts use for 〇
    "◯": 0,
    "两": 2,
}
_DIGIT_NAMES = "零一二三四五六七八九"
_BELOW_MYRIAD = re.compile(
    r"""
    (?:(?P<thousands>[一二两三四五六七八九])千)?
    (?:零?(?P<hundreds>[一二两三四五六七八九])百)?
    (?:零?(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?
    (?P<ones>(?:(?<=[百千])零|(?<!百)(?<!千))[一二三四五六七八九]|)   # 一百零二, never 一百二
    """,
    re.VERBOSE,
)

#: Character class of everything a numeral may hold, for use inside other patterns.
NUMERAL_CHARACTERS = "〇零○◯一二三四五六七八九两十百千万0-9０-９"
#: Letters typed for 〇 in a year, 二OO八年: Latin, full-width, Greek, Cyrillic.
_ZERO_LETTERS = "OoＯｏΟοОо"
#: Character class of the four digits of a year.
YEAR_CHARACTERS = NUMERAL_CHARACTERS + _ZERO_LETTERS
#: Characters of formal writing (大写), and those for twenty and thirty.
FORMAL_CHARACTERS = "壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_PLAIN = str.maketrans(
    dict(zip(FORMAL_CHARACTERS, [*"一二三四五六七八九十百千", "二十", "三十"], strict=True))
)
_ZEROS = str.maketrans(dict.fromkeys(_ZERO_LETTERS, "〇"))

#: The highest number an article or division can bear; law texts write none above.
HIGHEST = 99_999
#: The longest numeral that is read: a reader who cites 第9999999999条 is told that there is none.
_LONGEST = 60


class NumeralError(ValueError):
    """The text is not a numeral of law texts."""


def parse_numeral(text: str) -> int:
    """Return the value of a Chinese, ASCII or full-width numeral.

    >>> parse_numeral("二十五"), parse_numeral("２５"), parse_numeral("二○○九"), parse_numeral("一千零二")
    (25, 25, 2009, 1002)

    Raises NumeralError for anything else, also for malformed forms such as 「二十百」 and for more than 60
    characters.
    """
    if len(text) > _LONGEST:
        raise NumeralError(f"数字太长：{text[:_LONGEST]!r}…")
    folded = unicodedata.normalize("NFKC", text)
    digits = "".join(str(_DIGITS.get(character, character)) for character in folded)
    if digits.isascii() and digits.isdecimal():
        return int(digits)
    high, myriad, low = folded.rpartition("万")
    if not folded or (myriad and (not high or len(low) == 1)):  # 一万零五, never 一万五 or 一万零
        raise NumeralError(f"不是数字：{text!r}")
    value = _below_myriad(low.removeprefix("零") if myriad else low, text)
    return _below_myriad(high, text) * 10_000 + value


def numeral_or_none(text: str | None) -> int | None:
    """The value of a numeral as `parse_numeral` reads it; None for anything else, also for no text at all.

    >>> numeral_or_none("二十五"), numeral_or_none("二十百"), numeral_or_none(None)
    (25, None, None)
    """
    try:
        return parse_numeral(text) if text else None
    except NumeralError:
        return None


def numbers_of(match: re.Match[str]) -> dict[str, int] | None:
    """The named groups that matched, each as a number; None if one of them is no numeral.

    >>> numbers_of(re.match("第(?P<article>.+)条(?P<suffix>之.)?", "第五条"))
    {'article': 5}
    """
    try:
        return {name: parse_numeral(numeral) for name, numeral in match.groupdict().items() if numeral}
    except NumeralError:
        return None


def plain_numeral(numeral: str) -> str:
    """The numeral in everyday characters.

    >>> plain_numeral("贰拾伍"), plain_numeral("廿五"), plain_numeral("二十五")
    ('二十五', '二十五', '二十五')
    """
    return numeral.translate(_PLAIN)


def parse_year(text: str) -> int:
    """Return the year that four digits give, of which zeros may be typed as letters.

    >>> parse_year("二OO八"), parse_year("2008")
    (2008, 2008)
    """
    return parse_numeral(text.translate(_ZEROS))


def _below_myriad(numeral: str, text: str) -> int:
    match = _BELOW_MYRIAD.fullmatch(numeral)
    if match is None:
        raise NumeralError(f"不是数字：{text!r}")
    tens = _DIGITS.get(match["tens"], 1) if match["ten"] else 0
    thousands, hundreds = (_DIGITS.get(match[part], 0) for part in ("thousands", "hundreds"))
    return thousands * 1000 + hundreds * 100 + tens * 10 + _DIGITS.get(match["ones"][-1:], 0)


def format_numeral(value: int) -> str:
    """Write 1 to 99,999 the way law texts number articles; the inverse of `parse_numeral`.

    >>> format_numeral(10), format_numeral(25), format_numeral(110), format_numeral(1002)
    ('十', '二十五', '一百一十', '一千零二')
    """
    if not 1 <= value <= HIGHEST:
        raise NumeralError(f"条号应在 1 至 {HIGHEST} 之间：{value}")
    high, low = divmod(value, 10_000)
    numeral = f"{_write_below_myriad(high)}万" if high else ""
    if low:
        numeral += ("零" if high and low < 1000 else "") + _write_below_myriad(low)
    return numeral[1:] if numeral.startswith("一十") else numeral


def write_number(value: int) -> str:
    """Like `format_numeral`, and plain digits for a number that law texts do not write: 第0条, 第100000条.

    Messages and forms name numbers that do not exist.
    """
    return format_numeral(value) if 1 <= value <= HIGHEST else str(value)


def _write_below_myriad(value: int) -> str:
    numeral, gap = "", ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            numeral += gap + _DIGIT_NAMES[digit] + name
            gap = ""
        elif numeral:
            gap = "零"
    return numeral
