"""The sound of Chinese words, for typing them by pinyin and for words of the same sound."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_LETTERS = re.compile(r"[a-z]+(?:['’ ][a-z]+)*", re.IGNORECASE)
_CHINESE = re.compile(r"[\u3400-\u9fff〇]+")
# What many speakers do not tell apart: flat and retroflex initials, front and back nasals.
_MERGED = [
    (re.compile(old), new) for old, new in ((r"^([zcs])h", r"\1"), (r"([aei])ng$", r"\1n"), ("^l", "n"))
]


def is_chinese(text: str) -> bool:
    """Whether `text` is nothing but Chinese characters."""
    return bool(_CHINESE.fullmatch(text))


@lru_cache(maxsize=100_000)
def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of a Chinese word, without tones; phrases decide between readings.

    >>> syllables("重大技术")
    ('zhong', 'da', 'ji', 'shu')
    """
    return tuple(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False, errors="ignore"))


def letters_of(text: str) -> str:
    """zhishichanquan"""
    return "".join(syllables(text))


def initials_of(text: str) -> str:
    """zscq"""
    return "".join(syllable[0] for syllable in syllables(text))


def merged(sound: tuple[str, ...]) -> str:
    """A sound as those hear it who do not tell zh from z, n from l or -in from -ing.

    >>> merged(("zhi", "shi")) == merged(("zi", "si"))
    True
    """
    return " ".join(_merged(syllable) for syllable in sound)


def _merged(syllable: str) -> str:
    heard = syllable
    for old, new in _MERGED:
        heard = old.sub(new, heard)
    return heard


def is_typed_pinyin(text: str) -> bool:
    """Whether `text` is letters that could be pinyin: no digits, no capitals inside."""
    return bool(_LETTERS.fullmatch(text))
