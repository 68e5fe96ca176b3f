"""The endpoints of /api/v1/."""

from __future__ import annotations

from itertools import chain

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from articles.api import fields
from articles.api.article_links import with_links
from articles.api.base import ApiView
from articles.api.dated import (
    DatedPageParameters,
    DatedView,
    DayParameters,
    dated_article,
    headers_of,
    past,
    whole_text,
)
from articles.api.page_parameters import FilledText, PageParameters
from articles.api.paging import Paged, link_header, no_such_page, page_links
from articles.api.schema import SLUG, UNIT, endpoint, page_of
from articles.api.search_fields import SearchFields, search_fields
from articles.api.targets import ResolvedTarget
from articles.links.documents.relations import relations_of, stated_by
from articles.models import Article, Entity, Mention, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.entities.entity_queries import EntityQuerySet
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.models.policies.policy_queries import PolicyQuerySet
from articles.reading.citation_resolution import (
    NOT_A_CITATION,
    Ambiguous,
    Resolved,
    SeveralTargets,
    Unresolved,
    resolve_text,
)
from articles.reading.contents import Contents, contents_of
from articles.reading.former_addresses import policy_called
from articles.reading.names.misspelt_names import misspelt_name
from articles.reading.places.missing_places import no_such_unit
from articles.reading.places.units import units_of
from articles.search import (
    LONGEST_QUERY,
    MOST_VALUES,
    Grouping,
    MatchMode,
    ResultType,
    SearchForm,
    Sort,
    WordScope,
    explain,
    suggest,
    with_near_documents,
)
from articles.text.citing.naming.jurisdiction import LEVELS, UNKNOWN
from articles.versions.public_history import public_history
from articles.versions.timeline import timeline_of

#: Results that are explained at once.
MOST_EXPLAINED = 20

PolicyPage = page_of("PolicyPage", fields.PolicyItem)
ArticlePage = page_of("ArticlePage", fields.ArticleItem)
EntityPage = page_of("EntityPage", fields.EntityItem)
DivisionList = page_of("DivisionList", fields.DivisionFields)
ArticleRevisionPage = page_of("ArticleRevisionPage", fields.ArticleRevisionFields)
PolicyRevisionPage = page_of("PolicyRevisionPage", fields.PolicyRevisionFields)


class PolicyParameters(PageParameters):
    q = serializers.CharField(
        required=False, max_length=100, allow_blank=True, help_text="标题或发文字号中的词"
    )
    kind = serializers.ChoiceField(DocumentKind.choices, required=False)
    status = serializers.ChoiceField(PolicyStatus.choices, required=False)
    issuer = FilledText(required=False, max_length=100, help_text="发文机关的名称")
    genre = FilledText(required=False, max_length=100, help_text="公文种类，如 通知")
    topic = FilledText(required=False, max_length=200, help_text="主题分类，照著录表")
    year = serializers.IntegerField(
        required=False, min_value=1900, max_value=2200, help_text="成文或通过的年份"
    )

    at = serializers.DateField(
        required=False, input_formats=["%Y-%m-%d"], help_text="这一天已有文本的，如 2022-01-01"
    )

    filters = {
        "at": PolicyQuerySet.with_text_on,
        "q": PolicyQuerySet.named_like,
        "kind": PolicyQuerySet.of_kind,
        "status": PolicyQuerySet.of_status,
        "issuer": PolicyQuerySet.issued_by,
        "genre": PolicyQuerySet.of_genre,
        "topic": PolicyQuerySet.of_topic,
        "year": PolicyQuerySet.made_in,
    }


class EntityParameters(PageParameters):
    kind = serializers.ChoiceField(EntityKind.choices, required=False)
    q = serializers.CharField(required=False, max_length=100, allow_blank=True, help_text="名称中的词")

    filters = {"kind": EntityQuerySet.of_kind, "q": EntityQuerySet.named_like}


class Repeated(serializers.ListField):
    """A parameter that may be repeated; what is wrong with one of its values is said of the parameter."""

    def run_child_validation(self, data: list[str]) -> list:
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(list(chain.from_iterable(error.detail.values()))) from None


def _repeated_filter(field: serializers.Field, help_text: str) -> Repeated:
    """A filter; what it may be is checked by the form of the page."""
    return Repeated(
        child=field,
        required=False,
        max_length=MOST_VALUES,
        help_text=f"{help_text}。可以重复，合于其中一个即可",
    )


def _year() -> serializers.RegexField:
    message = f"须是四位数字的年份，或 {UNKNOWN}。"
    return serializers.RegexField(rf"^(?:(?:19|20)\d\d|2100|{UNKNOWN})$", error_messages={"invalid": message})


class SearchParameters(PageParameters):
    """The filters are those of the page."""

    q = serializers.CharField(allow_blank=True, default="", help_text="检索词；过长时只用开头的部分")
    type = _repeated_filter(serializers.ChoiceField(ResultType.choices), "只要这一类结果")
    policy = _repeated_filter(serializers.SlugField(), "只在这件政策中检索")
    chapter = _repeated_filter(
        serializers.CharField(max_length=20, allow_blank=True),
        "政策中的一章，如 6；未给 policy 时属于首页政策，至多给一件",
    )
    instrument = _repeated_filter(serializers.SlugField(), "政策工具的标识；下级也算")
    ministry = _repeated_filter(serializers.SlugField(), "部委的标识")
    goal = _repeated_filter(serializers.SlugField(), "目标的标识；下级也算")
    actor = _repeated_filter(serializers.SlugField(), "主体的标识")
    kind = _repeated_filter(serializers.ChoiceField(DocumentKind.choices), "文件种类")
    status = _repeated_filter(serializers.ChoiceField(PolicyStatus.choices), "效力状态")
    level = _repeated_filter(serializers.ChoiceField(LEVELS), "层级，由发文机关和标题看出")
    region = _repeated_filter(serializers.CharField(max_length=100, allow_blank=True), "地区，如 浙江省")
    issuer = _repeated_filter(serializers.CharField(max_length=100, allow_blank=True), "发文机关的名称")
    year = _repeated_filter(_year(), "公布的年份；没有的按成文、通过的年份，都没有的是 未载明")
    effective = _repeated_filter(_year(), "施行的年份；没有的是 未载明")
    cites = FilledText(required=False, max_length=120, help_text="引用这一条的，写作 gxblk-2009-232:25")
    also = FilledText(required=False, max_length=100, help_text="结果中还须原样含有的词，空格分开")
    match = serializers.ChoiceField(
        MatchMode.choices,
        default=MatchMode.BEST,
        help_text="best：含有全部词的，和相关度不低于第一条四成的；all：含有全部词的；exact：原样含有的",
    )
    scope = serializers.ChoiceField(
        WordScope.choices, default=WordScope.TEXT, help_text="title：只在标题中找"
    )
    by = serializers.ChoiceField(
        [Grouping.UNIT.value, Grouping.DOCUMENT.value],
        default=Grouping.UNIT.value,
        help_text="document：按文件列出，每件至多三条，另给 documents；一页是 page_size 的一半件文件",
    )
    sort = serializers.ChoiceField(Sort.choices, default=Sort.RELEVANCE, help_text="次序")
    expand = serializers.ChoiceField(["0", "1"], default="1", help_text="0：不按同义词扩展")
    facets = serializers.ChoiceField(["0", "1"], default="0", help_text="1：另给各项筛选的值和条数")
    explain = serializers.ChoiceField(
        ["0", "1"], default="0", help_text=f"1：条文附得分的由来；每页至多 {MOST_EXPLAINED} 条"
    )
    correct = serializers.ChoiceField(["0", "1"], default="1", help_text="0：照原样检索，不更正")
    text = serializers.ChoiceField(["0", "1"], default="0", help_text="1：条文附全文 text")


class TypedParameters(serializers.Serializer):
    q = FilledText(max_length=LONGEST_QUERY, help_text="输入的文字")


class CitationParameters(TypedParameters):
    within = serializers.SlugField(required=False, help_text="只写条号时，它所在的政策")


class PolicyList(ApiView):
    parameters = PolicyParameters

    @endpoint("政策列表", PolicyPage, query=PolicyParameters, operation="policies")
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        policies = Policy.objects.published().with_article_counts().in_list_order()
        policies = policies.prefetch_related("issuers")
        return Paged(self, self.narrowed(policies, parameters), parameters).response(fields.PolicyItem)


class PolicyDetail(DatedView):
    @endpoint("一件政策", fields.PolicyFields, path=(SLUG,), query=DayParameters, operation="policy")
    def get(self, request: HttpRequest, slug: str) -> Response:
        dated = self.dated(request, slug)
        if former := past(dated):
            return self.answer(fields.PolicyFields, whole_text(former), dated)
        policies = Policy.objects.published().with_article_counts()
        policy = get_object_or_404(policies.prefetch_related("issuers", "addressees", "records"), slug=slug)
        policy.changed_at = policy.last_change()
        return self.answer(fields.PolicyFields, policy, dated)


class DivisionListView(ApiView):
    @endpoint("政策的编、章、节", DivisionList, path=(SLUG,), query=PageParameters, operation="divisions")
    def get(self, request: HttpRequest, slug: str) -> Response:
        divisions = published_policy(slug).divisions.with_parents()
        paged = Paged(self, divisions.order_by("position"), self.query_values(request))
        return paged.response(fields.DivisionFields)


class UnitList(DatedView):
    @endpoint(
        "政策的全部单元，依次",
        fields.UnitFields(many=True),
        path=(SLUG,),
        query=DayParameters,
        operation="units",
    )
    def get(self, request: HttpRequest, slug: str) -> Response:
        dated = self.dated(request, slug)
        units = units_of(dated.contents if dated else published_contents(slug))
        return Response(self.represent(fields.UnitFields, units, many=True), headers=headers_of(dated))


class VersionList(DatedView):
    @endpoint(
        "政策的历次版本，新的在前；写明 at 的，那一天施行的一版和当时已公布的",
        fields.VersionFields(many=True),
        path=(SLUG,),
        query=DayParameters,
        operation="versions",
    )
    def get(self, request: HttpRequest, slug: str) -> Response:
        dated = self.dated(request, slug)
        published_contents(slug)
        versions = (*dated.announced, dated.version) if dated else timeline_of(slug).versions
        body = self.represent(fields.VersionFields, versions, many=True)
        return Response(body, headers=headers_of(dated))


class RelationList(DatedView):
    @endpoint(
        "政策与其他文件的关系；写明 at 的，那一天已经写明的",
        fields.RelationFields(many=True),
        path=(SLUG,),
        query=DayParameters,
        operation="relations",
    )
    def get(self, request: HttpRequest, slug: str) -> Response:
        dated = self.dated(request, slug)
        relations = relations_of(published_policy(slug))
        if dated and dated.day:
            relations = stated_by(dated.day, relations, is_present_text=dated.version.is_current)
        body = self.represent(fields.RelationFields, relations, many=True)
        return Response(body, headers=headers_of(dated))


class ArticleList(DatedView):
    parameters = DatedPageParameters

    @endpoint("政策的条文", ArticlePage, path=(SLUG,), query=DatedPageParameters, operation="articles")
    def get(self, request: HttpRequest, slug: str) -> Response:
        dated = self.dated(request, slug)
        if former := past(dated):
            articles = former.contents.with_texts(former.contents.articles)
        else:
            articles = published_policy(slug).articles.published().for_reading().in_order()
        paged = Paged(self, articles, self.query_values(request))
        return paged.response(fields.ArticleItem, headers=headers_of(dated))


class ArticleDetail(DatedView):
    @endpoint("一条", fields.SignedArticleFields, path=(SLUG, UNIT), query=DayParameters, operation="article")
    def get(self, request: HttpRequest, slug: str, unit: str) -> Response:
        dated = self.dated(request, slug)
        if former := past(dated):
            return self.answer(fields.ArticleFields, dated_article(former, unit), dated)
        contents = published_contents(slug)
        article = with_links(article_in(contents, unit), contents)
        return self.answer(fields.ArticleFields, article, dated)


class ArticleRevisions(ApiView):
    @endpoint(
        "一条的修订",
        ArticleRevisionPage,
        path=(SLUG, UNIT),
        query=PageParameters,
        operation="article_revisions",
    )
    def get(self, request: HttpRequest, slug: str, unit: str) -> Response:
        revisions = article_in(published_contents(slug), unit).revisions.of_published().order_by("-number")
        paged = Paged(self, revisions, self.query_values(request))
        return paged.response(fields.ArticleRevisionFields)


class ArticlePublicHistory(ApiView):
    @endpoint(
        "一条的修订记录：公开过的文字，新的在前",
        fields.PublicChangeFields(many=True),
        path=(SLUG, UNIT),
        operation="article_history",
    )
    def get(self, request: HttpRequest, slug: str, unit: str) -> Response:
        changes = public_history(article_in(published_contents(slug), unit))
        return Response(self.represent(fields.PublicChangeFields, changes, many=True))


class PolicyRevisions(ApiView):
    @endpoint(
        "政策的修订", PolicyRevisionPage, path=(SLUG,), query=PageParameters, operation="policy_revisions"
    )
    def get(self, request: HttpRequest, slug: str) -> Response:
        revisions = published_policy(slug).revisions.of_published().order_by("-number")
        paged = Paged(self, revisions, self.query_values(request))
        return paged.response(fields.PolicyRevisionFields)


class EntityList(ApiView):
    parameters = EntityParameters

    @endpoint("实体：部委、目标、政策工具等", EntityPage, query=EntityParameters, operation="entities")
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        entities = Entity.objects.published().in_order().select_related("parent")
        paged = Paged(self, self.narrowed(entities, parameters), parameters)
        return paged.response(fields.EntityItem)


class EntityDetail(ApiView):
    @endpoint("一个实体和提及它的条文", fields.EntityFields, query=PageParameters, operation="entity")
    def get(self, request: HttpRequest, kind: str, slug: str) -> Response:
        entities = Entity.objects.published().of_kind(kind).select_related("parent", "policy")
        entity = get_object_or_404(entities, slug=slug)
        prefetch_related_objects([entity], "aliases")
        mentions = Mention.objects.published().of_entity(entity).in_articles()
        paged = Paged(self, mentions.for_display().in_text_order(), self.query_values(request))
        entity.articles, entity.article_count = paged.page, mentions.article_ids().count()
        return Response(self.represent(fields.EntityFields, entity))


class SearchView(ApiView):
    parameters = SearchParameters

    @endpoint("检索", SearchFields, query=SearchParameters, operation="search")
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        form = SearchForm(parameters)
        if (
            not form.is_valid()
        ):  # well formed, or else the parameters had been refused: there is no such thing
            raise Http404(form.first_error())
        is_explained = parameters["explain"] == "1"
        size = min(parameters["page_size"], MOST_EXPLAINED) if is_explained else parameters["page_size"]
        results = form.results(page=parameters["page"], page_size=size)
        if results.page.number < parameters["page"]:
            raise no_such_page(parameters["page"], results.page.paginator)
        whys = explain(results.query, [hit.article.pk for hit in results.hits]) if is_explained else {}
        links = page_links(self, results.page)
        fields_asked = search_fields(
            has_texts=parameters["text"] == "1", has_facets=parameters["facets"] == "1", whys=whys
        )
        answer = fields_asked.to_representation(results) | links
        return Response(answer, headers=link_header(links))


class SuggestView(ApiView):
    parameters = TypedParameters

    @endpoint("输入时的建议", fields.SuggestFields, query=TypedParameters, operation="suggest")
    def get(self, request: HttpRequest) -> Response:
        typed = self.query_values(request)["q"]
        body = self.represent(fields.SuggestFields, {"q": typed, "suggestions": suggest(typed)})
        return Response(body, headers={"Cache-Control": "private"})  # made of what readers have typed, too


class GotoView(ApiView):
    parameters = CitationParameters

    @endpoint("由任意写法的条号找到条文", fields.GotoFields, query=CitationParameters, operation="goto")
    def get(self, request: HttpRequest) -> Response:
        parameters = self.query_values(request)
        within = policy_called(parameters["within"]) if "within" in parameters else None
        if "within" in parameters and not (within and within.is_published):
            raise Http404("没有标识为 within 的政策，或它尚未发布。")
        resolution = resolve_text(parameters["q"], within=within) or Unresolved(NOT_A_CITATION)
        match with_near_documents(resolution):
            case Resolved() as target:
                targets = [target]
            case Ambiguous(choices=choices):
                targets = [target for _, target in choices if isinstance(target, Resolved)]
            case SeveralTargets(targets=targets, failures=failures):
                if not targets:
                    raise Http404("；".join(failures))
            case Unresolved() as missing:
                misspelt = misspelt_name(parameters["q"])
                suggestion = f"；您是不是要找“{misspelt.text}”" if misspelt else ""
                raise Http404(missing.with_nearest + suggestion)
        return Response(
            self.represent(fields.GotoFields, {"q": parameters["q"], "targets": map(ResolvedTarget, targets)})
        )


def published_policy(slug: str) -> Policy:
    return get_object_or_404(Policy.objects.published(), slug=slug)


def published_contents(slug: str) -> Contents:
    try:
        return contents_of(slug)
    except Policy.DoesNotExist:
        raise Http404 from None


def article_in(contents: Contents, unit: str) -> Article:
    article = contents.article(unit)
    if article is None:
        raise Http404(no_such_unit(contents.policy, unit))
    return article
