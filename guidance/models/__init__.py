"""Support measures of the policies, their criteria with the words that set them, and what editors changed."""

from guidance.models.criterion import Criterion, Fact
from guidance.models.details import Caution, CompetentMinistry, StatedValue
from guidance.models.draft_count import DraftCount
from guidance.models.measure import (
    ArticleWithoutMeasure,
    MeasureInstrument,
    MeasureQuote,
    MeasureStatus,
    SupportMeasure,
)
from guidance.models.rejected_draft import RejectedDraft
from guidance.models.revision import MeasureRevision

__all__ = [
    "ArticleWithoutMeasure",
    "Caution",
    "CompetentMinistry",
    "Criterion",
    "DraftCount",
    "Fact",
    "MeasureInstrument",
    "MeasureQuote",
    "MeasureRevision",
    "MeasureStatus",
    "RejectedDraft",
    "StatedValue",
    "SupportMeasure",
]
