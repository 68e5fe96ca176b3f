"""`?at=` in the API: a policy, its articles and units as of a day."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime, time
from email.utils import format_datetime

from django.http import Http404, HttpRequest
from rest_framework import serializers
from rest_framework.response import Response

from articles.api import fields
from articles.api.base import ApiView
from articles.api.page_parameters import PageParameters
from articles.api.signed_articles import with_evidence
from articles.models import Article, Policy
from articles.versions.timeline import NoVersionError
from articles.versions.version_texts import DatedText, dated_text

_HELP = "这一天施行的文本，如 2022-01-01；回答另有 version，写明是哪一版"


class DayParameters(serializers.Serializer):
    at = serializers.DateField(required=False, input_formats=["%Y-%m-%d"], help_text=_HELP)


class DatedPageParameters(PageParameters, DayParameters):
    """A page of a list as of a day."""


class DatedView(ApiView):
    parameters = DayParameters

    def dated(self, request: HttpRequest, slug: str) -> DatedText | None:
        """The text of the day that `at` names; None without one."""
        query = {name: value for name, value in request.GET.items() if name != "at" or value.strip()}
        day = self.validated_values(query).get("at")
        try:
            return dated_text(slug, day) if day else None
        except Policy.DoesNotExist:
            raise Http404 from None
        except NoVersionError as error:
            raise Http404(str(error)) from None

    def answer(
        self, serializer: type[serializers.Serializer], row: Policy | Article, dated: DatedText | None
    ) -> Response:
        """What the serializer says of a row and, if a day was asked for, which version that is."""
        body = dict(self.represent(serializer, row))
        if dated:
            body["version"] = {
                **dict(self.represent(fields.VersionFields, dated.version)),
                "statement": dated.statement,
                "is_announced": dated.is_announced,
            }
        if isinstance(row, Article):
            body = with_evidence(row, body)
        return Response(body, headers=headers_of(dated))


def past(dated: DatedText | None) -> DatedText | None:
    """None for the present text, which is read with its links."""
    return None if dated is None or dated.version.is_current else dated


def headers_of(dated: DatedText | None) -> dict[str, str]:
    """Memento-Datetime (RFC 7089): from when the text that is shown was in force."""
    if dated is None or dated.version.begins_on is None:
        return {}
    begins_at = datetime.combine(dated.version.begins_on, time(), tzinfo=UTC)
    return {"Memento-Datetime": format_datetime(begins_at, usegmt=True)}


def whole_text(dated: DatedText) -> Policy:
    """The policy as it was, named as `fields.PolicyFields` reads it."""
    policy = copy(dated.contents.policy)
    policy.article_count, policy.changed_at = len(dated.contents.articles), None
    return policy


def dated_article(dated: DatedText, unit: str) -> Article:
    """One article as it was, without links: those are of the present text. Raises Http404."""
    contents = dated.contents
    article = copy(contents.article(unit))
    if article is None:
        raise Http404(dated.no_such_place(f"这一处（{unit}）"))
    article.previous, article.next = contents.around_article(article)
    article.divisions = article.division.lineage if article.division else ()
    article.changed_at = None
    article.published_mentions = article.published_references = article.published_citations = ()
    return article
