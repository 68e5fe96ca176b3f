"""A decision that amends laws, with their texts as they are published anew behind it.

《关于修改〈某法〉的决定》 … 《某法》根据本决定作相应修改，重新公布。 … then the law from its title on.
Source: 立法法 (2023) 第六十三条 (an amended law is published with its new text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters.radicals import plain_characters

_DECISION = re.compile(r"关于(?:修改|修订|修正)\s*[《〈<]")
_REPUBLISHED = re.compile(r"(?:重新公布|重新发布)")
_NAMED = re.compile(r"[《〈](?P<title>[^《》〈〉]{2,80})[》〉]")
_FIRST_UNIT = re.compile(r"第\s*[一1]\s*[条章编]|一、|目\s*录")
_HEAD = 2_000  # characters: the decision's title stands at the very head
_TO_FIRST_UNIT = 40  # lines from a law's title to its contents list or first unit


@dataclass(frozen=True)
class Amendment:
    """The text of a decision, and those of the laws published anew behind it."""

    decision: str
    laws: tuple[str, ...]


def split_amendment(source: str) -> Amendment | None:
    """Split a decision from the laws behind it; None for other texts. Joined again they are the source."""
    plain = plain_characters(source)
    if not _DECISION.search(plain, 0, _HEAD):
        return None
    republication = _REPUBLISHED.search(plain)
    if republication is None:
        return None
    title_keys = {title_key(match["title"]) for match in _NAMED.finditer(plain, 0, republication.end())}
    starts = _law_titles(plain, behind=republication.end(), title_keys=title_keys)
    if not starts:
        return None
    ends = pairwise([*starts, len(source)])
    return Amendment(source[: starts[0]], tuple(source[start:end] for start, end in ends))


def _law_titles(source: str, *, behind: int, title_keys: set[str]) -> list[int]:
    """Where the lines begin that are the title of an amended law, with its text below."""
    starts, offset = [], 0
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if offset >= behind and _is_title(line, title_keys):
            below = lines[number + 1 : number + 1 + _TO_FIRST_UNIT]
            if any(_FIRST_UNIT.match(_plain(text)) for text in below):
                starts.append(offset)
        offset += len(line)
    return starts


def _is_title(line: str, title_keys: set[str]) -> bool:
    return title_key(_plain(line)) in title_keys


def _plain(line: str) -> str:
    """Without the marks of a Markdown heading and outer spaces."""
    return line.strip().lstrip("#").strip().strip("《》*")
