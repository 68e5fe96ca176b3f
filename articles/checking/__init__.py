"""引文核验: the citations and quotations of a draft, checked word by word against the texts held here."""

from articles.checking.checker import check_draft
from articles.checking.findings import (
    FAULTS,
    Difference,
    Finding,
    Kind,
    Report,
    Stress,
    UnitRef,
    Verdict,
)

__all__ = [
    "FAULTS",
    "Difference",
    "Finding",
    "Kind",
    "Report",
    "Stress",
    "UnitRef",
    "Verdict",
    "check_draft",
]
