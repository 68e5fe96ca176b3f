"""Labels of numbered lines in texts without articles: 一、（一）1.（1）①, 1.1.1, 第一部分, and odd forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]{{1,6}}"
_DIGITS = r"[0-9０-９]{1,3}"
_STOP = r"[、．.]"
# 1.5亿元 and 1.1编制目的 are no 1. ; 1.2024年度 is one.
# 一、二、三级医院 and （一）、（二）项所列 begin with a list of numbers.
_NO_LIST = r"(?![一二三四五六七八九十]{1,3}、)"
_NO_BRACKETED_LIST = (
    r"(?!(?:[、,，和及与或至]|以及)?[（(][一二三四五六七八九十0-9]{1,3}[)）]|项(?:所列|规定|[、，和或]))"
)
_NO_DIGIT_LIST = r"(?![0-9０-９]{1,3}、)"
_NO_DECIMAL = r"(?![0-9０-９]{1,3}(?![0-9０-９年]))"


@dataclass(frozen=True)
class NumberingForm:
    """A way of numbering; `rank` says which stands in which, `unit` what kind of unit it makes."""

    rank: float
    unit: str
    pattern: re.Pattern[str]
    signs: Sequence[str] = ""  # the signs of one, two …, where they are no numerals


def label_form(rank: int, unit: str, label: str, signs: Sequence[str] = "") -> NumberingForm:
    """A form whose `label` is a pattern with the group `number`."""
    return NumberingForm(rank, unit, re.compile(rf"(?P<label>{label})(?P<gap>\s*)"), signs)


def signs_from(first: str, count: int) -> str:
    """So many signs that follow each other in Unicode: ①②③ …."""
    return "".join(chr(ord(first) + number) for number in range(count))


_FORMS = (
    label_form(0, "point", rf"第(?P<number>{_NUMERAL})(?:部分|类)(?=[\s：:、])[：:、]?"),
    label_form(1, "point", rf"(?P<number>[一二三四五六七八九十百零〇]{{1,6}})\s*{_STOP}{_NO_LIST}"),
    label_form(
        2,
        "subpoint",
        rf"[（(〔]\s*(?P<number>[一二三四五六七八九十百零〇]{{1,6}})\s*[)）〕]{_STOP}?{_NO_BRACKETED_LIST}",
    ),
    label_form(2, "subpoint", r"(?P<number>[一二三四五六七八九十百零〇]{1,6})[)）]"),
    label_form(2, "subpoint", rf"(?P<number>[㈠-㈩]){_STOP}?", signs_from("㈠", 10)),
    label_form(3, "item", rf"(?P<number>{_DIGITS})\s*{_STOP}{_NO_DECIMAL}{_NO_DIGIT_LIST}"),
    label_form(3, "item", r"(?P<number>[⒈-⒛])", signs_from("⒈", 20)),
    label_form(4, "subitem", rf"[（(]\s*(?P<number>{_DIGITS})\s*[)）]{_STOP}?{_NO_BRACKETED_LIST}"),
    label_form(4, "subitem", r"(?P<number>[⑴-⒇])", signs_from("⑴", 20)),
    label_form(5, "subitem", rf"(?P<number>{_DIGITS})\s*[)）]"),
    label_form(6, "circled", r"(?P<number>[①-⑳])", signs_from("①", 20)),
)
#: 3 年内, 1 万元, 5 个工作日 and 一 是 begin with a number that labels nothing, as does 一 般 规 定.
NO_COUNT = (
    r"(?!(?:年|月|日|天|元|[万亿千百]|个|人|名|家|户|吨|米|项|件|次|倍|周岁|岁|小时|工作日|[%％])"
    r"(?:[\s\d，。；、]|份|工作日|月|以[内上下前后来外]|之|[内前后起至底度末初的元]|$))"
)
_DECIMAL = re.compile(
    r"(?P<label>(?P<path>(?:[A-Z]|[0-9０-９]{1,2})(?:[.．][0-9０-９]{1,3}){1,4})[.．、]?)(?P<gap>\s*)"
    r"(?=[^\s%％—–－，,；。~～至-]|$)"
)
_WHOLE_DECIMAL = re.compile(r"(?P<label>(?P<path>[0-9０-９]{1,2}))(?P<gap>[\s]+)(?=[^\d\s])")
#: 2. 重点工程, 2、重点工程 above 2.1
_STOPPED_WHOLE = re.compile(
    rf"(?P<label>(?P<path>[0-9０-９]{{1,2}})\s*{_STOP}{_NO_DECIMAL})(?P<gap>\s*)(?=\S)"
)
#: 2总则
_UNSPACED_WHOLE = re.compile(rf"(?P<label>(?P<path>[0-9０-９]{{1,2}}))(?P<gap>)(?=[\u3400-\u9fff]){NO_COUNT}")
#: 1.5亿元 behind which no label stands.
_AMOUNT = re.compile(r"\s*(?:[万亿千]|百万|元(?!素)|公里|平方|立方|[倍吨亩米℃]|个?百分点)")
_HEADING_LIKE = re.compile(r"[^。；：！？;:!?\t]{2,30}")
_BOX = re.compile(
    r"(?P<label>)专\s*栏\s*[一二三四五六七八九十\d]{0,3}(?![的中内里所])[\s:：]?[^。；，\t]{0,50}"
)
_HIGHEST_DECIMAL = 99


@dataclass(frozen=True)
class UnitLabel:
    """A label at the start of a line, with the gap after it; `path` holds all numbers of a decimal."""

    form: NumberingForm
    number: int
    text: str
    gap: tuple[int, int]
    path: tuple[int, ...] = ()


def unit_label_of(text: str) -> UnitLabel | None:
    """The label that a line begins with, decimals apart; None for a line of a table.

    >>> unit_label_of("（六）梳理专利。").number
    6
    >>> unit_label_of("1.5亿元") is None
    True
    """
    return label_in(_FORMS, text)


def label_in(forms: Iterable[NumberingForm], text: str) -> UnitLabel | None:
    """The label of one of the forms that a line begins with; None for a line of a table."""
    for form in forms:
        match = form.pattern.match(text)
        if (
            match
            and "\t" not in text[match.end() :]
            and (number := _label_number(match["number"], form.signs))
        ):
            return UnitLabel(form, number, "".join(match["label"].split()), match.span("gap"))
    return None


_DECIMAL_FORM = NumberingForm(0, "decimal", _DECIMAL)


def decimal_label_of(text: str) -> UnitLabel | None:
    """The label 1.2.3, or 1 before a word; whether it is one, the order of the numbers tells.

    >>> decimal_label_of("2.1.1　职责").path
    (2, 1, 1)
    """
    return _path_label(_DECIMAL.match(text) or _WHOLE_DECIMAL.match(text), text)


def unspaced_whole_of(text: str) -> UnitLabel | None:
    """The label 2 that a heading follows at once, where the order of the numbers tells so.

    >>> unspaced_whole_of("2总则").path, unspaced_whole_of("3个月内完成")
    ((2,), None)
    """
    match = _UNSPACED_WHOLE.match(text)
    return _path_label(match, text) if is_heading_like(text) else None


def is_amount(text: str, label: UnitLabel) -> bool:
    """Whether the number that a line begins with counts what follows: 1.5亿元."""
    return _AMOUNT.match(text, label.gap[0]) is not None


def is_heading_like(text: str) -> bool:
    """Whether a line with its label is short and ends or divides no sentence."""
    return _HEADING_LIKE.fullmatch(text) is not None


def whole_number_of(text: str) -> UnitLabel | None:
    """The label 2. above 2.1, where the order of the numbers tells so.

    >>> whole_number_of("2. 重点工程").path
    (2,)
    """
    return _path_label(_STOPPED_WHOLE.match(text), text)


def _path_label(match: re.Match[str] | None, text: str) -> UnitLabel | None:
    if match is None or "\t" in text[match.end("gap") :]:
        return None
    path = tuple(map(_path_number, re.split(r"[.．]", match["path"])))
    if not (path[0] and path[-1] and max(path) <= _HIGHEST_DECIMAL):
        return None
    return UnitLabel(_DECIMAL_FORM, path[-1], match["label"], match.span("gap"), path)


def _path_number(part: str) -> int:
    """A number of a path; A.1 begins with the first letter."""
    return ord(part) - ord("A") + 1 if part.isalpha() else int(part)


def is_box(text: str) -> bool:
    """Whether a line is the heading of a box in a plan: 专栏3 重点工程.

    >>> is_box("专栏1　数字基础设施重点工程"), is_box("专栏所列工程应当按期完成。")
    (True, False)
    """
    return _BOX.fullmatch(text) is not None


def box_label(*, rank: float) -> UnitLabel:
    """The label of a box, which has none apart from its heading."""
    form = NumberingForm(rank=rank, unit="paragraph", pattern=_BOX)
    return UnitLabel(form=form, number=1, text="", gap=(0, 0))


def _label_number(numeral: str, signs: Sequence[str]) -> int:
    if signs:
        return signs.index(numeral) + 1 if numeral in signs else 0
    return numeral_or_none(numeral) or 0
