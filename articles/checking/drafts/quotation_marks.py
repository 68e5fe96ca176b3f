"""Quotation marks of a text: “ ” ‘ ’ 「 」 『 』 and straight ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
OPENING = {'"', *PAIRS}
_CLOSING = {closing: opening for opening, closing in PAIRS.items()}


def marked_spans(text: str) -> list[tuple[int, int]]:
    """The outermost stretches between quotation marks, marks and all; a mark without its partner is none."""
    spans: list[tuple[int, int]] = []
    open_marks: dict[str, list[int]] = {}
    straight = -1
    for match in re.finditer('[“”‘’「」『』"]', text):
        mark, at = match[0], match.start()
        if mark == '"':
            if straight < 0:
                straight = at
            else:
                spans.append((straight, at + 1))
                straight = -1
        elif mark in PAIRS:
            open_marks.setdefault(mark, []).append(at)
        elif waiting := open_marks.get(_CLOSING[mark]):
            spans.append((waiting.pop(), at + 1))
    return _without_nested(spans)


def _without_nested(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    outermost: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outermost or span[0] >= outermost[-1][1]:
            outermost.append(span)
    return outermost
