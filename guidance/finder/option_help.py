"""One line on every option of the finder: what the word means (fixtures/guidance/explanations.toml)."""

from __future__ import annotations

from functools import cache

from articles.content_files import content_table


@cache
def explanations() -> dict[str, dict[str, str]]:
    """By vocabulary (topic, kind, size, ownership, multinational, activity) and code."""
    return content_table("guidance/explanations.toml")
