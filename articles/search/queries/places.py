"""The places that a query names, and how much the documents of each place count for it.

A reader who names a place asks for what holds there: its own documents and those of the country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from articles.models import Alias, Entity, Issuer, Policy
from articles.models.content_versions import remembered
from articles.models.policy_choices import DocumentKind
from articles.reading.place_table import place_table
from articles.search.queries.tokenizer import tokenizer
from articles.search.queries.whole_words import whole_words
from articles.search.settings.weights import weights
from articles.text.citing.jurisdiction import is_place, jurisdiction_of
from articles.text.citing.place_names import Place
from articles.text.wording.tokens import maximum_matches

_LONGEST = 20
#: The share of the best score below which an article that lacks a word is no result (docs/decisions/0059).
LEAST_RELEVANT = 0.4
#: So many articles of a place are raised: national law stays on the first page.
_MOST_RAISED = 5


@dataclass(frozen=True)
class NamedPlace:
    """A place as the query has it, and the number of published documents of it.

    `all_written` has the province beside it too (浙江杭州).
    """

    name: str
    written: str
    documents: int
    province: str = ""
    all_written: tuple[str, ...] = ()

    @property
    def raised_region(self) -> str:
        """The region whose best articles come first: the place; where it has no document, its province."""
        return self.name if self.documents else self.province or self.name


def with_full_names(text: str, places: Iterable[NamedPlace]) -> str:
    """A text with its places written in full, as titles have them."""
    for place in places:
        text = text.replace(place.written, place.name, 1)
    return text


def without_places(text: str, places: Iterable[NamedPlace]) -> str:
    """A text without the names of places, as they are written there."""
    for place in places:
        for written in place.all_written:
            text = text.replace(written, " ")
    return " ".join(text.split())


class Regions:
    """The regions of the published policies, by their names; "" for the whole country."""

    def __init__(self, region_of: Mapping[int, str]) -> None:
        self.documents = Counter(filter(None, region_of.values()))
        self.names = ("", *self.documents)
        places = {name: place for place, name in enumerate(self.names)}
        self._policies = np.array([0, *sorted(region_of)], "i8")
        self._places = np.array([0, *(places[region_of[pk]] for pk in sorted(region_of))], "i8")

    def places_of(self, policies: np.ndarray) -> np.ndarray:
        """The place in `names` of each of some policies (ids)."""
        at = np.searchsorted(self._policies, policies).clip(max=len(self._policies) - 1)
        places: np.ndarray = np.where(self._policies[at] == policies, self._places[at], 0)
        return places


@dataclass(frozen=True)
class PlacePreference:
    """The places that a query names: the best articles of their documents come first, those of other places
    after all others."""

    places: tuple[NamedPlace, ...]

    def applied(self, scores: np.ndarray, policies: np.ndarray) -> tuple[np.ndarray, float]:
        """The scores of articles, each of a policy (id), and the best score before a place's own are raised.

        It is less for other places, more for the province above and for the `_MOST_RAISED` best of each
        place, which rank as laws.
        """
        of_policies, known = regions().places_of(policies), regions().names
        factors = np.array([_factor(region, self.places) for region in known], "f4")
        applied = np.where(scores > 0, scores * factors[of_policies], scores)
        measure = float(applied.max(initial=0))
        lift = weights().kind(DocumentKind.LAW) - weights().kind(DocumentKind.LOCAL)
        for place in self.places:
            if place.raised_region in known:
                own = np.flatnonzero(of_policies == known.index(place.raised_region))
                best = own[np.argsort(-applied[own], kind="stable")[:_MOST_RAISED]]
                as_law = applied[best] + lift
                is_near = as_law >= LEAST_RELEVANT * measure
                applied[best[is_near]] = as_law[is_near] * np.float32(weights().regions["own"])
        return applied, measure


NO_PREFERENCE = PlacePreference(())


def is_national(policies: np.ndarray) -> np.ndarray:
    """Which policies (ids) are of no region."""
    national: np.ndarray = regions().places_of(policies) == 0
    return national


def _factor(region: str, named: Sequence[NamedPlace]) -> float:
    """The greatest of what a document of a region counts for each place; the country's count as they are."""
    return max(_factor_for(region, place) for place in named) if region else 1.0


def _factor_for(region: str, place: NamedPlace) -> float:
    if region == place.name or _provinces().get(region) == place.name:
        return 1.0
    return weights().regions["above" if region == place.province else "elsewhere"]


@remembered(Policy, Issuer)
def regions() -> Regions:
    """The regions of the content that this query sees."""
    policies = Policy.objects.published().for_facets()
    return Regions(
        {
            policy.pk: jurisdiction_of(policy.title, [issuer.name for issuer in policy.issuers.all()]).region
            for policy in policies
        }
    )


def places_in(folded: str) -> tuple[NamedPlace, ...]:
    """The places that a folded query names, each once; not a province beside a place in it."""
    known, documents = _places_by_spelling(), regions().documents
    written: dict[Place, list[str]] = {}
    for spelling in _written_in(folded):
        written.setdefault(known[spelling], []).append(spelling)
    beside = {place.name: spellings for place, spellings in written.items()}
    provinces = {place.province for place in written}
    return tuple(
        NamedPlace(
            name=place.name,
            written=spellings[0],
            documents=documents[place.name],
            province=place.province,
            all_written=(*beside.get(place.province, ()), *spellings),
        )
        for place, spellings in written.items()
        if place.name not in provinces
    )


def _written_in(folded: str) -> Iterator[str]:
    """None inside a word, or in a name that has another meaning: 上海证券交易所."""
    known = _places_by_spelling()
    if not any(written in folded for written in known):
        return
    boundaries = tokenizer().boundaries(folded)
    matches = maximum_matches(folded, _names(), boundaries=boundaries, longest=_LONGEST)
    yield from (written for written in matches if written in known)


@remembered(Policy, Issuer)
def _places_by_spelling() -> Mapping[str, Place]:
    """Those of the table and other regions of documents; a province before a city of the same name (吉林)."""
    others = [Place(name, is_ambiguous=True) for name in regions().documents if is_place(name)]
    by_spelling: dict[str, Place] = {}
    for place in (*sorted(place_table(), key=lambda place: bool(place.province)), *others):
        for spelling in place.spellings:
            by_spelling.setdefault(spelling, place)
    return by_spelling


@remembered(Entity, Alias, Policy, Issuer)
def _names() -> frozenset[str]:
    """The spellings of places, and other names and terms that do not begin with a place written in full."""
    full = tuple({place.name for place in _places_by_spelling().values()})
    others = {name for name in whole_words() if not name.startswith(full)}
    return frozenset(_places_by_spelling().keys() | others)


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, str]:
    return {place.name: place.province for place in place_table() if place.province}
