"""The life of a version of the settings: drafted, tried out, put into force or dropped, and restored."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from articles.models import IndexRebuild, SearchConfiguration, SearchTrial
from articles.models.search.configuration import ConfigurationStatus
from articles.search.index.maintenance import missing_articles
from articles.search.index.rebuilding import start_rebuild
from articles.search.settings.configuration import (
    SETTING_NAMES,
    Configuration,
    configuration,
    configuration_of,
    shipped_configuration,
    using_configuration,
)
from articles.search.settings.validation import settings_problems
from articles.search.trials.trial_runs import subject_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Identifies the advisory lock under which one version at a time comes into force.
_LOCK = 2009_0238
_CONTEXT = 2


class PublicationError(Exception):
    """Why a version cannot change its state, in Chinese."""


@dataclass(frozen=True)
class PublishedSettings:
    """The version now in force, and the index rebuild that it needs, if any."""

    version: SearchConfiguration
    rebuild: IndexRebuild | None


@dataclass(frozen=True)
class DiffLine:
    """A line of a comparison; `kind` is "+" (only in the second), "-" (only in the first), " " or "…"."""

    kind: str
    text: str


@dataclass(frozen=True)
class SettingDiff:
    setting: str
    label: str
    lines: tuple[DiffLine, ...]


def current_trial(version: SearchConfiguration) -> SearchTrial | None:
    """The last trial, unless the draft, the settings in force or the questions have changed since."""
    trial = SearchTrial.objects.of_version(version).finished().first()
    return trial if trial and trial.subject == subject_of(version) else None


@transaction.atomic
def publish_settings(
    version: SearchConfiguration,
    *,
    by: User,
    is_loss_accepted: bool = False,
    at: datetime | None = None,
) -> PublishedSettings:
    """Put a draft into force at the next query; the version in force until then is retired.

    Raises PublicationError: a draft needs a current trial. One that makes questions worse, or was measured by
    no question, comes into force only with `is_loss_accepted`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    draft = _locked_draft(version)
    _refuse_unpublishable(draft, is_loss_accepted=is_loss_accepted)
    SearchConfiguration.objects.in_force().update(status=ConfigurationStatus.RETIRED)
    draft.status, draft.author, draft.published_at = ConfigurationStatus.PUBLISHED, by, at or timezone.now()
    draft.save(update_fields=["status", "author", "published_at"])
    with using_configuration(configuration_of(draft)):
        is_outdated = bool(missing_articles())
    return PublishedSettings(draft, start_rebuild(by=by) if is_outdated else None)


@transaction.atomic
def drop_draft(version: SearchConfiguration) -> None:
    """Drop a draft; it stays readable. Raises PublicationError."""
    draft = _locked_draft(version)
    draft.status = ConfigurationStatus.DROPPED
    draft.save(update_fields=["status"])
    SearchTrial.objects.of_version(draft).stop()


def restore_as_draft(version: SearchConfiguration | None, *, by: User) -> SearchConfiguration:
    """Make a draft of an earlier version, or of the files that ship (None)."""
    restored = configuration_of(version) if version else shipped_configuration()
    note = f"恢复第 {version.pk} 版" if version else "恢复随附的设置"
    return SearchConfiguration.objects.create(**restored.texts, note=note, author=by)


def settings_difference(before: Configuration, after: Configuration) -> list[SettingDiff]:
    """The settings whose texts differ, line by line."""
    return [
        SettingDiff(name, _label(name), tuple(_diff_lines(getattr(before, name), getattr(after, name))))
        for name in SETTING_NAMES
        if getattr(before, name) != getattr(after, name)
    ]


def _diff_lines(before: str, after: str) -> Iterator[DiffLine]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=_CONTEXT, lineterm="")
    for number, line in enumerate(lines):
        if number < 2:  # the names of the two files
            continue
        if line.startswith("@@"):
            place = line.split()[2].lstrip("+").partition(",")[0]
            yield DiffLine("…", f"第 {place} 行起")
        else:
            yield DiffLine(line[0], line[1:])


def _label(name: str) -> str:
    return str(getattr(SearchConfiguration._meta.get_field(name), "verbose_name", name))


def _locked_draft(version: SearchConfiguration) -> SearchConfiguration:
    draft = SearchConfiguration.objects.locked().get(pk=version.pk)
    if not draft.is_draft:
        raise PublicationError(f"第 {draft.pk} 版现在是“{draft.get_status_display()}”，不再是草稿。")
    return draft


def _refuse_unpublishable(draft: SearchConfiguration, *, is_loss_accepted: bool) -> None:
    draft_settings = configuration_of(draft)
    if draft_settings.digest == configuration().digest:
        raise PublicationError("这一版与生效的设置一字不差，无须生效。")
    if any(settings_problems(name, getattr(draft_settings, name)) for name in SETTING_NAMES):
        raise PublicationError("这一版有不合格式的行，请先改正。")
    trial = current_trial(draft)
    if trial is None:
        raise PublicationError("请先试运行：草稿、生效的设置或测试问题在上一次试运行之后有了改变。")
    if not is_loss_accepted and (reason := trial_loss(trial)):
        raise PublicationError(f"{reason}；仍要生效，请勾选确认。")


def trial_loss(trial: SearchTrial) -> str:
    """The loss that an editor has to accept before the draft comes into force; empty where there is none."""
    results = trial.results or {}
    if not results.get("questions"):
        return "没有测试问题，改动的好坏没有衡量过"
    worse = results["worse"]
    return f"有 {worse} 个问题变差" if worse else ""
