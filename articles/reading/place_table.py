"""The places that readers and titles name, and which of them a name begins with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

from articles.text.citing.jurisdiction import place_in_front
from articles.text.citing.place_names import Place, parse_places


@lru_cache(maxsize=1)
def place_table() -> tuple[Place, ...]:
    path = settings.CONTENT_DIR / "vocabularies/places.txt"
    return tuple(parse_places(path.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def _by_spelling() -> Mapping[str, str]:
    """The names of places by each of their spellings; a province before a city of the same name (吉林)."""
    by_spelling: dict[str, str] = {}
    for place in sorted(place_table(), key=lambda place: bool(place.province)):
        for spelling in place.spellings:
            by_spelling.setdefault(spelling, place.name)
    return by_spelling


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _by_spelling()))


def leading_place(name: str) -> tuple[str, str]:
    """The place, in full, that a name or title begins with, and the rest; ("", name) without one.

    The last of several: 浙江省杭州市 is 杭州市. One that is not in the table is known by its last character.
    """
    place, rest = "", name
    while found := _in_table(rest):
        place, rest = found
    if place:
        return place, rest
    written = place_in_front(name)
    return written, name[len(written) :]


def _in_table(name: str) -> tuple[str, str] | None:
    ends = range(min(len(name), _longest()), 1, -1)
    return next(((place, name[end:]) for end in ends if (place := _by_spelling().get(name[:end]))), None)
