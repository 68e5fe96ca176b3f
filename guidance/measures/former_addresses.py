"""Former addresses of measures lead to the present ones (docs/decisions/0029)."""

from __future__ import annotations

from django.urls import ResolverMatch, reverse

from articles.models import FormerAddress
from articles.models.former_address import AddressKind
from articles.reading.former_addresses import PresentAddress
from guidance.models import SupportMeasure


def present_address(match: ResolverMatch) -> PresentAddress | None:
    """The present address of the measure that once had this slug; None for other views and unknown slugs."""
    if match.namespace not in ("guidance", "guidance_api") or "slug" not in match.kwargs:
        return None
    slug = match.kwargs["slug"]
    if SupportMeasure.objects.with_slugs([slug]).exists():
        return None
    holder = FormerAddress.objects.holder(AddressKind.MEASURE, slug)
    measure = SupportMeasure.objects.with_ids([holder]).first() if holder else None
    if measure is None:
        return None
    return PresentAddress(reverse(match.view_name, args=[measure.slug]), measure.is_published)
