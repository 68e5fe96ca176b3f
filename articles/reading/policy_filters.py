"""The filters of the list of policies, a form and its rows (django-filter)."""

import django_filters

from articles.models import Issuer, Policy
from articles.models.policy import DocumentKind, PolicyStatus


class PolicyFilter(django_filters.FilterSet):
    """Narrow the list of policies by words of title or number, kind, issuer and status."""

    q = django_filters.CharFilter(method="by_name", label="标题或发文字号", max_length=100)
    issuer = django_filters.ChoiceFilter(
        field_name="issuers__name",
        label="发文机关",
        empty_label="全部",
        choices=lambda: [(name, name) for name in Issuer.objects.names_in_use()],
    )
    kind = django_filters.ChoiceFilter(label="文件种类", choices=DocumentKind, empty_label="全部")
    status = django_filters.ChoiceFilter(label="效力状态", choices=PolicyStatus, empty_label="全部")

    class Meta:
        model = Policy
        fields = ("q", "kind", "issuer", "status")

    def by_name(self, policies, name: str, value: str):
        return policies.named_like(value)
