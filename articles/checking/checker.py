"""Checks a draft against the library."""

from __future__ import annotations

from articles.checking.findings import Report


def check_draft(text: str) -> Report:
    """The citations and quotations of a draft with a verdict each, in order."""
    return Report()
