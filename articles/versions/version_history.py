"""What the page 历次版本 shows: of a policy or of one unit, and the two versions that a reader compares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles.models import Policy
from articles.models.addresses import address_of
from articles.reading.contents import contents_of
from articles.text.citing.places.unit_addresses import is_unit_address
from articles.versions.timeline import Version, timeline_of, today
from articles.versions.version_comparison import VersionComparison, compare_versions
from articles.versions.version_texts import contents_of_version


class UnknownVersionError(LookupError):
    """What was asked for is not there; the message says so in Chinese."""


@dataclass(frozen=True)
class VersionRow:
    """A version with what changed since the one before it, None for the first."""

    version: Version
    comparison: VersionComparison | None


class VersionHistory:
    """The versions of a policy; `a` and `b` are the keys of two to compare, `unit` an address or ""."""

    def __init__(self, slug: str, *, a: str, b: str, unit: str) -> None:
        self.timeline = timeline_of(slug)
        self.unit, self.a, self.b = unit, a, b
        if unit and not (is_unit_address(unit) and any(map(self._has_unit, self.timeline.versions))):
            raise UnknownVersionError(f"没有一个版本有地址是“{unit[:40]}”的条文。")

    @property
    def policy(self) -> Policy:
        return contents_of(self.timeline.slug).policy

    @property
    def to_come(self) -> tuple[Version, ...]:
        """The versions that are announced today."""
        return self.timeline.announced_on(today())

    @property
    def unit_address(self) -> str:
        return address_of("articles:article", self.timeline.slug, self.unit) if self.unit else ""

    @cached_property
    def label(self) -> str:
        """第二十五条, as the newest version that has it calls it."""
        for version in self.timeline.versions:
            if self.unit and (article := contents_of_version(version).article(self.unit)):
                return article.label
        return ""

    @cached_property
    def rows(self) -> list[VersionRow]:
        versions = self.timeline.versions
        before = (*versions[1:], None)
        return [self._row(after, earlier) for after, earlier in zip(versions, before, strict=True)]

    @cached_property
    def comparison(self) -> VersionComparison | None:
        """The two versions asked for, the older one first; None if none were."""
        if not (self.a or self.b):
            return None
        default = self.timeline.current.key
        pair = [self.timeline.keyed(key or default) for key in (self.a, self.b)]
        after, before = sorted(pair, key=self.timeline.versions.index)
        return self._of_unit(compare_versions(before, after))

    def _row(self, version: Version, earlier: Version | None) -> VersionRow:
        comparison = self._of_unit(compare_versions(earlier, version)) if earlier else None
        return VersionRow(version, comparison)

    def _of_unit(self, comparison: VersionComparison) -> VersionComparison:
        return comparison.of_unit(self.unit_address) if self.unit else comparison

    def _has_unit(self, version: Version) -> bool:
        return any(article.address == self.unit for article in contents_of_version(version).articles)
