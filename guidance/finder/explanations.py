"""One line on every option of the finder: what the word means (fixtures/guidance/explanations.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=1)
def explanations() -> dict[str, dict[str, str]]:
    """By vocabulary (topic, kind, size, ownership, multinational, activity) and code."""
    path = settings.CONTENT_DIR / "guidance" / "explanations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
