"""Support measures offered while a reader types: by their title, in characters or letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from articles.search import Suggestion, Typed
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.pinyin import syllables
from guidance.matching.measure import Measure
from guidance.models.catalogue import offered_measures

_MOST = 3
#: A single letter or character is part of too many titles.
_SHORTEST = 2


def measures(typed: Typed, limit: int) -> Iterator[Suggestion]:
    """The measures whose title begins as typed, then those that hold it."""
    if len(typed.text) < _SHORTEST:
        return
    positions = ((_title_position(measure, typed), measure) for measure in offered_measures())
    matching = [(position, measure) for position, measure in positions if position is not None]
    ranked = sorted(matching, key=lambda pair: pair[0])
    for _, measure in islice(ranked, min(limit, _MOST)):
        yield Suggestion(measure.title, f"支持措施 · {measure.article.label}", measure.url)


def _title_position(measure: Measure, typed: Typed) -> int | None:
    """Where in the title it stands, counted in characters; None where it does not."""
    title = fold(measure.title)
    if typed.is_latin:
        sounds = _title_syllables(title)
        return next((at for at in range(len(sounds)) if "".join(sounds[at:]).startswith(typed.sounds)), None)
    at = title.find(typed.text)
    return at if at >= 0 else None


@lru_cache(maxsize=1_000)
def _title_syllables(title: str) -> tuple[str, ...]:
    return tuple(syllables(title))
