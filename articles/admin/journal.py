"""What editors do is recorded in the portal's audit log, which the setting `PORTAL_AUDIT` names: this app
knows of no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest

CONTENT, IMPORT, PUBLISHING, SETTINGS = "content", "import", "publishing", "settings"


def audit() -> ModuleType:
    """`policy_portal.audit`, or what takes its place: record_change, last_of, entries_of."""
    return import_module(settings.PORTAL_AUDIT)


def log_rows(
    request: HttpRequest, rows: Iterable[models.Model], message: str | list, *, kind: str = ""
) -> None:
    """Record one entry for each row; `message` in words, or as Django's forms say what they changed."""
    audit().record_change(request, rows, change_text(message), kind=kind)


def change_text(message: str | list, *, flag: int = 0) -> str:
    """Django's structured message (what a form changed) in Chinese."""
    if isinstance(message, str):
        return message
    return LogEntry(action_flag=flag, change_message=json.dumps(message)).get_change_message()
