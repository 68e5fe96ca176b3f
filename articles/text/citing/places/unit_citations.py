"""Citations of places in texts without articles: 第二部分第（六）项, 二（六）1, 附件1第三部分, 2.1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]{{1,6}}"
_CHINESE_NUMERAL = r"[一二三四五六七八九十百零〇]{1,6}"


class StepKind(StrEnum):
    """What a step of a citation names; each may stand for units of several forms."""

    ANNEX = "annex"
    PART = "part"
    BOX = "box"
    ITEM = "item"
    ENTRY = "entry"
    SUBENTRY = "subentry"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    DECIMAL = "decimal"
    ARTICLE = "article"


@dataclass(frozen=True)
class UnitStep:
    """One step of the way to a unit, from the outside in. `path` holds the numbers of a decimal, `suffix`
    the 之一 of an article or the 1 of 附件2-1."""

    kind: StepKind
    number: int
    path: tuple[int, ...] = ()
    suffix: int = 0


_PART = rf"第(?P<number>{_NUMERAL})(?P<sure>部分)"
#: 第二类, 任务二: parts by another name, which words are as well.
_NAMED_PART = re.compile(
    rf"(?:第(?P<number>{_NUMERAL})(?:类|步|阶段)|"
    rf"(?:任务|措施|步骤|行动|阶段|环节)(?P<behind>{_CHINESE_NUMERAL}|\d{{1,2}}))"
)
#: The same in another part: 第二部分任务一, 第三部分第一阶段.
_NAMED_BEHIND = (
    rf"(?:第(?={_NUMERAL}(?:类|步|阶段))|任务|措施|步骤|行动|阶段|环节)"
    rf"(?P<named>{_CHINESE_NUMERAL}|\d{{1,2}})(?:类|步|阶段|)"
)
#: 附表2 is an annex like 附录二.
_TABLE = re.compile(r"附[表图](?=第|[\d一二三四五六七八九十]|$)")
_SUBENTRY = re.compile(rf"第\(?(?P<number>{_NUMERAL})\)?(?P<sure>小目)|\((?P<bare>\d{{1,3}})\)")
#: The steps in the order in which they may follow each other; `sure` is what only a citation says.
_STEPS = (
    (
        StepKind.ANNEX,
        re.compile(
            rf"(?:附(?:件|(?=\d))(?:(?P<number>\d{{1,3}}|{_CHINESE_NUMERAL})(?:-(?P<suffix>\d{{1,2}})(?![\d-]))?)?|附录(?:(?P<letter>[a-z])|(?P<bare>\d{{1,2}}|{_CHINESE_NUMERAL}))?)"
            rf"(?P<sure>)"
        ),
    ),
    (StepKind.PART, re.compile(rf"{_PART}|(?P<bare>{_CHINESE_NUMERAL})(?:[、.]|(?=\())")),
    (StepKind.PART, re.compile(rf"{_PART}|{_NAMED_BEHIND}")),  # 第一部分第二部分, 第二部分任务一
    (StepKind.BOX, re.compile(rf"(?P<sure>专栏)(?P<number>{_NUMERAL})")),
    (
        StepKind.ITEM,
        re.compile(
            rf"第\(?(?P<number>{_NUMERAL})\)?(?P<sure>项|点)|\((?P<bare>{_CHINESE_NUMERAL})\)(?:项|点)?"
        ),
    ),
    (
        StepKind.ENTRY,
        re.compile(rf"第\(?(?P<number>{_NUMERAL})\)?(?P<sure>目|点)|(?P<bare>\d{{1,3}})(?:[.、]|$|(?=\())"),
    ),
    (StepKind.ENTRY, re.compile(rf"第(?P<number>{_NUMERAL})(?P<sure>目)")),  # 第1目第1目
    (StepKind.SUBENTRY, _SUBENTRY),
    *((StepKind.SUBENTRY, _SUBENTRY),) * 2,  # 第（1）小目第①小目第（a）小目
    (StepKind.ARTICLE, re.compile(rf"第(?P<number>{_NUMERAL})(?P<sure>条)")),
    (StepKind.PARAGRAPH, re.compile(rf"第(?P<number>{_NUMERAL})(?P<sure>段)")),
    (StepKind.QUESTION, re.compile(rf"第(?P<number>{_NUMERAL})(?P<sure>问)")),
)
#: 第2.1.1条 is said of a clause, 第25.5条 of nothing.
_FEWEST_OF_CLAUSE = 3
#: What may stand below a decimal, and below a paragraph that has a list of its own.
_BELOW = [
    (kind, pattern)
    for kind, pattern in _STEPS
    if kind in (StepKind.ITEM, StepKind.ENTRY, StepKind.SUBENTRY, StepKind.PARAGRAPH)
]
_ANNEX = _STEPS[0][1]
#: What may stand between an annex and a place in it: 附件2的第二条, 附件二、(三).
_INTO_ANNEX = re.compile(r"[、,:.]?(?:的|中的?|里的?)?")
_IS_LIST = re.compile(rf"[、,](?:\d|{_CHINESE_NUMERAL})")  # 附件1、2 are two annexes
#: A number alone, where the words in front say that it is a place: 附件2二, 国发[2019]3号2.
_ALONE = re.compile(rf"(?P<point>{_CHINESE_NUMERAL})[、.]?|(?P<entry>\d{{1,3}})[.、]?")
#: 附件1.1.1: 1.1.1 of the only annex, or 1.1 of 附件1.
_RUN_ON = re.compile(r"附件(?P<path>\d{1,2}(?:\.\d{1,3}){1,5})[节项]?")
_DECIMAL = re.compile(r"第?(?P<path>(?:\d{1,2}|(?<![a-z])[a-z])(?:\.\d{1,3}){1,4})(?P<sure>[节项])?")


@dataclass(frozen=True)
class UnitPath:
    """The steps of a citation; it `is_certain` where it says 部分, 项 … and cannot be words to search for."""

    steps: tuple[UnitStep, ...]
    is_certain: bool


def parse_unit_path(folded: str) -> UnitPath | None:
    """Read the whole of a folded text without spaces as a way to a unit; None for anything else.

    >>> [step.number for step in parse_unit_path("第二部分第(六)项").steps]
    [2, 6]
    >>> parse_unit_path("二(六)").is_certain
    False
    >>> [step.number for step in parse_unit_path("附件2二").steps]
    [2, 2]
    """
    if table := _TABLE.match(folded):
        return parse_unit_path(f"附录{folded[table.end() :]}")
    if named_part := _NAMED_PART.match(folded):
        path = parse_unit_path(
            f"第{named_part['number'] or named_part['behind']}部分{folded[named_part.end() :]}"
        )
        return path and replace(path, is_certain=len(path.steps) > 1)
    path_and_end = leading_unit_path(folded, 0)
    return path_and_end[0] if path_and_end and path_and_end[1] == len(folded) else _path_in_annex(folded)


def leading_annex(folded: str) -> tuple[UnitStep, str] | None:
    """The annex that a folded text begins with, and the place in it; None without one of them.

    >>> leading_annex("附件2的第二条第一款")[1]
    '第二条第一款'
    """
    annex = _ANNEX.match(folded)
    number = _step_number(annex) if annex else None
    if annex is None or number is None or _IS_LIST.match(folded, annex.end()):
        return None
    rest = folded[annex.end() :]
    place = _INTO_ANNEX.sub("", rest, count=1)
    return (UnitStep(StepKind.ANNEX, number, suffix=_step_suffix(annex)), place) if place else None


def point_alone(folded: str) -> UnitPath | None:
    """A number alone as a place, for words behind the name of what it stands in.

    >>> point_alone("2.").steps[0].kind.value, point_alone("二").steps[0].kind.value
    ('entry', 'part')
    """
    match = _ALONE.fullmatch(folded)
    if match is None:
        return None
    number = numeral_or_none(match["point"] or match["entry"])
    kind = StepKind.PART if match["point"] else StepKind.ENTRY
    return UnitPath((UnitStep(kind, number),), is_certain=False) if number else None


def run_on_decimal(folded: str) -> tuple[int, ...]:
    """The numbers of 附件1.1.1, which does not say where the annex's ends; () for anything else.

    >>> run_on_decimal("附件1.1.1"), run_on_decimal("附件1第1.1项")
    ((1, 1, 1), ())
    """
    match = _RUN_ON.fullmatch(folded)
    return tuple(map(int, match["path"].split("."))) if match else ()


def decimal_path(label: str) -> tuple[int, ...]:
    """The numbers of 1.2.1 or A.1; the letter of an appendix counts as a negative one, for it is no 1.1.

    >>> decimal_path("1.0.1"), decimal_path("B.2")
    ((1, 0, 1), (-2, 2))
    """
    parts = label.lower().split(".")
    return tuple(ord("a") - ord(part) - 1 if part.isalpha() else int(part) for part in parts)


def decimal_step(path: Sequence[int]) -> UnitStep:
    """The step to the unit numbered 2.1.1 by its `path` (2, 1, 1)."""
    return UnitStep(StepKind.DECIMAL, path[-1], tuple(path))


def _path_in_annex(folded: str) -> UnitPath | None:
    """附件2的第二条, 附件2二: a place in an annex, with something between them or a number alone."""
    annex = leading_annex(folded)
    if annex is None or annex[1].startswith("附件"):
        return None
    below = parse_unit_path(annex[1]) or point_alone(annex[1])
    return UnitPath((annex[0], *below.steps), is_certain=True) if below else None


def leading_unit_path(folded: str, start: int) -> tuple[UnitPath, int] | None:
    """The way to a unit that begins at an offset of a running text, and where it ends.

    >>> leading_unit_path("第二部分第(六)项要求", 0)[1]
    9
    """
    steps, is_certain, offset = [], False, start
    for kind, pattern in _STEPS:
        match = None if _DECIMAL.match(folded, offset) else pattern.match(folded, offset)
        if match is None:
            continue
        number = _step_number(match)
        if number is None:
            return None
        steps.append(UnitStep(kind, number, suffix=_step_suffix(match)))
        is_certain, offset = is_certain or _is_certain_step(match), match.end()
    if decimal := _DECIMAL.match(folded, offset):
        steps.append(decimal_step(decimal_path(decimal["path"])))
        is_certain, offset = is_certain or decimal["sure"] is not None, decimal.end()
        if len(steps[-1].path) >= _FEWEST_OF_CLAUSE and folded[offset : offset + 1] in ("条", "款"):
            is_certain, offset = True, offset + 1
    if decimal or (steps and steps[-1].kind in (StepKind.PARAGRAPH, StepKind.QUESTION)):
        for kind, pattern in _BELOW:  # 1.4第(1)小目, 第1段第2目
            if (below := pattern.match(folded, offset)) and (number := _step_number(below)):
                steps.append(UnitStep(kind, number))
                is_certain, offset = is_certain or below["sure"] is not None, below.end()
    is_lone_entry = len(steps) == 1 and steps[0].kind is StepKind.ENTRY and not is_certain
    return (UnitPath(tuple(steps), is_certain), offset) if steps and not is_lone_entry else None


def _is_certain_step(match: re.Match[str]) -> bool:
    return match["sure"] is not None or match.groupdict().get("named") is not None


def _step_suffix(match: re.Match[str]) -> int:
    return int(match.groupdict().get("suffix") or 0)


def _step_number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    numeral = match["number"] or groups.get("bare") or groups.get("named")
    if letter := groups.get("letter"):
        return ord(letter) - ord("a") + 1
    if not numeral:
        return 1  # 附件 alone
    return numeral_or_none(numeral) or None
