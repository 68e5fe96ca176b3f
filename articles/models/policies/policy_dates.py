"""Check constraints for the order of a policy's dates (`chronology`)."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q

from articles.text.parsing.chronology import NAMES, ORDER, PAST, STARTED


class Today(models.Func):
    """The database's current date plus some days."""

    template = "(CURRENT_DATE + %(days)s)"
    output_field = models.DateField()

    def __init__(self, *, days: int = 0) -> None:
        super().__init__(days=days)

    def deconstruct(self) -> tuple[str, tuple, dict[str, int]]:
        return "articles.models.policies.policy_dates.Today", (), {"days": self.extra["days"]}


DATES_IN_ORDER = [
    *(
        models.CheckConstraint(
            condition=Q(**{f"{earlier}__lte": F(later)}),
            name=f"policy_{earlier.removesuffix('_on')}_before_{later.removesuffix('_on')}",
            violation_error_message=f"{NAMES[later]}早于{NAMES[earlier]}。",
        )
        for earlier, later in ORDER
    ),
    models.CheckConstraint(
        # One day more: China may be a day ahead of the database's date.
        condition=reduce(and_, (Q(**{f"{name}__lte": Today(days=1)}) for name in PAST)),
        name="policy_made_in_the_past",
        violation_error_message="通过、成文、公布、修改的日期不能在今天之后。",
    ),
    models.CheckConstraint(
        condition=~Q(effective_basis="")
        | (
            Q(effective_on__gte=F("adopted_on"))
            & Q(effective_on__gte=F("signed_on"))
            & (Q(amended_on__isnull=False) | Q(effective_on__gte=F("published_on")))
        ),
        name="policy_reaching_back_has_basis",
        violation_error_message="施行日期早于通过、成文或公布日期：请在“施行日期说明”写明依据。",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=STARTED) | Q(effective_on__lte=Today(days=1)),
        name="policy_in_force_has_begun",
        violation_error_message="施行日期还没有到，效力状态应为“尚未施行”。",
    ),
]
