"""The files that a policy's texts were read from, in order and each at its version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from django.utils import timezone

from articles.importing.files.combined_files import numbers_of
from articles.importing.identification.identity import KnownPolicy
from articles.importing.prepare import Prepared
from articles.models import Policy, PolicyVersion, SourceFile
from articles.text.parsing.structure import report


def keep_source(
    prepared: Prepared, policy: Policy, known: KnownPolicy | None, *, former: PolicyVersion | None = None
) -> None:
    """Store the text with those of the policy's other parts, in the order of their articles.

    The files that it replaces are those of `former`, the version that was present before.
    """
    row = _source_file(prepared, policy)
    if known is None:  # a new policy has no other file
        row.position = 1
        row.save()
        return
    numbered_files = [(numbers_of(prepared.parsed)[0], row)]
    numbered_files += [(numbers_of(part.parsed)[0], part.file) for part in known.remaining]
    for file in known.replaced:
        file.version = former
    present_files = [file for _, file in sorted(numbered_files, key=itemgetter(0))]
    _place_files(policy, present_files, replaced=known.replaced, at=row.imported_at)


def _place_files(
    policy: Policy, present_files: Sequence[SourceFile], *, replaced: Sequence[SourceFile], at: datetime
) -> None:
    """Order the present source files by their articles, with the replaced ones last."""
    for file in replaced:
        file.replaced_at = file.replaced_at or at
    earlier_files = [*policy.source_files.replaced(), *replaced]
    for position, file in enumerate([*present_files, *earlier_files], start=1):
        file.position = position
        file.save()


def keep_source_of(version: PolicyVersion, prepared: Prepared) -> None:
    """Store the text of a version that is not the present one."""
    policy, row = version.policy, _source_file(prepared, version.policy)
    row.version = version
    _place_files(policy, list(policy.source_files.present()), replaced=[row], at=row.imported_at)


def _source_file(prepared: Prepared, policy: Policy) -> SourceFile:
    source = prepared.source
    omissions = [f"L{omission.line} {omission}" for omission in source.omissions]
    return SourceFile(
        policy=policy,
        name=source.name[-255:],
        format=source.format,
        text=source.text,
        sha256=prepared.digest,
        report="\n".join([*omissions, report(prepared.parsed)]),
        outline=prepared.outline,
        imported_at=timezone.now(),
    )
