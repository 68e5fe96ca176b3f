"""Deletes rows for good, with all that protects them; no page and no import does.

Rows that people wrote refer to their article or policy by PROTECT, so that no deletion includes them by
accident (docs/decisions/0031). Tests, or an operator at a shell, delete everything with these functions.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models, transaction

from articles.models import Policy

#: What a foreign key says that refuses the deletion of what it points to.
_PROTECTING = (models.PROTECT, models.RESTRICT)


@transaction.atomic
def remove_policy(policy: Policy) -> None:
    """Delete a policy with its articles and all rows about them."""
    remove_for_good(Policy.objects.with_ids([policy.pk]))


@transaction.atomic
def remove_for_good(rows: models.QuerySet) -> None:
    """Delete `rows` and, before them, all rows that protect them."""
    ids = list(rows.order_by().values_list("pk", flat=True))
    if not ids:
        return
    for model, field in _protectors(rows.model):
        remove_for_good(model._base_manager.filter(**{f"{field}__in": ids}))
    rows.model._base_manager.filter(pk__in=ids).delete()


def _protectors(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete in _PROTECTING:
            yield relation.related_model, relation.field.name
