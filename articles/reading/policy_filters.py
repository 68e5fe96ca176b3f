"""Filters of the lists, for pages and for the API (django-filter)."""

import django_filters

from articles.models import Entity, Issuer, Policy
from articles.models.entity import EntityKind
from articles.models.policy import DocumentKind, PolicyStatus
from articles.text.wording.folding import fold


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


class ApiPolicyFilter(PolicyFilter):
    """The same for the API: any issuer may be asked for, and the year the document was made."""

    issuer = django_filters.CharFilter(field_name="issuers__name", label="发文机关", max_length=100)
    year = django_filters.NumberFilter(method="by_year", label="年份")

    class Meta(PolicyFilter.Meta):
        fields = (*PolicyFilter.Meta.fields, "year")

    def by_year(self, policies, name: str, value: int):
        return policies.made_in(int(value))


class EntityFilter(django_filters.FilterSet):
    """Narrow the list of entities by kind and by words of the name."""

    kind = django_filters.ChoiceFilter(choices=EntityKind)
    q = django_filters.CharFilter(method="by_name", max_length=100)

    class Meta:
        model = Entity
        fields = ("kind", "q")

    def by_name(self, entities, name: str, value: str):
        return entities.named_with(fold(value))
