"""Quotes as data files write them: 「政府采购」, 「政府采购#2」 (the second), 「政府采购#*」 (each)."""

import re

_WRITTEN = re.compile(r"(?P<quote>.+?)(?:#(?P<which>\d+|\*))?", re.DOTALL)

Span = tuple[int, int]


class QuoteError(ValueError):
    """The quote does not stand in the text as written, or not only once."""


def occurrences(text: str, quote: str) -> list[Span]:
    """Return the non-overlapping spans of `quote` in `text`, in code points, half open.

    >>> occurrences("企业和企业", "企业")
    [(0, 2), (3, 5)]
    """
    return [match.span() for match in re.finditer(re.escape(quote), text)] if quote else []


def locate(text: str, written: str) -> list[Span]:
    """Return the spans a written quote means. Raises QuoteError.

    >>> locate("企业和企业", "企业#2"), locate("企业和个人", "个人")
    ([(3, 5)], [(3, 5)])
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise QuoteError("引文为空")
    quote, which = match["quote"], match["which"]
    found = occurrences(text, quote)
    if not found:
        raise QuoteError(f"原文中没有“{quote}”")
    if which == "*":
        return found
    if which is None and len(found) > 1:
        raise QuoteError(f"“{quote}”在原文中有 {len(found)} 处，须写明第几处")
    place = int(which or 1)
    if not 1 <= place <= len(found):
        raise QuoteError(f"“{quote}”在原文中只有 {len(found)} 处，没有第 {place} 处")
    return [found[place - 1]]
