"""Questions and answers: 问：, 问题1：, Q1：, 【问】, each with its answer below it."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none
from articles.text.parsing.units.unit_labels import NumberingForm, UnitLabel

_NUMERAL = rf"[{NUMERAL_CHARACTERS}]{{1,3}}"
_QUESTION = re.compile(
    rf"""
    (?:
        (?P<label>(?:问题?|Q)\s*(?P<number>{_NUMERAL})\s*[：:．.、])(?P<gap>\s*)    # 问1：, Q1：
        |(?:问|记者|Q)\s*[：:]\s*
        |[【\[]\s*问\s*[】\]]\s*
    )
    (?=\S)
    """,
    re.VERBOSE,
)


def is_question(text: str) -> bool:
    """Whether a line asks a question.

    >>> is_question("问2：怎么办？"), is_question("问题是，怎么办。")
    (True, False)
    """
    return _QUESTION.match(text) is not None


def question_label(text: str, before: int, *, rank: float) -> UnitLabel:
    """The label of a question: its number where it prints one, else that after `before`, without a label."""
    form = NumberingForm(rank, "question", _QUESTION)
    match = _QUESTION.match(text)
    if match is None or not match["label"]:
        return UnitLabel(form, before + 1, "", (0, 0))
    number = numeral_or_none(match["number"]) or before + 1
    return UnitLabel(form, number, "".join(match["label"].split()), match.span("gap"))


def as_question(label: UnitLabel, text: str) -> UnitLabel:
    """The label 1. of a line, that of a question where 问： follows it."""
    is_asked = label.form.unit == "item" and is_question(text[label.gap[1] :])
    return replace(label, form=replace(label.form, unit="question")) if is_asked else label
