"""The versions of a policy in the order of their dates: which was in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from articles.models import Policy, PolicyVersion, SourceFile
from articles.models.addresses import address_of
from articles.models.policies.policy_version import VersionDates, version_dates
from articles.models.postgres.content_versions import remembered
from articles.text.numbers.dates import written_date

_KEPT = 64


class NoVersionError(LookupError):
    """No version fits; the message says in Chinese which dates are held."""


@dataclass(frozen=True)
class Version:
    """One version. `row` is None for the present text; `until` is when the next one began, if one did."""

    slug: str
    row: int | None
    dates: VersionDates
    source: str
    until: date | None = None

    @property
    def made_on(self) -> date | None:
        return self.dates.made_on

    @property
    def effective_on(self) -> date | None:
        return self.dates.effective_on

    @property
    def begins_on(self) -> date | None:
        return self.dates.begins_on

    @property
    def is_current(self) -> bool:
        return self.row is None

    @property
    def key(self) -> str:
        """How its address names it: its date; for a text without one, its own number."""
        if self.made_on:
            return self.made_on.isoformat()
        return f"undated-{self.row}" if self.row else "undated"

    @property
    def address(self) -> str:
        return address_of("articles:version", self.slug, self.key)

    @property
    def name(self) -> str:
        """2023年9月1日的文本"""
        return f"{written_date(self.made_on)}的文本" if self.made_on else "日期不详的文本"


@dataclass(frozen=True)
class Timeline:
    """All versions that readers may see, newest first."""

    slug: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        return next(version for version in self.versions if version.is_current)

    def keyed(self, key: str) -> Version:
        """The version at /versions/<key>/. Raises NoVersionError."""
        version = next((version for version in self.versions if version.key == key), None)
        if version is None:
            raise NoVersionError(f"没有{key}的版本。{self.dates_held}")
        return version

    def on(self, day: date) -> Version:
        """The version in force on a day; if none was, one already announced. Raises NoVersionError."""
        in_force = [version for version in self.versions if version.begins_on and version.begins_on <= day]
        announced = [version for version in self.versions if version.dates.is_announced(day)]
        if not (in_force or announced):
            raise NoVersionError(f"库中没有这件政策在{written_date(day)}的文本。{self.dates_held}")
        return in_force[0] if in_force else announced[-1]

    def due(self, day: date) -> Version | None:
        """The text that is in force on the day, if it is not the present one."""
        in_force = next(
            (version for version in self.versions if version.begins_on and version.begins_on <= day), None
        )
        return in_force if in_force and not in_force.is_current and self.current.begins_on else None

    def announced_on(self, day: date) -> tuple[Version, ...]:
        """Those made by this day whose day of force was still to come."""
        return tuple(version for version in self.versions if version.dates.is_announced(day))

    def before(self, version: Version) -> Version | None:
        """The version before this one."""
        place = self.versions.index(version)
        return self.versions[place + 1] if place + 1 < len(self.versions) else None

    @property
    def dates_held(self) -> str:
        """Which texts the portal holds, in Chinese."""
        return f"库中现有的文本：{'；'.join(map(_stated_dates, self.versions))}。"


@remembered(Policy, PolicyVersion, SourceFile, most=_KEPT)
def timeline_of(slug: str) -> Timeline:
    """The versions of the published policy with this slug. Raises Policy.DoesNotExist."""
    return timeline_from(Policy.objects.published().prefetch_related(*read_for_timelines()).get(slug=slug))


def read_for_timelines(*, of: str = "") -> list[Prefetch]:
    """What the timelines of many policies are made from; `of` leads to the policy, and ends in __."""
    files = SourceFile.objects.present().order_by("position").defer("text", "report")
    versions = PolicyVersion.objects.held().without_texts()
    return [
        Prefetch(f"{of}source_files", files, to_attr="present_files"),
        Prefetch(f"{of}versions", versions, to_attr="held_versions"),
    ]


def timeline_from(policy: Policy) -> Timeline:
    """The timeline of a policy with what `read_for_timelines` reads."""
    files, rows = policy.present_files, policy.held_versions  # type: ignore[attr-defined]
    names = "、".join(f"文件“{file.name}”" for file in files)
    current = Version(policy.slug, None, version_dates(policy), names or policy.source_note)
    others = [Version(policy.slug, row.pk, row.dates, row.source) for row in rows]
    ordered = sorted([current, *others], key=_order, reverse=True)
    return Timeline(policy.slug, tuple(_with_end_dates(ordered)))


def _order(version: Version) -> tuple:
    begins_on, made_on = version.begins_on or date.min, version.made_on or date.min
    return begins_on, made_on, version.is_current


def _with_end_dates(newest_first: list[Version]) -> list[Version]:
    """The versions with their `until`: each ends on the day on which the next one begins."""
    versions, next_begins = [], None
    for version in newest_first:
        versions.append(Version(version.slug, version.row, version.dates, version.source, next_begins))
        next_begins = version.begins_on or next_begins
    return versions


def _stated_dates(version: Version) -> str:
    if version.made_on is None:
        return "日期不详"
    force = f"{written_date(version.effective_on)}起施行" if version.effective_on else "施行日期未载明"
    return f"{written_date(version.made_on)}（{force}）"


def today() -> date:
    return timezone.localdate()
