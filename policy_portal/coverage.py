"""What the portal holds and what it is known to lack, for other systems: /api/v1/coverage/."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.timezone import localdate
from rest_framework import serializers
from rest_framework.response import Response

from articles.api.base import ApiView
from articles.api.fields import Moment
from articles.api.schema import endpoint
from articles.models import Entity, Mention, Policy
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.models.postgres.content_versions import remembered
from policy_portal.holdings import holdings

#: Documents that are cited and not held, listed; all are counted.
_MOST_LISTED = 50
_NOTICE = "没有收录的文件不在检索和核验的范围内：没有找到只表示本站没有，不表示没有这样的规定。"


class CountFields(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class NotHeldFields(serializers.Serializer):
    name = serializers.CharField(help_text="文件名称，不带书名号。")
    citations = serializers.IntegerField(help_text="本站的条文引用它的次数。")


class CoverageFields(serializers.Serializer):
    as_of = serializers.DateField(help_text="作出这个回答的日期；内容随时可能更新。")
    modified = Moment(allow_null=True, help_text="文本最近一次改动的时间。")
    policies = serializers.IntegerField(help_text="公开的政策、法规件数。")
    articles = serializers.IntegerField(help_text="公开的条文数。")
    measures = serializers.IntegerField(help_text="公开的支持措施数。")
    kinds = CountFields(many=True, help_text="按文件种类。")
    statuses = CountFields(many=True, help_text="按效力状态。")
    earliest = serializers.DateField(allow_null=True, help_text="最早的一件成文、通过的日期。")
    latest = serializers.DateField(allow_null=True, help_text="最晚的一件成文、通过的日期。")
    unverified = serializers.IntegerField(help_text="效力状态待核实的件数。")
    not_held_count = serializers.IntegerField(help_text="被本站的条文引用、而本站没有收录的文件数。")
    not_held = NotHeldFields(many=True, help_text=f"其中被引用最多的，至多 {_MOST_LISTED} 件。")
    notice = serializers.CharField()


class CoverageView(ApiView):
    @endpoint("收录了什么、已知缺什么", CoverageFields, operation="coverage")
    def get(self, request: HttpRequest) -> Response:
        return Response(self.represent(CoverageFields, {**coverage(), "as_of": localdate()}))


@remembered(Policy, Entity, Mention)
def _gaps() -> tuple[int, tuple[Entity, ...]]:
    missing = Entity.objects.not_held()
    return missing.count(), tuple(missing[:_MOST_LISTED])


def coverage() -> dict[str, object]:
    totals, (not_held_count, not_held) = holdings(), _gaps()
    policies = Policy.objects.published()
    return {
        "modified": totals.changed_at,
        "policies": totals.policies,
        "articles": totals.articles,
        "measures": totals.measures,
        "kinds": _count_rows(policies.counts_of("kind"), DocumentKind),
        "statuses": _count_rows(policies.counts_of("status"), PolicyStatus),
        **policies.dates_made(),
        "unverified": totals.unverified,
        "not_held_count": not_held_count,
        "not_held": not_held,
        "notice": _NOTICE,
    }


def _count_rows(counts: Mapping[str, int], choices: type[TextChoices]) -> list[dict[str, object]]:
    return [
        {"value": choice.value, "label": choice.label, "count": counts[choice]}
        for choice in choices
        if choice in counts
    ]
