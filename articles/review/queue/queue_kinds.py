"""The kinds of rows in the queue.

The setting `PORTAL_QUEUE` names a class for each, in the order in which they are shown; those of other apps
are named there as well, as `articles` imports none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.models import Policy
from articles.review.decisions import Decision
from articles.review.queue.filters import QueueFilters
from articles.review.queue.items import QueueItem, SameWords
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class QueueKind:
    """A kind of rows that wait. Rows are in the order of `order`: a policy, if they have one, and the id."""

    name: ClassVar[str]
    label: ClassVar[str]
    model: ClassVar[type[models.Model]]
    #: The path from a row to its policy.
    policy_path: ClassVar[str] = "policy"
    #: The id, alone or behind one other field.
    order: ClassVar[tuple[str, ...]] = ("policy_id", "pk")
    accept_label, reject_label = "接受", "否决"
    #: What the reviewer chose → how the batch is called.
    verbs: ClassVar[dict[str, str]] = {"accept": "接受", "reject": "否决"}

    def waiting(self) -> models.QuerySet:
        """All rows that wait."""
        raise NotImplementedError

    def narrowed(self, rows: models.QuerySet, filters: QueueFilters) -> models.QuerySet:
        """The rows that meet the filters for entity and certainty; kinds without these have none."""
        return rows.none() if filters.entity or filters.certainty else rows

    def with_context(self, rows: models.QuerySet) -> models.QuerySet:
        """The rows with everything that `item` reads."""
        return rows

    def item(self, row: Any) -> QueueItem:
        raise NotImplementedError

    def decide(self, rows: models.QuerySet, choice: str, *, by: User, answer: str = "") -> Decision:
        """Accept or reject rows."""
        raise NotImplementedError

    def alike(self, row: Any) -> Any:
        """The rows that wait and say the same; None where each needs a decision of its own."""
        return None

    def same_words(self, rows: Sequence[Any]) -> dict[int, SameWords]:
        """How many say the same as each of these rows, by their ids."""
        return {}

    def who_decided(self, row: Any) -> str:
        """Who has decided on a row that does not wait any more, and how."""
        return ""

    def may_see(self, user: User) -> bool:
        return self._may("view", user) or self._may("change", user)

    def may_decide(self, user: User) -> bool:
        return self._may("publish", user)

    def _may(self, verb: str, user: User) -> bool:
        return user.has_perm(f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}")

    def rows(self, filters: QueueFilters) -> models.QuerySet:
        """The rows that wait and meet all filters, in order."""
        rows = self.narrowed(self.waiting(), filters)
        if filters.policy:
            rows = rows.filter(**{f"{self.policy_path}__in": Policy.objects.called(filters.policy)})
        return rows.order_by(*self.order)

    def rows_after(self, rows: models.QuerySet, pk: int) -> models.QuerySet:
        """Those of `rows` that follow the one with this id, which need not wait any more."""
        last = self.model._base_manager.filter(pk=pk).values_list(*self.order).first()
        if last is None:
            return rows
        *fields_before_id, _ = self.order  # the id comes last
        if not fields_before_id:
            return rows.filter(pk__gt=pk)
        (field,) = fields_before_id
        return rows.filter(Q(**{f"{field}__gt": last[0]}) | Q(**{field: last[0]}, pk__gt=pk))

    def key(self, row: models.Model) -> str:
        return f"{self.name}-{row.pk}"

    def edit_address(self, row: models.Model) -> str:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def queue_kinds(user: User | None = None) -> Sequence[QueueKind]:
    """The kinds in order; with a user, those that they may see."""
    kinds = [import_string(path)() for path in settings.PORTAL_QUEUE]
    return [kind for kind in kinds if user is None or kind.may_see(user)]


def kind_named(name: str, user: User) -> QueueKind | None:
    return next((kind for kind in queue_kinds(user) if kind.name == name), None)


def split_key(key: str, user: User) -> tuple[QueueKind, int] | None:
    """The kind and the id that the key of an item says; None if it is none."""
    name, _, typed = key.rpartition("-")
    kind, pk = kind_named(name, user), whole_number(typed, at_most=HIGHEST_ID)
    return (kind, pk) if kind and pk is not None else None
