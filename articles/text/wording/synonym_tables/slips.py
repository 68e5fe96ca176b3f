"""Typing slips: words that differ by one character (wrong, missing or extra), or by two swapped ones."""

from __future__ import annotations

from collections.abc import Iterator

from articles.text.wording.comparison.differences import common_prefix_length

_LONGEST = 64


def deletions(word: str) -> Iterator[str]:
    """The word, and the word without each one of its characters (for words of at most 64 characters).

    Two words that are one slip apart have one of these in common (SymSpell's symmetric deletes).

    >>> sorted(deletions("技改"))
    ['技', '技改', '改']
    """
    yield word
    if len(word) <= _LONGEST:
        yield from dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))


def changed_span(typed: str, intended: str) -> tuple[int, int] | None:
    """Where `typed` is one slip away from `intended`: the half-open span that differs, or None.

    Where a character is missing, the span is empty.

    >>> changed_span("政府采构", "政府采购"), changed_span("知识权产", "知识产权")
    ((3, 4), (2, 4))
    >>> changed_span("知产权", "知识产权"), changed_span("税收", "关税")
    ((1, 1), None)
    """
    if abs(len(typed) - len(intended)) > 1 or typed == intended:
        return None
    start = common_prefix_length(typed, intended)
    after_typed, after_intended = typed[start:], intended[start:]
    if after_typed == after_intended[1:]:
        return start, start
    if after_typed[1:] in (after_intended, after_intended[1:]):
        return start, start + 1
    is_swapped = after_typed[:2] == after_intended[:2][::-1] and after_typed[2:] == after_intended[2:]
    return (start, start + 2) if is_swapped else None
