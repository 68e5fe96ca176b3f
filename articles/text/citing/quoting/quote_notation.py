"""Quotes as data files write them: 「政府采购」, 「政府采购#2」 (the second), 「政府采购#*」 (each)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.text.numbers.whole_numbers import whole_number

_NOTATION = re.compile(r"(?P<quote>.+?)(?:#(?P<which>\d+|\*))?", re.DOTALL)

Span = tuple[int, int]
Label = TypeVar("Label")


class QuoteError(ValueError):
    """The quote does not stand in the text as written, or not only once."""


def occurrences(text: str, quote: str) -> list[Span]:
    """Return the non-overlapping spans of `quote` in `text`, in code points, half open.

    >>> occurrences("企业和企业", "企业")
    [(0, 2), (3, 5)]
    """
    return [match.span() for match in re.finditer(re.escape(quote), text)] if quote else []


def nearest(text: str, quote: str, *, start: int, occupied: Collection[Span] = ()) -> Span | None:
    """The occurrence of `quote` nearest to `start`, where it stood before; one of `occupied` only if all are.

    None if the text has no such words.

    >>> nearest("企业和企业", "企业", start=2), nearest("企业和企业", "企业", start=0, occupied=[(0, 2)])
    ((3, 5), (3, 5))
    """
    stored = (start, start + len(quote))
    if quote and text[slice(*stored)] == quote and stored not in occupied:
        return stored
    spans = occurrences(text, quote)
    free_spans = [span for span in spans if span not in occupied]
    return min(free_spans or spans, key=lambda span: abs(span[0] - start), default=None)


def locate(text: str, notation: str, *, occupied: Iterable[Span] = ()) -> list[Span]:
    """Return the spans that a quote in this notation means. Raises QuoteError.

    Places inside `occupied` do not count for 「#*」 and for a quote that has to stand once.

    >>> locate("企业和企业", "企业#2"), locate("企业和个人", "个人")
    ([(3, 5)], [(3, 5)])
    """
    covered = bytearray(len(text))
    for span in occupied:
        _cover(covered, span)
    return _locate_uncovered(text, notation, covered)


def _locate_uncovered(text: str, notation: str, covered: bytearray) -> list[Span]:
    match = _NOTATION.fullmatch(notation)
    if match is None:
        raise QuoteError("引文为空")
    quote, which = match["quote"], match["which"]
    spans = occurrences(text, quote)
    free_spans = [span for span in spans if not any(covered[slice(*span)])]
    if not free_spans:
        raise QuoteError(f"原文中没有“{quote}”")
    if which == "*":
        return free_spans
    if which is None and len(free_spans) > 1:
        raise QuoteError(f"“{quote}”在原文中有 {len(free_spans)} 处，须写明第几处")
    if which is None:
        return free_spans
    place = whole_number(which, at_most=len(spans))
    if place is None:
        raise QuoteError(f"“{quote}”在原文中只有 {len(spans)} 处，没有第 {which[:20]} 处")
    if any(covered[slice(*(span := spans[place - 1]))]):
        raise QuoteError(f"“{quote}”的第 {which} 处在更长的引文之内")
    return [span]


def quoted(text: str, notation: str, *, which: int | None = None) -> tuple[str, int, int]:
    """The quoted words and their span: (words, start, end). Raises QuoteError if there is not exactly one."""
    (start, end), *others = locate(text, f"{notation}#{which}" if which else notation)
    if others:
        raise QuoteError("“#*”在这里没有意义，请写明第几处")
    return text[start:end], start, end


def place_among(text: str, quote: str, *, start: int | None) -> int | None:
    """Which occurrence of `quote` stands at `start`, counted from 1; None where it stands only once."""
    starts = [span_start for span_start, _ in occurrences(text, quote)]
    return starts.index(start) + 1 if len(starts) > 1 and start in starts else None


@dataclass(frozen=True)
class Placed(Generic[Label]):
    """Where each quote stands, in text order, and what could not be placed."""

    spans: list[tuple[Label, Span]]
    problems: list[QuoteError]


def locate_together(text: str, notations: Iterable[tuple[Label, str]]) -> Placed[Label]:
    """Place several quotes, none of which overlap: where they nest, the longest wins.

    >>> locate_together("企业和中小企业", [("企业", "企业#*"), ("中小企业", "中小企业")]).spans
    [('企业', (0, 2)), ('中小企业', (3, 7))]
    """
    longest_first = sorted(notations, key=lambda pair: -len(pair[1].partition("#")[0]))
    spans: list[tuple[Label, Span]] = []
    problems, covered = [], bytearray(len(text))
    for label, quote in longest_first:
        try:
            for span in _locate_uncovered(text, quote, covered):
                spans.append((label, span))
                _cover(covered, span)
        except QuoteError as error:
            problems.append(error)
    return Placed(sorted(spans, key=lambda pair: pair[1]), problems)


def _cover(covered: bytearray, span: Span) -> None:
    covered[slice(*span)] = b"\1" * len(covered[slice(*span)])
