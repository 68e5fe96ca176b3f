"""Labels that words begin with as well: 一 农林业, 任务一：, Ⅰ., A., a), 1.3万吨. A list from one on makes
them labels.

Some have no place of their own among 一、（一）1.（1）: they stand below whatever is open at their first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise, zip_longest

from articles.text.numbers.numerals import NUMERAL_CHARACTERS
from articles.text.parsing.units.unit_labels import NO_COUNT, UnitLabel, label_form, label_in, signs_from

#: Ranks from here on only tell the forms apart.
FLOATING = 100

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]{{1,4}}"
_CHINESE_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_STOP = r"[、．.]"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: 5 二氧化碳 and 1 5G网络 are labels, 1 000 元 and 一 二 三 are none.
_SPACED = (
    r"(?=\s+(?!\s|\d+(?![A-Za-z\d-])|[一二三四五六七八九十百]+(?:[\s、]|$)|(?:\S\s+)+\S$)"
    rf"{NO_COUNT})"
)
#: 一 是, 一 方 and 一 来 are words; 2 方法 is a heading.
_NO_WORD = r"(?!\s+[是则来方])"
_LETTERS = (
    label_form(107, "subitem", rf"(?P<number>[A-Z])\s*(?:{_STOP}|[)）])(?![A-Za-z0-9])", signs_from("A", 26)),
    label_form(108, "subitem", rf"(?P<number>[a-z])\s*(?:{_STOP}|[)）])(?![A-Za-z0-9])", signs_from("a", 26)),
    label_form(109, "subitem", r"[（(](?P<number>[a-z])[)）]", signs_from("a", 26)),
)
_FORMS = (
    label_form(1, "point", rf"(?P<number>[一二三四五六七八九十百]{{1,6}}){_NO_WORD}{_SPACED}"),
    label_form(3, "item", rf"(?P<number>[0-9０-９]{{1,3}}){_SPACED}"),
    label_form(
        100, "point", rf"(?:任务|措施|步骤|行动|阶段|环节)\s*(?P<number>{_NUMERAL})(?=[\s：:、])[：:、]?"
    ),
    label_form(101, "point", rf"第(?P<number>{_NUMERAL})(?:步|阶段)(?=[\s：:])[：:]?"),
    label_form(102, "point", rf"(?P<number>[Ⅰ-Ⅻ])\s*{_STOP}?", signs_from("Ⅰ", 12)),
    label_form(103, "point", rf"(?P<number>[IVX]{{1,4}})\s*{_STOP}(?![A-Za-z0-9])", _ROMANS),
    label_form(104, "point", rf"(?P<number>[壹贰叁肆伍陆柒捌玖拾]){_STOP}", "壹贰叁肆伍陆柒捌玖拾"),
    label_form(105, "point", rf"【(?P<number>{_CHINESE_NUMERAL})】"),
    label_form(106, "item", r"(?P<number>[❶-❿])", signs_from("❶", 10)),
    *_LETTERS,
)


#: 1.3万吨以下的炉 is an amount, or the first of a list; 1、2、3号楼 and 1.1—苯基 are neither.
_BEFORE_AMOUNT = label_form(
    3, "item", r"(?P<number>[0-9]{1,3})[．.、](?=[0-9]{1,4}(?:\.[0-9]{1,3})?[A-Z%％℃\u3400-\u9fff])"
)


def possible_label_of(text: str) -> UnitLabel | None:
    """What a line begins with that may be a label; the caller checks that a list makes it one.

    >>> possible_label_of("一 农林业").text, possible_label_of("3 年内完成。")
    ('一', None)
    """
    return label_in(_FORMS, text)


def letter_label_of(text: str) -> UnitLabel | None:
    """The letter a) or A. that a line begins with, where a list makes it a label."""
    return label_in(_LETTERS, text)


def listed_labels(texts: Mapping[int, str]) -> dict[int, UnitLabel]:
    """Such labels of the lines, by index: those of each form whose numbers begin with one and two."""
    labels = {index: label for index, text in texts.items() if (label := possible_label_of(text))}
    numbers: dict[float, list[int]] = defaultdict(list)
    for label in labels.values():
        numbers[label.form.rank].append(label.number)
    ranks = {rank for rank, sequence in numbers.items() if (1, 2) in pairwise(sequence)}
    return {index: label for index, label in labels.items() if label.form.rank in ranks}


def labels_before_amounts(
    texts: Mapping[int, str], labels: Mapping[int, UnitLabel]
) -> Iterator[tuple[int, UnitLabel]]:
    """Labels that an amount follows at once (1.3万吨以下的炉), by index: those whose number is the next after
    the line above, or one with two on the line below; `labels` are the others.

    >>> [index for index, _ in labels_before_amounts({0: "1.3万吨的炉", 1: "2.10万吨的窑", 2: "2.5亿元"}, {})]
    [0, 1]
    """
    candidates = {
        index: label for index, text in texts.items() if (label := label_in((_BEFORE_AMOUNT,), text))
    }
    items = {index: label for index, label in labels.items() if label.form.rank == _BEFORE_AMOUNT.rank}
    last_number = 0  # the number on the line above
    for index, below in zip_longest(texts, list(texts)[1:], fillvalue=-1):
        label = items.get(index) or candidates.get(index)
        following = items.get(below) or candidates.get(below)
        is_first = label and label.number == 1 and following and following.number == 2
        is_read = index in items
        if (
            label
            and index in candidates
            and index not in labels
            and (is_first or label.number == last_number + 1 > 1)
        ):
            is_read = True
            yield index, label
        last_number = label.number if label and is_read else 0
