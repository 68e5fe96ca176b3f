"""The endpoints of /api/v1/guidance/."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.api.base import ApiView
from articles.api.json_body import refuse_chunks
from articles.api.page_parameters import PageParameters
from articles.api.paging import Paged
from articles.api.schema import SLUG, endpoint, page_of
from articles.models.postgres.content_versions import one_state
from articles.reading.former_addresses import policy_called
from articles.search import LONGEST_QUERY, in_policy, search
from guidance.api import fields
from guidance.api.profile import ProfileFields, ProfileParser, profile_of
from guidance.api.response_bodies import judged_profile, vocabulary
from guidance.finder.judgement import judgement_of_profile
from guidance.matching.measure import Measure
from guidance.matching.measure_choices import Force, Purpose
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.measures.list_filters import having
from guidance.models.catalogue import public_clause, public_clauses

MeasurePage = page_of("MeasurePage", fields.MeasureItem)


class MeasureParameters(PageParameters):
    purpose = serializers.ChoiceField(
        Purpose.choices, default=Purpose.SUPPORT, help_text="支持措施，或须注意的限制"
    )
    force = serializers.ChoiceField(Force.choices, required=False, help_text="效力性质")
    instrument = serializers.SlugField(required=False, help_text="政策工具的标识；分类包括它之下的各项")
    ministry = serializers.SlugField(required=False, help_text="主管部委的标识")
    kind = serializers.ChoiceField(ApplicantKind.choices, required=False, help_text="原文不排除的单位类别")
    activity = serializers.ChoiceField(Activity.choices, required=False, help_text="涉及的活动")
    policy = serializers.SlugField(required=False, help_text="政策的标识")
    q = serializers.CharField(
        required=False, max_length=100, allow_blank=True, help_text="名称、说明、原文中的词"
    )


class GuidanceRoot(ApiView):
    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> Response:
        names = ("vocabulary", "answer", "match", "measures")
        return Response({name: self.site(reverse(f"guidance_api:{name}")) for name in names})


class GuidanceVocabulary(ApiView):
    @endpoint("匹配所用的全部代码和判断事项", fields.VocabularyFields, operation="guidance_vocabulary")
    def get(self, request: HttpRequest) -> Response:
        return Response(self.represent(fields.VocabularyFields, vocabulary()))


class QuestionParameters(serializers.Serializer):
    q = serializers.CharField(
        max_length=LONGEST_QUERY, allow_blank=True, default="", help_text="用日常的话问，至多 500 字"
    )
    policy = serializers.SlugField(required=False, help_text="只就这件政策")


class AnswerView(ApiView):
    parameters = QuestionParameters

    @endpoint(
        "对提问的直接回答，与检索相同",
        fields.AnsweredFields,
        query=QuestionParameters,
        operation="guidance_answer",
    )
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        policy = policy_called(parameters["policy"]) if "policy" in parameters else None
        if "policy" in parameters and not (policy and policy.is_published):
            raise Http404
        results = search(parameters["q"], choices=in_policy(policy), page_size=1)
        return Response(self.represent(fields.AnsweredFields, results))


class MatchView(ApiView):
    """A read by POST: what is sent is not stored."""

    parser_classes = (ProfileParser,)

    @endpoint(
        "哪些支持措施适用，为什么", fields.MatchingFields, body=ProfileFields, operation="guidance_match"
    )
    def post(self, request: HttpRequest) -> Response:
        refuse_chunks(request.headers)
        profile, ignored = profile_of(request.data)
        with one_state():
            answer = judged_profile(judgement_of_profile(profile), ignored_fields=ignored)
            return Response(self.represent(fields.MatchingFields, answer))


class MeasureList(ApiView):
    parameters = MeasureParameters

    @endpoint("支持措施", MeasurePage, query=MeasureParameters, operation="guidance_measures")
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        clauses = [clause for clause in public_clauses() if clause.purpose == parameters["purpose"]]
        words = parameters.get("q", "").casefold().split()
        matching = [
            clause
            for clause in having(clauses, parameters)
            if all(word in _searched_text(clause) for word in words)
        ]
        return Paged(self, matching, parameters).response(fields.MeasureItem)


def _searched_text(clause: Measure) -> str:
    """Where the words of a list are looked for."""
    return "\n".join((clause.title, clause.promise, *clause.questions, clause.article.text)).casefold()


class MeasureDetail(ApiView):
    @endpoint("一项支持措施", fields.MeasureFields, path=(SLUG,), operation="guidance_measure")
    def get(self, request: HttpRequest, slug: str) -> Response:
        measure = public_clause(slug)
        if measure is None:
            raise Http404
        return Response(self.represent(fields.MeasureFields, measure))
