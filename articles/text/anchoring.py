"""Where quotes stand after their text was edited: found for certain, or given up."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import takewhile

from articles.text.quotes import Span, occurrences


def reanchor(spans: Sequence[Span], *, old: str, new: str) -> list[Span | None]:
    """Return for each span of `old` the span of the same words in `new`, or None where that is not certain.

    Words before and after the edited stretch keep their place. Words inside it are found again only where
    `new` holds them exactly once more than what already has its place.

    >>> reanchor([(0, 2), (3, 5)], old="企业、高校", new="支持企业、高校")
    [(2, 4), (5, 7)]
    """
    before = _common_length(old, new)
    after = _common_length(reversed(old[before:]), reversed(new[before:]))
    places = {span: _outside_edit(span, before, after, old=old, new=new) for span in spans}
    lost = Counter(old[start:end] for (start, end), place in places.items() if place is None)
    for span, place in places.items():
        quote = old[slice(*span)]
        if place is None and lost[quote] == 1:
            places[span] = _only_place(quote, new, taken=set(places.values()))
    return [places[span] for span in spans]


def _common_length(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _outside_edit(span: Span, before: int, after: int, *, old: str, new: str) -> Span | None:
    start, end = span
    if end <= before:
        return span
    if start >= len(old) - after:
        shift = len(new) - len(old)
        return start + shift, end + shift
    return None


def _only_place(quote: str, new: str, *, taken: Container[Span | None]) -> Span | None:
    free = [span for span in occurrences(new, quote) if span not in taken]
    return free[0] if len(free) == 1 else None
