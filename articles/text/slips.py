"""Slips of the pen: words that differ by one character wrong, missing, too many, or two changed about."""

from __future__ import annotations

from collections.abc import Iterator


def deletions(word: str) -> Iterator[str]:
    """The word, and what is left of it without each of its characters.

    Two words that are one slip apart have one of these in common (SymSpell's symmetric deletes).

    >>> sorted(deletions("技改"))
    ['技', '技改', '改']
    """
    yield word
    yield from dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))


def changed_span(typed: str, meant: str) -> tuple[int, int] | None:
    """Where `typed` is one slip away from `meant`: the half-open span of it that differs; None if it is not.

    Where a character is missing, the span is empty.

    >>> changed_span("政府采构", "政府采购"), changed_span("知识权产", "知识产权"), changed_span("知产权", "知识产权")
    ((3, 4), (2, 4), (1, 1))
    >>> changed_span("税收", "关税") is None
    True
    """
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return None
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    start = min(len(typed), len(meant)) if start is None else start
    for end, rest in (
        (start, meant[start + 1 :]),
        (start + 1, meant[start:]),
        (start + 1, meant[start + 1 :]),
    ):
        if typed[end:] == rest and end <= len(typed):
            return start, end
    swapped = meant[start + 1 : start + 2] + meant[start : start + 1]
    if typed[start : start + 2] == swapped and typed[start + 2 :] == meant[start + 2 :]:
        return start, start + 2
    return None
