"""Links proposed (提出) by somebody who may not publish them: taken back, and proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models.editing.row_revision import kept_change
from articles.models.links.evidence import Evidence, LinkStatus
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TAKE_BACK, PROPOSE = "take_back", "propose"
LABELS = {TAKE_BACK: "撤回", PROPOSE: "重新提出"}


def own_steps(row: Evidence, user: User) -> tuple[tuple[str, str], ...]:
    """What the user may do with a link because they have proposed it."""
    if row.created_by_id != user.pk:
        return ()
    if row.status == LinkStatus.SUGGESTED:
        return ((TAKE_BACK, LABELS[TAKE_BACK]),)
    is_taken_back = row.status == LinkStatus.REJECTED and row.decided_by_id == user.pk
    return ((PROPOSE, LABELS[PROPOSE]),) if is_taken_back else ()


def take_own_step(row: Evidence, step: str, *, by: User) -> None:
    """Take back the proposal, or make it again. Raises Refusal where it is not theirs, or not so any more."""
    if step not in dict(own_steps(row, by)):
        raise Refusal("只有提出的人能撤回，而且要在审定之前。")
    with kept_change(row, by=by, note=LABELS[step]):
        is_back = step == TAKE_BACK
        row.status = LinkStatus.REJECTED if is_back else LinkStatus.SUGGESTED
        row.decided_by = by if is_back else None
        row.decided_at = timezone.now() if is_back else None
        row.save(update_fields=["status", "decided_by", "decided_at"])
