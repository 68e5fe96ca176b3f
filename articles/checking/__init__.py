"""引文核验: the citations and quotations of a draft, checked word by word against the texts held here."""

from articles.checking.checker import MOST_CHARACTERS, check_draft
from articles.checking.findings import (
    FAULTS,
    CheckVerdict,
    Difference,
    Finding,
    FindingKind,
    Report,
    Stress,
    UnitRef,
)

__all__ = [
    "FAULTS",
    "MOST_CHARACTERS",
    "CheckVerdict",
    "Difference",
    "Finding",
    "FindingKind",
    "Report",
    "Stress",
    "UnitRef",
    "check_draft",
]
