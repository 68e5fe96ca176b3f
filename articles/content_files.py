"""Reads the data files that ship with the portal, those of CONTENT_DIR."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings


def content_table(path: str | Path) -> dict[str, Any]:
    """A file of TOML, named by its path within CONTENT_DIR or from the root."""
    return tomllib.loads((settings.CONTENT_DIR / path).read_text(encoding="utf-8"))
