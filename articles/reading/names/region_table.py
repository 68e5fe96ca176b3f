"""The regions that readers and titles name, and which of them a name begins with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from articles.text.citing.naming.jurisdiction import region_in_front
from articles.text.citing.naming.region_names import Region, parse_regions


@cache
def region_table() -> tuple[Region, ...]:
    path = settings.CONTENT_DIR / "vocabularies/regions.txt"
    return tuple(parse_regions(path.read_text(encoding="utf-8").splitlines()))


@cache
def _by_spelling() -> Mapping[str, str]:
    """The names of regions by each of their spellings; a province before a city of the same name (吉林)."""
    by_spelling: dict[str, str] = {}
    for region in sorted(region_table(), key=lambda region: bool(region.province)):
        for spelling in region.spellings:
            by_spelling.setdefault(spelling, region.name)
    return by_spelling


@cache
def _longest_spelling() -> int:
    return max(map(len, _by_spelling()))


def leading_region(name: str) -> tuple[str, str]:
    """The region, in full, that a name or title begins with, and the rest; ("", name) without one.

    The last of several: 浙江省杭州市 is 杭州市. One that is not in the table is known by its last character.
    """
    region, rest = "", name
    while match := _region_and_rest(rest):
        region, rest = match
    if region:
        return region, rest
    region_name = region_in_front(name)
    return region_name, name[len(region_name) :]


def _region_and_rest(name: str) -> tuple[str, str] | None:
    ends = range(min(len(name), _longest_spelling()), 1, -1)
    return next(((region, name[end:]) for end in ends if (region := _by_spelling().get(name[:end]))), None)
