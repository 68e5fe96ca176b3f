"""The regions that a query names, and how much the documents of each region count for it.

A reader who names a region asks for what holds there: its own documents and those of the country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from articles.models import Alias, Entity, Issuer, Policy
from articles.models.policies.policy_choices import DocumentKind
from articles.models.postgres.content_versions import remembered
from articles.reading.names.region_table import region_table
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.whole_words import whole_words
from articles.search.settings.weights import LEAST_RELEVANT, weights
from articles.text.citing.naming.jurisdiction import is_region, jurisdiction_of
from articles.text.citing.naming.region_names import Region
from articles.text.wording.tokens import maximum_matches

_LONGEST = 20
#: So many articles of a region are raised: national law stays on the first page.
_MOST_RAISED = 5


@dataclass(frozen=True)
class NamedRegion:
    """A region as the query has it, and the number of published documents of it.

    `all_written` has the province beside it too (浙江杭州).
    """

    name: str
    written: str
    documents: int
    province: str = ""
    all_written: tuple[str, ...] = ()

    @property
    def raised_region(self) -> str:
        """The region whose best articles come first: this one; where it has no document, its province."""
        return self.name if self.documents else self.province or self.name


def with_full_names(text: str, regions: Iterable[NamedRegion]) -> str:
    """A text with its regions written in full, as titles have them."""
    for region in regions:
        text = text.replace(region.written, region.name, 1)
    return text


def without_regions(text: str, regions: Iterable[NamedRegion]) -> str:
    """A text without the names of regions, as they are written there."""
    for region in regions:
        for written in region.all_written:
            text = text.replace(written, " ")
    return " ".join(text.split())


class PolicyRegions:
    """The regions of the published policies, by their names; "" for the whole country."""

    def __init__(self, region_of: Mapping[int, str]) -> None:
        self.documents = Counter(filter(None, region_of.values()))
        self.names = ("", *self.documents)
        positions = {name: position for position, name in enumerate(self.names)}
        self._policies = np.array([0, *sorted(region_of)], "i8")
        self._positions = np.array([0, *(positions[region_of[pk]] for pk in sorted(region_of))], "i8")

    def positions_of(self, policies: np.ndarray) -> np.ndarray:
        """Where the region of each of some policies (ids) stands in `names`."""
        indexes = np.searchsorted(self._policies, policies).clip(max=len(self._policies) - 1)
        positions: np.ndarray = np.where(self._policies[indexes] == policies, self._positions[indexes], 0)
        return positions


@dataclass(frozen=True)
class RegionPreference:
    """The regions that a query names: the best articles of their documents come first, those of other regions
    after all others."""

    regions: tuple[NamedRegion, ...]

    def applied(self, scores: np.ndarray, policies: np.ndarray) -> tuple[np.ndarray, float]:
        """The scores of articles, each of a policy (id), and the best score before a region's own are raised.

        It is less for other regions, more for the province above and for the `_MOST_RAISED` best of each
        region, which rank as laws.
        """
        positions, known_regions = policy_regions().positions_of(policies), policy_regions().names
        factors = np.array([_region_factor(region, self.regions) for region in known_regions], "f4")
        applied = np.where(scores > 0, scores * factors[positions], scores)
        measure = float(applied.max(initial=0))
        lift = weights().kind(DocumentKind.LAW) - weights().kind(DocumentKind.LOCAL)
        for region in self.regions:
            if region.raised_region in known_regions:
                own = np.flatnonzero(positions == known_regions.index(region.raised_region))
                best = own[np.argsort(-applied[own], kind="stable")[:_MOST_RAISED]]
                as_law = applied[best] + lift
                is_near = as_law >= LEAST_RELEVANT * measure
                applied[best[is_near]] = as_law[is_near] * np.float32(weights().regions["own"])
        return applied, measure


NO_PREFERENCE = RegionPreference(())


def is_national(policies: np.ndarray) -> np.ndarray:
    """Which policies (ids) are of no region."""
    national: np.ndarray = policy_regions().positions_of(policies) == 0
    return national


def _region_factor(region: str, named_regions: Sequence[NamedRegion]) -> float:
    """The greatest factor of a document of `region` for any of the named ones; 1 for the whole country's."""
    return max(_factor_for(region, other) for other in named_regions) if region else 1.0


def _factor_for(region: str, named_region: NamedRegion) -> float:
    if region == named_region.name or _provinces().get(region) == named_region.name:
        return 1.0
    return weights().regions["above" if region == named_region.province else "elsewhere"]


@remembered(Policy, Issuer)
def policy_regions() -> PolicyRegions:
    """The regions of the content that this query sees."""
    policies = Policy.objects.published().for_facets()
    return PolicyRegions(
        {
            policy.pk: jurisdiction_of(policy.title, [issuer.name for issuer in policy.issuers.all()]).region
            for policy in policies
        }
    )


def regions_in(folded: str) -> tuple[NamedRegion, ...]:
    """The regions that a folded query names, each once; not a province beside a region in it."""
    regions, documents = _regions_by_spelling(), policy_regions().documents
    spellings_by_region: dict[Region, list[str]] = {}
    for spelling in _region_spellings_in(folded):
        spellings_by_region.setdefault(regions[spelling], []).append(spelling)
    spellings_by_name = {region.name: spellings for region, spellings in spellings_by_region.items()}
    provinces = {region.province for region in spellings_by_region}
    return tuple(
        NamedRegion(
            name=region.name,
            written=spellings[0],
            documents=documents[region.name],
            province=region.province,
            all_written=(*spellings_by_name.get(region.province, ()), *spellings),
        )
        for region, spellings in spellings_by_region.items()
        if region.name not in provinces
    )


def _region_spellings_in(folded: str) -> Iterator[str]:
    """The spellings of regions in a query; none inside a word or another name: 上海证券交易所."""
    regions = _regions_by_spelling()
    if not any(spelling in folded for spelling in regions):
        return
    boundaries = tokenizer().boundaries(folded)
    matches = maximum_matches(folded, _names_and_terms(), boundaries=boundaries, longest=_LONGEST)
    yield from (spelling for spelling in matches if spelling in regions)


@remembered(Policy, Issuer)
def _regions_by_spelling() -> Mapping[str, Region]:
    """Those of the table and other regions of documents; a province before a city of the same name (吉林)."""
    others = [Region(name, is_ambiguous=True) for name in policy_regions().documents if is_region(name)]
    return _by_spelling(others) | _table_by_spelling()


@cache
def _table_by_spelling() -> dict[str, Region]:
    return _by_spelling(sorted(region_table(), key=lambda region: bool(region.province)))


def _by_spelling(regions: Iterable[Region]) -> dict[str, Region]:
    """The regions by each of their spellings; of two with the same one the first."""
    by_spelling: dict[str, Region] = {}
    for region in regions:
        for spelling in region.spellings:
            by_spelling.setdefault(spelling, region)
    return by_spelling


@remembered(Entity, Alias, Policy, Issuer)
def _names_and_terms() -> frozenset[str]:
    """The spellings of regions, and other names and terms that do not begin with a region written in full."""
    full = tuple({region.name for region in _regions_by_spelling().values()})
    others = {name for name in whole_words() if not name.startswith(full)}
    return frozenset(_regions_by_spelling().keys() | others)


@cache
def _provinces() -> Mapping[str, str]:
    return {region.name: region.province for region in region_table() if region.province}
