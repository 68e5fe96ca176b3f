"""Where quotes stand after their text was edited: found for certain, or given up."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from difflib import Match, SequenceMatcher
from itertools import takewhile

from articles.text.quotes import Span, occurrences


def reanchor(spans: Sequence[Span], *, old: str, new: str) -> list[Span | None]:
    """Return for each span of `old` the span of the same words in `new`, or None where that is not certain.

    Words before the first and after the last edit keep their place. Between edits, a stretch that was left
    alone is known again if its text stands once in `old` and once in `new`. What was edited itself is found
    again only where `new` holds it exactly once more than what already has its place.

    >>> reanchor([(0, 2), (3, 5)], old="企业、高校", new="支持企业、高校")
    [(2, 4), (5, 7)]
    """
    before = _common_length(old, new)
    after = _common_length(reversed(old[before:]), reversed(new[before:]))
    untouched = _untouched(old, new, before, after)
    places = {
        span: _outside_edits(span, before, after, old=old, new=new) or _shifted(span, untouched)
        for span in spans
    }
    lost = Counter(old[start:end] for (start, end), place in places.items() if place is None)
    for span, place in places.items():
        quote = old[slice(*span)]
        if place is None and lost[quote] == 1:
            places[span] = _only_place(quote, new, taken=set(places.values()))
    return [places[span] for span in spans]


def _common_length(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _outside_edits(span: Span, before: int, after: int, *, old: str, new: str) -> Span | None:
    start, end = span
    if end <= before:
        return span
    if start >= len(old) - after:
        shift = len(new) - len(old)
        return start + shift, end + shift
    return None


def _untouched(old: str, new: str, before: int, after: int) -> list[Match]:
    """The stretches between edits that stand in either text once, so that one cannot be taken for another."""
    inside_old, inside_new = old[before : len(old) - after], new[before : len(new) - after]
    blocks = SequenceMatcher(None, inside_old, inside_new, autojunk=False).get_matching_blocks()
    shared = [Match(block.a + before, block.b + before, block.size) for block in blocks if block.size]
    return [block for block in shared if _is_unique(old[block.a : block.a + block.size], old, new)]


def _is_unique(stretch: str, old: str, new: str) -> bool:
    return old.count(stretch) == new.count(stretch) == 1


def _shifted(span: Span, untouched: Iterable[Match]) -> Span | None:
    start, end = span
    for block in untouched:
        if block.a <= start and end <= block.a + block.size:
            shift = block.b - block.a
            return start + shift, end + shift
    return None


def _only_place(quote: str, new: str, *, taken: Container[Span | None]) -> Span | None:
    free = [span for span in occurrences(new, quote) if span not in taken]
    return free[0] if len(free) == 1 else None
