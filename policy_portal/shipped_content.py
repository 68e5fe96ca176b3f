"""Loading what ships with the portal, at each start or by a command: the audit log tells when it changed."""

from __future__ import annotations

from collections.abc import Callable

from articles.importing.shipped.shipped_policies import load_shipped_content
from articles.models import Policy, ShippedFile
from guidance.measures.shipped_measures import load_shipped_measures
from policy_portal.audit import AuditKind, record, record_command


def load_policies(*, by_command: bool = False) -> str:
    return _load_and_record(load_shipped_content, by_command=by_command)


def load_measures(*, by_command: bool = False) -> str:
    return _load_and_record(load_shipped_measures, by_command=by_command)


def _load_and_record(load: Callable[[], str], *, by_command: bool) -> str:
    before = _loaded_state()
    summary = load()
    if _loaded_state() != before:
        add_entry = record_command if by_command else record
        add_entry(AuditKind.IMPORT, f"载入随附内容：{summary}")
    return summary


def _loaded_state() -> tuple[int, set[tuple[str, str]]]:
    """Which files have been loaded, in which versions, and how many policies there are."""
    return Policy.objects.count(), set(ShippedFile.objects.values_list("path", "sha256"))
