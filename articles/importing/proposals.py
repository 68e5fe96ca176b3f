"""New texts of laws that an amending decision publishes: proposed to an editor, never a silent change."""

from __future__ import annotations

from dataclasses import replace

from articles.importing.files.source_files import keep_source_of
from articles.importing.identification.stated_facts import StatedFacts, facts_of
from articles.importing.instances import build_records
from articles.importing.prepare import Prepared
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.models import Policy
from articles.models.policies.policy_version import VersionDates, VersionState, version_dates
from articles.text.citing.naming.titles import in_title_marks
from articles.text.parsing.lines import Doubt
from articles.versions.keeping import keep_version
from articles.versions.snapshots import rows_among


def propose(law: Prepared, policy: Policy, *, decision: Policy) -> tuple[Doubt, ...]:
    """Keep a law's new text as a version that waits for an editor; return what the report says of it."""
    if policy.source_files.same_text(law.digest).exists():
        return ()
    issuers = facts_of(law.parsed, law.source).issuers  # the policy has its own; who amends it adds none
    records = build_records(law.parsed, SourceFacts(slug=policy.slug), replace(law.stated, issuers=issuers))
    version, _ = keep_version(
        policy,
        rows_among(records),
        dates=_amended_dates(law.stated, decision),
        source=f"{decision.citation}，文件“{law.source.name}”",
        state=VersionState.PROPOSED,
    )
    keep_source_of(version, law)
    return (
        Doubt(1, f"文件另载有{in_title_marks(policy.title)}修改后的全文，作为新版本待审：后台“历次版本”"),
    )


def in_force_by(law: Prepared, decision: Policy) -> Prepared:
    """A law's new text, in force from the day of the decision where it states only the first text's day."""
    stated, effective_on = law.stated, _amended_dates(law.stated, decision).effective_on
    if effective_on is None or effective_on == stated.effective_on:
        return law
    basis = f"照{decision.citation}"
    return replace(law, stated=replace(stated, effective_on=effective_on, effective_basis=basis))


def _amended_dates(law: StatedFacts, decision: Policy) -> VersionDates:
    """The dates of an amended law; those that its new text does not state are the decision's."""
    law_dates, decision_date = version_dates(law), decision.dated
    is_stated = law_dates.made_on is not None and (
        decision_date is None or law_dates.made_on >= decision_date
    )
    made_on = law_dates.made_on if is_stated else decision_date
    effective_on = law_dates.effective_on or decision.effective_on
    is_before = made_on is not None and effective_on is not None and effective_on < made_on
    return VersionDates(made_on, None if is_before else effective_on)
