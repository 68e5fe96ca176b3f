"""The registry of checks: the setting `PORTAL_QUALITY` names a class for each, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.review.counting import numbers_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class QualityCheck:
    """A check of the content: `label` says what is wrong, `reason` in one sentence why it matters.

    To add a check, write such a class and name it in the setting.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    reason: ClassVar[str]
    model: ClassVar[type[models.Model]]

    def rows(self) -> models.QuerySet:
        """The rows that are wrong."""
        raise NotImplementedError

    def in_order(self, rows: models.QuerySet) -> models.QuerySet:
        """The rows in the order of the list, with everything that `place` and `problem` read."""
        return rows.order_by("pk")

    def place(self, row: Any) -> str:
        """The policy and the place."""
        return str(row)

    def problem(self, row: Any) -> str:
        """What is wrong with this row, where it says more than the label."""
        return ""

    def mend(self, row: Any) -> str:
        """The address of the page where it is corrected."""
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

    def may_see(self, user: User) -> bool:
        return user.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}")


def quality_checks(user: User) -> Sequence[QualityCheck]:
    """The checks of what a user may see."""
    checks: list[QualityCheck] = [import_string(path)() for path in settings.PORTAL_QUALITY]
    return [check for check in checks if check.may_see(user)]


def check_named(name: str, user: User) -> QualityCheck | None:
    return next((check for check in quality_checks(user) if check.name == name), None)


def numbers_of_checks(checks: Iterable[QualityCheck]) -> list[tuple[QualityCheck, int]]:
    """How many rows each check finds, counted in one statement."""
    checks = list(checks)
    numbers = numbers_of({check.name: check.rows() for check in checks})
    return [(check, numbers[check.name]) for check in checks]
