"""Taking rows away for good, knowingly: no page does, and no import.

What people wrote hangs on its article or policy by PROTECT, so that no deletion takes it along unasked
(docs/decisions/0031). Whoever does mean all of it, a test or an operator at a shell, says so here.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models, transaction

from articles.models import Policy


@transaction.atomic
def remove_policy(policy: Policy) -> None:
    """Delete a policy with its articles and all that was ever written about them."""
    remove_for_good(Policy.objects.with_ids([policy.pk]))


@transaction.atomic
def remove_for_good(rows: models.QuerySet) -> None:
    """Delete `rows` and, before them, every row that protects them; what merely points there lets go."""
    ids = list(rows.order_by().values_list("pk", flat=True))
    if not ids:
        return
    for model, field in _protectors(rows.model):
        remove_for_good(model._base_manager.filter(**{f"{field}__in": ids}))
    rows.model._base_manager.filter(pk__in=ids).delete()


def _protectors(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) in (models.PROTECT, models.RESTRICT):
            yield relation.related_model, relation.field.name
