"""What an applicant has to heed (须注意的限制). Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable

from guidance.matching.matcher import Match, match
from guidance.matching.measure import Measure
from guidance.matching.profile import EnterpriseProfile


def limits_for(profile: EnterpriseProfile, limits: Iterable[Measure]) -> list[Match]:
    """The limits about something that the applicant does or seeks support for, and that no answer excludes.

    Their order is that of `match`: what surely concerns the applicant comes first.
    """
    return [judged for judged in match(profile, limits) if judged.is_offered and judged.is_about_activities]
