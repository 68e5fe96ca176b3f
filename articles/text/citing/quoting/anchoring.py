"""Where quotes stand after their text was edited; a quote without a certain place is given up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.citing.quoting.quote_notation import Span
from articles.text.wording.comparison.differences import common_prefix_length

#: A stretch is recognised by so many characters in a row that stand once in either text.
_WIDTHS = (2, 6, 16)
#: Quotes that are looked for one by one in the new text, and places that are looked at for each.
_MOST_QUOTES, _MOST_PLACES = 200, 1_000


@dataclass(frozen=True)
class _Stretch:
    """The same `size` characters at `old` of the old text and at `new` of the new one."""

    old: int
    new: int
    size: int

    def between(self, before: int, end_old: int, end_new: int) -> "_Stretch":
        """The part of it that lies between the first edit and the last."""
        cut_left = max(0, before - self.old, before - self.new)
        cut_right = max(0, self.old + self.size - end_old, self.new + self.size - end_new)
        return _Stretch(self.old + cut_left, self.new + cut_left, self.size - cut_left - cut_right)

    @property
    def end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.size


def reanchor(spans: Sequence[Span], *, old: str, new: str) -> list[Span | None]:
    """Return for each span of `old` the span of the same words in `new`, or None where that is not certain.

    Words before the first and after the last edit keep their place. Between edits, an unchanged stretch is
    recognised by characters in a row that stand once in `old` and once in `new`. A quote that was moved or
    edited around is found again only where `new` holds it exactly once outside the places already given.

    To keep the time at n·log n, these count as lost (待复核), never as found elsewhere: a stretch without
    such a run of 16 characters, a quote that stands in a thousand places, and lost quotes beyond the first
    two hundred.

    >>> reanchor([(0, 2), (3, 5)], old="企业、高校", new="支持企业、高校")
    [(2, 4), (5, 7)]
    """
    before = common_prefix_length(old, new)
    after = common_prefix_length(old[before:][::-1], new[before:][::-1])
    places = {span: _outside_edits(span, before, after, old=old, new=new) for span in spans}
    for width in _WIDTHS:
        if lost := sorted(span for span, place in places.items() if place is None):
            clipped = [
                stretch.between(before, len(old) - after, len(new) - after)
                for stretch in _common_stretches(old, new, width)
            ]
            places |= _places_in_stretches(lost, clipped)
    _drop_shared_places(places)
    _place_unique_quotes(places, old=old, new=new)
    return [places[span] for span in spans]


def _outside_edits(span: Span, before: int, after: int, *, old: str, new: str) -> Span | None:
    start, end = span
    if end <= before:
        return span
    if start >= len(old) - after:
        shift = len(new) - len(old)
        return start + shift, end + shift
    return None


def _common_stretches(old: str, new: str, width: int) -> Iterator[_Stretch]:
    """The stretches of both texts, as long as can be, that hold `width` characters unique to them."""
    new_places = _unique_runs(new, width)
    last = None
    for words, place in _unique_runs(old, width).items():
        if words not in new_places:
            continue
        if last and place + width <= last.end:
            continue  # in the stretch that was found just before
        last = _widen(old, new, place, new_places[words], width)
        yield last


def _unique_runs(text: str, width: int) -> dict[str, int]:
    """The runs of `width` characters that stand once in `text`, with their places, in order."""
    places: dict[str, int] = {}
    for place in range(len(text) - width + 1):
        words = text[place : place + width]
        places[words] = -1 if words in places else place
    return {words: place for words, place in places.items() if place >= 0}


def _widen(old: str, new: str, in_old: int, in_new: int, width: int) -> _Stretch:
    end_old, end_new = in_old + width, in_new + width
    while in_old and in_new and old[in_old - 1] == new[in_new - 1]:
        in_old, in_new = in_old - 1, in_new - 1
    while end_old < len(old) and end_new < len(new) and old[end_old] == new[end_new]:
        end_old, end_new = end_old + 1, end_new + 1
    return _Stretch(in_old, in_new, end_old - in_old)


def _places_in_stretches(spans: Sequence[Span], stretches: Sequence[_Stretch]) -> dict[Span, Span]:
    """The new places of those `spans` (in order) that stretches hold; none where two stretches disagree."""
    later_stretches, open_stretches, places = (
        sorted(stretches, key=lambda stretch: stretch.old, reverse=True),
        [],
        {},
    )
    for span in spans:
        while later_stretches and later_stretches[-1].old <= span[0]:
            open_stretches.append(later_stretches.pop())
        open_stretches = [stretch for stretch in open_stretches if stretch.end > span[0]]
        shifts = {stretch.new - stretch.old for stretch in open_stretches if stretch.end >= span[1]}
        if len(shifts) == 1:
            shift = shifts.pop()
            places[span] = span[0] + shift, span[1] + shift
    return places


def _drop_shared_places(places: dict[Span, Span | None]) -> None:
    """Drop places that two spans claim: they are certain for neither."""
    claims = Counter(places.values())
    places.update({span: None for span, place in places.items() if claims[place] > 1})


def _place_unique_quotes(places: dict[Span, Span | None], *, old: str, new: str) -> None:
    """Add the places of lost quotes that `new` holds exactly once outside the places already given."""
    occupied = {place for place in places.values() if place}
    lost = {span: old[slice(*span)] for span, place in places.items() if place is None}
    unique_quotes = [quote for quote, number in Counter(lost.values()).items() if number == 1]
    new_places = {quote: _only_place(quote, new, occupied) for quote in unique_quotes[:_MOST_QUOTES]}
    places.update({span: new_places.get(quote) for span, quote in lost.items()})


def _only_place(quote: str, new: str, occupied: set[Span]) -> Span | None:
    free_places, start = list[Span](), 0
    for _ in range(_MOST_PLACES):
        start = new.find(quote, start)
        if start < 0:
            return free_places[0] if len(free_places) == 1 else None
        if (start, start + len(quote)) not in occupied:
            free_places.append((start, start + len(quote)))
        if len(free_places) > 1:
            return None
        start += len(quote)
    return None
