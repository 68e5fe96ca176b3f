"""The readings of characters and phrases (读音) that pypinyin has, compiled (articles.text.wording.compiled).

pypinyin itself takes 54 MB and 0.4 s to import: it is imported only to compile them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import groupby

import marisa_trie

from articles.text.wording.compiled import compiled

_VERSION = f"1/pypinyin-{version('pypinyin')}"
_LONGEST = 32  # characters: no phrase has more


def syllables_of(text: str) -> list[str]:
    """What `pypinyin.lazy_pinyin(text, errors=list)` returns: the syllable of each Chinese character, without
    tones, and every other character as it is."""
    readings = _readings()
    syllables: list[str] = []
    for is_chinese, characters in groupby(text, lambda character: _is_chinese(character, readings)):
        if is_chinese:
            for word in _phrases("".join(characters), readings):
                syllables += readings[word][0].decode().split()
        else:
            syllables += characters
    return syllables


def _phrases(run: str, readings: marisa_trie.BytesTrie) -> Iterator[str]:
    """The phrases in a run of Chinese by forward maximum matching, and the characters between them.

    As in pypinyin (seg/mmseg.py), an end of the run with which a phrase could begin is not looked into.
    """
    start = 0
    while start < len(run):
        *_, word = readings.prefixes(run[start : start + _LONGEST])  # the longest comes last
        remaining = len(run) - start
        if len(word) == 1 and remaining < _LONGEST and next(readings.iterkeys(run[start:]), ""):
            yield from run[start:]
            return
        yield word
        start += len(word)


def _is_chinese(character: str, readings: marisa_trie.BytesTrie) -> bool:
    is_possible = character >= "〇" and not "\ud800" <= character <= "\udfff"  # half a pair is no key
    return is_possible and character in readings


@cache
def _readings() -> marisa_trie.BytesTrie:
    return marisa_trie.BytesTrie().map(_content())


@cache
def _content() -> memoryview:
    """Kept for the trie, which reads from it without holding it."""
    return compiled(_pinyin, version=_VERSION)


def _pinyin(words: Sequence[str]) -> bytes:
    """A trie of all phrases and all Chinese characters, each with its syllables."""
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT, RE_HANS

    characters = filter(RE_HANS.match, map(chr, range(sys.maxunicode + 1)))
    trie = marisa_trie.BytesTrie(
        (text, " ".join(lazy_pinyin(text)).encode()) for text in (*characters, *PHRASES_DICT)
    )
    packed: bytes = trie.tobytes()
    return packed
