"""Carries out what editors decide on versions in the administration: which text is present, and what becomes
of a proposed one.

Each decision is undone by another: the text that was present before is a version, and can be made present
again; a version that was not adopted can be kept after all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.links.linker import suggest_links
from articles.models import Policy, PolicyVersion
from articles.models.editing.row_revision import kept_change
from articles.models.policies.policy_version import VersionState, version_dates
from articles.review.decisions import Decision, decide
from articles.review.refusals import Refusal
from articles.review.texts.text_update import update_policy
from articles.versions.keeping import drop_version, keep_present
from articles.versions.snapshots import TextRows, rows_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def make_present(versions: Iterable[PolicyVersion], *, by: User | None = None) -> Decision:
    """Make versions the present texts of their policies; the texts that were present become versions."""

    def replace_present(version: PolicyVersion) -> bool:
        if version.state == VersionState.DISMISSED:
            raise Refusal(f"{version}：没有采纳，请先改为“已收录”。")
        _make_present(version, by=by)
        return True

    return decide(versions, replace_present)


def keep_as_version(versions: Iterable[PolicyVersion], *, by: User | None = None) -> Decision:
    """Show proposed or dismissed texts among the versions, without making them present."""

    def keep(version: PolicyVersion) -> bool:
        other_versions = version.policy.versions.held().made(version.made_on)
        is_present_day = version.made_on == version.policy.version_date
        if version.made_on and (is_present_day or other_versions.exclude(pk=version.pk).exists()):
            raise Refusal(f"{version}：已有同一日期的版本。")
        return _set_state(version, VersionState.HELD, by=by)

    return decide(versions, keep)


def dismiss(versions: Iterable[PolicyVersion], *, by: User | None = None) -> Decision:
    """Hide texts from readers; they stay for editors."""
    return decide(versions, lambda version: _set_state(version, VersionState.DISMISSED, by=by))


def due_versions(today: date) -> list[PolicyVersion]:
    """The versions that have come into force and are newer than the present text."""
    due = []
    for version in PolicyVersion.objects.held().select_related("policy").without_texts():
        present_begins, begins = version_dates(version.policy).begins_on, version.dates.begins_on
        if begins and begins <= today and (present_begins is None or begins > present_begins):
            due.append(version)
    return sorted(due, key=lambda version: version.dates.begins_on or today)


def _set_state(version: PolicyVersion, state: VersionState, *, by: User | None) -> bool:
    if version.state == state:
        return False
    with kept_change(version, by=by, note=state.label):
        version.state = state
        version.save(update_fields=["state"])
    return True


@transaction.atomic
def _make_present(version: PolicyVersion, *, by: User | None) -> None:
    policy = Policy.objects.locked().get(pk=version.policy_id)
    text = _with_corrected_dates(version, rows_of(version.snapshot, policy))
    present_files, version_files = list(policy.source_files.present()), list(version.source_files.all())
    is_same_day = version.made_on is not None and version.made_on == policy.version_date
    former_version = None if is_same_day else keep_present(policy)
    update_policy(
        policy,
        text.records,
        note=f"{version.made_on or '日期不详'}的版本设为现行文本",
        source_note=f"{version.source}。",
        is_new_version=True,
        by=by,
    )
    now = timezone.now()
    for file in present_files:
        file.version, file.replaced_at = former_version, now
        file.save()
    for file in version_files:
        file.version, file.replaced_at = None, None
        file.save()
    PolicyVersion.objects.with_ids([version.pk]).delete()  # its id stays, for the log
    drop_version(policy, made_on=policy.version_date)
    suggest_links(policy)


def _with_corrected_dates(version: PolicyVersion, text: TextRows) -> TextRows:
    """The text with the dates that an editor has set for the version."""
    text_dates = version_dates(text.policy)
    if version.made_on != text_dates.made_on:
        text.policy.amended_on = version.made_on
    if version.effective_on != text_dates.effective_on:
        text.policy.effective_on = version.effective_on
    return text
