"""Filters of the list of measures, for the API (django-filter)."""

import django_filters

from guidance.models import SupportMeasure


class ApiMeasureFilter(django_filters.FilterSet):
    """Narrow the measures by force, instrument, ministry, who may use them, activity, policy and words."""

    force = django_filters.CharFilter(method="by_force")
    instrument = django_filters.CharFilter(method="by_instrument")
    ministry = django_filters.CharFilter(method="by_ministry")
    kind = django_filters.CharFilter(method="by_kind")
    activity = django_filters.CharFilter(method="by_activity")
    policy = django_filters.CharFilter(method="by_policy")
    q = django_filters.CharFilter(method="by_words")

    class Meta:
        model = SupportMeasure
        fields = ()

    def by_force(self, measures, name: str, value: str):
        return measures.with_force(value)

    def by_instrument(self, measures, name: str, value: str):
        return measures.using_instrument(value)

    def by_ministry(self, measures, name: str, value: str):
        return measures.of_ministry(value)

    def by_kind(self, measures, name: str, value: str):
        return measures.usable_by(value)

    def by_activity(self, measures, name: str, value: str):
        return measures.about_activity(value)

    def by_policy(self, measures, name: str, value: str):
        return measures.of_policy_slugged(value)

    def by_words(self, measures, name: str, value: str):
        return measures.with_words(value)
