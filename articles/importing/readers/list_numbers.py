"""Numbers of lists as Word writes them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

from articles.text.numbers.numerals import write_number

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FORMAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_LONGEST_LETTERS = 30


def _roman_number(number: int) -> str:
    if number >= 4_000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter_number(number: int) -> str:
    """a … z, aa, bb …"""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1) if times < _LONGEST_LETTERS else str(number)


def _sign_writer(signs: str) -> Callable[[int], str]:
    """A sign for each of the first numbers; Word writes the others in digits."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _consecutive_sign_writer(first_sign: str, length: int) -> Callable[[int], str]:
    return _sign_writer("".join(chr(ord(first_sign) + index) for index in range(length)))


def _digit_writer(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _stem_and_branch(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


def _counting_number(number: int) -> str:
    """一 … 九十九, 一○○ ([MS-DOCX], 2.4)."""
    return write_number(number) if number < 100 else _digit_writer("○一二三四五六七八九")(number)


def _formal_number(number: int, signs: dict[int, int]) -> str:
    """As on cheques: 壹拾, not 拾."""
    written = write_number(number)
    return (f"一{written}" if written.startswith("十") else written).translate(signs)


def _ordinal_number(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman_number(number).upper(),
    "lowerRoman": _roman_number,
    "upperLetter": lambda number: _letter_number(number).upper(),
    "lowerLetter": _letter_number,
    "ordinal": _ordinal_number,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digit_writer("０１２３４５６７８９")),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _sign_writer("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
    ),
    "decimalEnclosedParen": _consecutive_sign_writer("⑴", 20),
    "decimalEnclosedFullstop": _consecutive_sign_writer("⒈", 20),
    "ideographEnclosedCircle": _consecutive_sign_writer("㈠", 10),
    **dict.fromkeys(
        (
            *("chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand"),
        ),
        write_number,
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digit_writer(_DIGITS)
    ),
    "chineseCounting": _counting_number,
    "chineseLegalSimplified": lambda number: _formal_number(number, _FORMAL),
    "ideographLegalTraditional": lambda number: _formal_number(number, _FORMAL_TRADITIONAL),
    "ideographTraditional": _sign_writer(_STEMS),
    "ideographZodiac": _sign_writer(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
}


def list_number(number: int, number_format: str) -> str:
    """`number` in a format of Word; in digits for the formats of languages that the portal does not read."""
    return str(number) if number < 1 else _WRITERS.get(number_format, str)(number)
