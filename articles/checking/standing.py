"""The validity of a policy as findings state it."""

from __future__ import annotations

from articles.models import Policy

DOUBTFUL = "doubtful"


def standing_of(policy: Policy) -> tuple[str, str]:
    """The code of its status and its words: ("unverified", "2009年文件，效力待核实")."""
    return (DOUBTFUL if policy.doubts else policy.status), policy.standing
