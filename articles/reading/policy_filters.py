"""The filters of the list of policies, a form and its rows (django-filter)."""

from datetime import date

import django_filters
from django import forms

from articles.models import Issuer, Policy, PolicyRecord
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.models.policies.policy_record import PolicyRecordKind


def _choices_in_use(kind: PolicyRecordKind) -> list[tuple[str, str]]:
    return [(value, value) for value in PolicyRecord.objects.values_in_use(kind)]


class PolicyFilter(django_filters.FilterSet):
    """Narrow the list of policies by words of title or number, kind, issuer, genre, topic, status and day."""

    q = django_filters.CharFilter(method="by_name", label="标题或发文字号", max_length=100)
    issuer = django_filters.ChoiceFilter(
        field_name="issuers__name",
        label="发文机关",
        empty_label="全部",
        choices=lambda: [(name, name) for name in Issuer.objects.names_in_use()],
    )
    kind = django_filters.ChoiceFilter(label="文件种类", choices=DocumentKind, empty_label="全部")
    genre = django_filters.ChoiceFilter(
        method="by_genre",
        label="公文种类",
        empty_label="全部",
        choices=lambda: _choices_in_use(PolicyRecordKind.GENRE),
    )
    topic = django_filters.ChoiceFilter(
        method="by_topic",
        label="主题分类",
        empty_label="全部",
        choices=lambda: _choices_in_use(PolicyRecordKind.TOPIC),
    )
    status = django_filters.ChoiceFilter(label="效力状态", choices=PolicyStatus, empty_label="全部")

    at = django_filters.DateFilter(
        method="by_day",
        label="某一天已有文本",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Policy
        fields = ("q", "kind", "issuer", "genre", "topic", "status", "at")

    def by_name(self, policies, name: str, value: str):
        return policies.named_like(value)

    def by_genre(self, policies, name: str, value: str):
        return policies.of_genre(value)

    def by_topic(self, policies, name: str, value: str):
        return policies.of_topic(value)

    def by_day(self, policies, name: str, value: date):
        return policies.with_text_on(value)

    @property
    def day(self) -> date | None:
        """The day that is asked for, if any."""
        return self.form.cleaned_data.get("at") if self.is_bound and self.form.is_valid() else None
