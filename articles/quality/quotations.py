"""The slot of the portal's check of its own quotations (the setting `PORTAL_QUOTATION_CHECK`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from articles.models import Policy
from articles.quality.policies import OfPolicies

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class FaultyQuotations(OfPolicies):
    name, label = "faulty-quotations", "引文与原文不符"
    why = "门户自己引用的文字应当一字不差。"

    def rows(self) -> QuerySet:
        return Policy.objects.with_ids(import_string(settings.PORTAL_QUOTATION_CHECK)())

    def may_see(self, user: User) -> bool:
        return bool(settings.PORTAL_QUOTATION_CHECK) and super().may_see(user)
