"""Stores and drops versions, the texts of a policy that are not the present one: what was present before an
update, and what an import files away as past, to come or proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from articles.models import Policy, PolicyVersion
from articles.models.policies.policy_version import VersionDates, VersionState, version_dates
from articles.versions.snapshots import TextRows, grams_of, snapshot_of, stored_rows

NOTE_BEGINS = "由文件“"
_LONGEST_SOURCE = 300


def note_on_files(names: Iterable[str]) -> str:
    """The source note of a text read from these files."""
    files = "”“".join(names)
    return f"{NOTE_BEGINS}{files}”导入，尚未与原件核对；来源没有载明的事项留空。"


def keep_present(policy: Policy) -> PolicyVersion:
    """Keep the present text as a version, before another text takes its place."""
    files = [f"文件“{file.name}”" for file in policy.source_files.present().order_by("position")]
    source = "、".join(files) or policy.source_note or "来源未记录"
    version, _ = keep_version(policy, stored_rows(policy), dates=version_dates(policy), source=source)
    return version


def keep_version(
    policy: Policy,
    text: TextRows,
    *,
    dates: VersionDates,
    source: str,
    state: VersionState = VersionState.HELD,
) -> tuple[PolicyVersion, bool]:
    """Keep a text; return its version, and whether it replaced another text of the same day.

    Of two texts of one day the one kept last holds; texts without a day are all kept.
    """
    of_day = policy.versions.held().made(dates.made_on)
    former = of_day.first() if dates.made_on and state == VersionState.HELD else None
    version = former or PolicyVersion(policy=policy, made_on=dates.made_on, state=state)
    snapshot = snapshot_of(text)
    was_other = former is not None and former.snapshot["units"] != snapshot["units"]
    version.effective_on, version.source = dates.effective_on, source[:_LONGEST_SOURCE]
    version.snapshot, version.imported_at = snapshot, timezone.now()
    version.grams = grams_of(snapshot)
    version.save()
    if former:
        former.source_files.update(version=None)
    return version, was_other


def drop_version(policy: Policy, *, made_on: date | None) -> None:
    """Forget the version of the day that the present text is of now. Its files stay, as replaced ones."""
    for version in policy.versions.held().made(made_on) if made_on else ():
        version.source_files.update(version=None)
        version.delete()
