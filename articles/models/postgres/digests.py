"""The digest by which a text is known to be unchanged."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Func


def text_sha256(text: str) -> str:
    """The SHA-256 (hex) of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


class DatabaseSha256(Func):
    """The same digest computed by PostgreSQL, so that a wrong one cannot be stored."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()
