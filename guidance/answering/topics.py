"""What may be asked of a procedure (申报渠道, 受理机构, 材料, 金额 …): fixtures/guidance/procedures.toml, and
which sentences answer it: fixtures/guidance/quoting.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from articles.content_files import content_table
from articles.text.wording.characters.folding import fold

_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百]")


@dataclass(frozen=True)
class QuestionTopic:
    """`ask` are wordings of the question, `text` those of a document that answers it, `stated` the name under
    which measures state it. A question with `unless` asks something else (谁赔: a person, no office), one
    with `number` is answered by `number_text` alone (电话: a telephone number).
    """

    code: str
    name: str
    ask: re.Pattern[str]
    text: re.Pattern[str]
    stated: str = ""
    unless: re.Pattern[str] | None = None
    number: re.Pattern[str] | None = None
    number_text: re.Pattern[str] | None = None

    def is_meant(self, folded: str) -> bool:
        """Whether a question in its wording is about it, and not about something else."""
        return not (self.unless and self.unless.search(folded))

    def is_spoken_of(self, sentence: str, folded: str) -> bool:
        """Whether a sentence speaks of it as the question asks for it, with more than the question's own
        numbers (超速百分之五十罚多少钱)."""
        is_for_number = self.number is not None and self.number.search(folded)
        wording = (self.number_text if is_for_number else None) or self.text
        wordings = [match[0] for match in wording.finditer(sentence)]
        return any(not (_NUMERAL.search(words) and words in folded) for words in wordings)


def topics() -> tuple[QuestionTopic, ...]:
    return _read_vocabulary(*_paths()).topics


def idle_words() -> frozenset[str]:
    """The words by which the topics are asked for: no sentence has to hold them to answer."""
    return _read_vocabulary(*_paths()).idle


def is_penalty_unasked(sentence: str, folded: str) -> bool:
    """Whether a sentence is about a penalty, and the question is not."""
    vocabulary = _read_vocabulary(*_paths())
    return bool(vocabulary.penalty.search(sentence)) and not vocabulary.asks_for_penalty.search(folded)


@dataclass(frozen=True)
class _Vocabulary:
    topics: tuple[QuestionTopic, ...]
    idle: frozenset[str]
    penalty: re.Pattern[str]
    asks_for_penalty: re.Pattern[str]


def _paths() -> tuple[str, str]:
    folder = settings.CONTENT_DIR / "guidance"
    return str(folder / "procedures.toml"), str(folder / "quoting.toml")


@lru_cache(maxsize=2)
def _read_vocabulary(procedures: str, quoting: str) -> _Vocabulary:
    table, limits = content_table(procedures), content_table(quoting)
    penalties = limits["penalties"]
    return _Vocabulary(
        topics=tuple(_topic(row, table["slots"], limits) for row in table["topic"]),
        idle=frozenset(map(fold, limits["idle"]["words"])),
        penalty=re.compile(penalties["text"]),
        asks_for_penalty=re.compile(penalties["ask"]),
    )


def _topic(row: Mapping[str, Any], slots: Mapping[str, str], limits: Mapping[str, Any]) -> QuestionTopic:
    code = row["code"]
    number = limits["number"].get(code, {})
    return QuestionTopic(
        code=code,
        name=row["name"],
        ask=re.compile("|".join(f"(?:{_fill_slots(wording, slots)})" for wording in row["ask"])),
        text=re.compile(row["text"]),
        stated=row.get("stated", ""),
        unless=_optional_pattern(limits["unless"].get(code)),
        number=_optional_pattern(number.get("ask")),
        number_text=_optional_pattern(number.get("text")),
    )


def _optional_pattern(wording: str | None) -> re.Pattern[str] | None:
    return re.compile(wording) if wording else None


def _fill_slots(wording: str, slots: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{slots[match[1]]})", wording)
