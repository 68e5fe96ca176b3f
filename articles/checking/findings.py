"""What a check of a draft finds: each citation and quotation, with its verdict, place and differences.

Offsets are Python string offsets (code points) in the draft as given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices


class FindingKind(TextChoices):
    CITATION = "citation", "引用"
    QUOTATION = "quotation", "引文"


class CheckVerdict(TextChoices):
    """What the library says of a citation or quotation; docs/checking.md explains each."""

    EXACT = "exact", "逐字相符"
    DIFFERS = "differs", "有出入"
    PARAPHRASE = "paraphrase", "意思转述"
    MISATTRIBUTED = "misattributed", "出处不符"
    NO_SUCH_UNIT = "no_such_unit", "条号不存在"
    NOT_HELD = "not_held", "本库未收录"
    OLD_VERSION = "old_version", "旧版本"


#: The verdicts that ask for a correction of the draft.
FAULTS = frozenset(
    {CheckVerdict.DIFFERS, CheckVerdict.MISATTRIBUTED, CheckVerdict.NO_SUCH_UNIT, CheckVerdict.OLD_VERSION}
)


class Stress(TextChoices):
    """What a difference touches; all but `OTHER` may turn the meaning round."""

    NEGATION = "negation", "否定"
    DUTY = "duty", "义务和权限"
    NUMBER = "number", "数字"
    AMOUNT = "amount", "金额"
    DATE = "date", "日期和期限"
    OTHER = "other", "其他"


@dataclass(frozen=True)
class Difference:
    """The words [start, end) of the draft, and those that stand in the text instead; either may be empty."""

    start: int
    end: int
    draft: str
    right: str
    stress: Stress = Stress.OTHER


@dataclass(frozen=True)
class UnitRef:
    """A place of a held text: an article, a 款 or 项 of it, another unit, or a whole document.

    `citation` and `text` are the right ones to copy; `text` and `sha256` are empty for a whole document.
    `dated` is the date of the version that was compared.
    """

    policy: str  # title
    slug: str
    label: str
    url: str
    sha256: str = ""
    citation: str = ""
    text: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Finding:
    """A citation or quotation [start, end) of the draft.

    `words` are the draft's own, `right` those to put in their place (empty where nothing is known to be
    wrong), `elsewhere` other units where the words stand. `status` is a `PolicyStatus`, or "doubtful" where
    something says that the text may have ended; "" where the document is not held.
    """

    start: int
    end: int
    kind: FindingKind
    verdict: CheckVerdict
    words: str
    explanation: str
    status: str = ""
    status_label: str = ""
    unit: UnitRef | None = None
    differences: tuple[Difference, ...] = ()
    right: str = ""
    elsewhere: tuple[UnitRef, ...] = ()

    @property
    def is_fault(self) -> bool:
        return self.verdict in FAULTS

    @property
    def verdict_label(self) -> str:
        """The verdict in Chinese; of a citation alone, whose words nobody has quoted, what was seen."""
        if self.kind is FindingKind.CITATION and self.verdict is CheckVerdict.EXACT:
            return "出处存在"
        return self.verdict.label


@dataclass(frozen=True)
class Report:
    """All findings in the order of the draft."""

    findings: tuple[Finding, ...] = field(default=())

    @cached_property
    def summary(self) -> Mapping[str, int]:
        """How many findings have each verdict; every verdict is there."""
        counts = Counter(finding.verdict for finding in self.findings)
        return {verdict.value: counts[verdict] for verdict in CheckVerdict}

    @property
    def has_faults(self) -> bool:
        return any(finding.is_fault for finding in self.findings)
