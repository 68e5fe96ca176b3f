"""Forms of the pages of search; every error message is Chinese and names what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from django import forms
from django.db.models import TextChoices

from articles.models import Article, Division, Entity, Policy
from articles.models.articles.division import DivisionKind
from articles.models.entities.entity_kinds import EntityKind
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.models.search.query_log import LAST_POSITION
from articles.reading.facets import FacetValue
from articles.reading.former_addresses import chapter_called, entity_called, policy_called
from articles.search.engine import search
from articles.search.queries.analysis import LONGEST_QUERY, Query, analyse_query
from articles.search.results.filters.article_columns import article_columns
from articles.search.results.filters.choices import (
    ENTITY_FILTERS,
    Choices,
    Grouping,
    MatchMode,
    Sort,
    WordScope,
    chapter_value,
    entity_value,
    type_value,
)
from articles.search.results.page_items import PAGE_SIZE
from articles.search.results.result_sources import (
    ResultType,
    kind_value,
    level_value,
    named_value,
    policy_value,
    status_value,
    year_value,
)
from articles.search.results.search_results import SearchResults
from articles.search.scoring.explanation import explain
from articles.text.citing.naming.jurisdiction import LEVELS, UNKNOWN
from articles.text.citing.places.unit_addresses import is_unit_address

R = TypeVar("R", Policy, Entity)
#: Characters of the words to find within results; more are no words.
MOST_ALSO = 100
#: Values of one facet that an address may choose.
MOST_VALUES = 50
#: What the facets make of the cleaned values of their parameters.
_VALUES: Mapping[str, Callable[[Any], FacetValue]] = {
    "type": lambda kind: type_value(ResultType(kind)),
    "policy": policy_value,
    "chapter": lambda chapter: chapter_value(chapter, policy=chapter.policy.slug),
    **dict.fromkeys(ENTITY_FILTERS, entity_value),
    "kind": kind_value,
    "status": status_value,
    "level": level_value,
    "region": named_value,
    "issuer": named_value,
    "year": year_value,
    "effective": year_value,
}


def _row_by_slug(
    find_present: Callable[[object], R | None], slug: object, find_former: Callable[[str], R | None]
) -> R | None:
    """What `find_present` finds by a slug, or else the public row that once had it."""
    try:
        return find_present(slug)
    except forms.ValidationError:
        former = (
            find_former(slug) if isinstance(slug, str) and slug.isascii() and slug.isprintable() else None
        )
        if former is None or not former.is_published:
            raise
        return former


class PolicyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's takes none at run time
    """A published policy by its slug, or by one that it had before."""

    default_error_messages = {"invalid_choice": "没有标识为“%(value)s”的政策，或它尚未发布。"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Policy.objects.published(), to_field_name="slug", required=False, **kwargs)

    def to_python(self, value: object) -> Policy | None:
        return _row_by_slug(super().to_python, value, policy_called)


class TypedText(forms.CharField):
    """Text as typed; NUL is replaced by a space instead of being refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, **kwargs)
        self.validators = []

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\0", " ").strip()


class EntityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    """A public entity of one kind by its slug, or by one that it had before."""

    def __init__(self, kind: EntityKind) -> None:
        super().__init__(
            Entity.objects.published().of_kind(kind), to_field_name="slug", required=False, label=kind.label
        )
        self.error_messages["invalid_choice"] = f"没有标识为“%(value)s”的{kind.label}，或它尚未公开。"
        self._kind = kind

    def to_python(self, value: object) -> Entity | None:
        return _row_by_slug(super().to_python, value, lambda slug: entity_called(self._kind, slug))


class OneOf(forms.ChoiceField):
    """A value of a closed vocabulary; the message names all of them."""

    def __init__(self, choices: type[TextChoices], label: str) -> None:
        super().__init__(choices=choices.choices, required=False, label=label)
        allowed = "、".join(choices.values)
        self.error_messages["invalid_choice"] = f"{label}没有“%(value)s”一项；可以是 {allowed}。"


class OfDocuments(forms.CharField):
    """A value that some public document has: the body that issued it, where it is from."""

    def __init__(self, facet: str, label: str) -> None:
        super().__init__(label=label, required=False, max_length=100)
        self._facet = facet

    def clean(self, value: object) -> str:
        name = str(super().clean(value))
        if name and not article_columns().has(self._facet, name):
            raise forms.ValidationError(f"没有{self.label}为“{name}”的文件。")
        return name


class YearField(forms.IntegerField):
    """A year, or None for the documents without a date."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, min_value=1900, max_value=2100)
        message = f"{label}须是四位数字，例如 2021。"
        self.error_messages["invalid"] = message
        for validator in self.validators:
            validator.message = message  # type: ignore[attr-defined]  # of MinValueValidator and its like

    def clean(self, value: object) -> int | None:
        return None if value == UNKNOWN else super().clean(value)


class SeveralValues(forms.Field):
    """The different values of a parameter that may be repeated, each cleaned as a single value is."""

    widget = forms.SelectMultiple

    def __init__(self, single: forms.Field) -> None:
        super().__init__(label=single.label, required=False)
        self._single = single

    def clean(self, value: str | Sequence[str] | None) -> tuple[Any, ...]:
        texts = [value] if isinstance(value, str) else value or ()
        chosen = dict.fromkeys(text for text in texts if text.strip())
        if len(chosen) > MOST_VALUES:
            raise forms.ValidationError(f"{self.label}写了 {len(chosen)} 项，至多 {MOST_VALUES} 项。")
        # Different texts may mean one value: an entity's present and its former slug.
        return tuple(dict.fromkeys(self._single.clean(text) for text in chosen))


class CitedArticleField(forms.CharField):
    """An article by its key (gxblk-2009-232:25); those that cite it are the results."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=120, **kwargs)

    def clean(self, value: object) -> Article | None:
        key = str(super().clean(value))
        if not key:
            return None
        article = article_named(*key.split(":", 1)) if ":" in key else None
        if article is None:
            raise forms.ValidationError(f"没有“{key}”这一条，或它尚未发布；写法如 gxblk-2009-232:25。")
        return article


def article_named(slug: str, address: str) -> Article | None:
    """The public article of this address in the policy of this slug."""
    if not is_unit_address(address):
        return None
    articles = Article.objects.published().of_policies(Policy.objects.with_slugs([slug]))
    return articles.for_reading().addressed([address]).first()


class AddressForm(forms.Form):
    """A form in an address, whose page says one error: the first."""

    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class SearchForm(AddressForm):
    q = TypedText(label="检索词")
    type = SeveralValues(OneOf(ResultType, "类型"))
    policy = SeveralValues(PolicyChoice(label="政策"))
    chapter = SeveralValues(forms.CharField(label="章", required=False, max_length=20))
    instrument = SeveralValues(EntityChoice(EntityKind.INSTRUMENT))
    ministry = SeveralValues(EntityChoice(EntityKind.MINISTRY))
    goal = SeveralValues(EntityChoice(EntityKind.GOAL))
    actor = SeveralValues(EntityChoice(EntityKind.ACTOR))
    kind = SeveralValues(OneOf(DocumentKind, "文件种类"))
    status = SeveralValues(OneOf(PolicyStatus, "效力状态"))
    level = SeveralValues(
        forms.ChoiceField(label="层级", choices=[(level, level) for level in LEVELS], required=False)
    )
    region = SeveralValues(OfDocuments("region", "地区"))
    issuer = SeveralValues(OfDocuments("issuer", "发文机关"))
    year = SeveralValues(YearField("公布年份"))
    effective = SeveralValues(YearField("施行年份"))
    cites = CitedArticleField(label="引用的条文")
    also = TypedText(label="在结果中再找")
    match = OneOf(MatchMode, "匹配方式")
    scope = OneOf(WordScope, "范围")
    by = OneOf(Grouping, "分组")
    sort = OneOf(Sort, "排序")
    within = PolicyChoice(label="所在政策")
    mode = forms.ChoiceField(label="方式", choices=[("text", "全文")], required=False)
    expand = forms.ChoiceField(label="同义词", choices=[("0", "不扩展"), ("1", "扩展")], required=False)

    correct = forms.ChoiceField(label="更正", choices=[("0", "照原样"), ("1", "更正")], required=False)

    def clean_also(self) -> str:
        return str(self.cleaned_data["also"])[:MOST_ALSO]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        addresses, policies = cleaned.get("chapter", ()), cleaned.get("policy", ())
        if addresses:
            owner = policies[0] if len(policies) == 1 else None if policies else Policy.objects.featured()
            cleaned["chapter"] = tuple(filter(None, (self._chapter(owner, address) for address in addresses)))
            cleaned["policy"] = (owner,) if owner else ()
        return cleaned

    def _chapter(self, owner: Policy | None, address: str) -> Division | None:
        division = chapter_called(owner, address) if owner and address.isprintable() else None
        if owner and division and (division.policy_id, division.kind) == (owner.pk, DivisionKind.CHAPTER):
            return division
        self.add_error("chapter", f"没有第“{address}”章。" if owner else "请写明是哪一件政策的章。")
        return None

    @property
    def asks(self) -> bool:
        """Whether there is something to look for: words, or an article that is cited."""
        return bool(self.cleaned_data["q"] or self.cleaned_data["cites"])

    @property
    def context(self) -> Policy | None:
        """Where 第25条 is looked for: in the policy that is searched, or on whose page it was typed."""
        return self.choices.policy or self.cleaned_data["within"]

    @cached_property
    def query(self) -> Query:
        """What is looked for, as search reads it: whoever asks what it cites and who searches share it."""
        is_expanded = self.cleaned_data["expand"] != "0"
        return analyse_query(
            self.cleaned_data["q"], expand=is_expanded, within=self.choices.policy, context=self.context
        )

    @property
    def choices(self) -> Choices:
        """The filters, type and order that were chosen."""
        cleaned = self.cleaned_data
        return Choices(
            chosen={
                name: tuple(map(value_of, cleaned[name]))
                for name, value_of in _VALUES.items()
                if cleaned[name]
            },
            policy=cleaned["policy"][0] if len(cleaned["policy"]) == 1 else None,
            cites=cleaned["cites"],
            also=cleaned["also"],
            match=cleaned["match"] or MatchMode.BEST,
            scope=cleaned["scope"] or WordScope.TEXT,
            grouping=cleaned["by"] or Grouping.UNIT,
            sort=cleaned["sort"] or Sort.RELEVANCE,
        )

    def results(
        self, *, page: int | str, page_size: int = PAGE_SIZE, grouping: Grouping = Grouping.UNIT
    ) -> SearchResults:
        """Run the search the form describes; `grouping` is that of an address that chooses none."""
        chosen = self.choices
        choices = chosen if self.cleaned_data["by"] else replace(chosen, grouping=grouping)
        return self._search(choices, page=page, page_size=page_size)

    def articles(self, *, most: int) -> SearchResults:
        """The best articles only: what a feed follows."""
        choices = replace(self.choices.of_type(ResultType.ARTICLE), grouping=Grouping.UNIT)
        return self._search(choices, page=1, page_size=most)

    def _search(self, choices: Choices, *, page: int | str, page_size: int) -> SearchResults:
        is_expanded, is_corrected = (self.cleaned_data[name] != "0" for name in ("expand", "correct"))
        return search(
            self.query,
            choices=choices,
            context=self.context,
            page=page,
            page_size=page_size,
            expand=is_expanded,
            correct=is_corrected,
        )


class WhyForm(forms.Form):
    """An article, as <policy>/<number>, and the query that found it."""

    q = TypedText(label="检索词")
    article = forms.CharField(
        label="条", max_length=120, error_messages={"required": "请给出条文，例如 gxblk-2009-232/25。"}
    )
    expand = SearchForm.base_fields["expand"]
    policy = PolicyChoice(label="限于政策")

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if not typed:
            raise forms.ValidationError("请给出检索词。")
        return typed

    def clean_article(self) -> Article:
        slug, _, address = self.cleaned_data["article"].partition("/")
        article = article_named(slug, address)
        if article is None:
            raise forms.ValidationError(f"没有“{self.cleaned_data['article']}”这一条，或它尚未发布。")
        return article

    def explanation(self) -> dict[str, object]:
        """The article, the query as understood, and the parts of the score; None where it was not found."""
        article, expand = self.cleaned_data["article"], self.cleaned_data["expand"] != "0"
        query = analyse_query(self.cleaned_data["q"], expand=expand, within=self.cleaned_data["policy"])
        return {"article": article, "query": query, "why": explain(query, [article.pk]).get(article.pk)}


class ClickForm(forms.Form):
    """That a result of the first page was opened."""

    q = TypedText(label="检索词")
    position = forms.IntegerField(min_value=1, max_value=LAST_POSITION)


class GotoForm(AddressForm):
    q = TypedText(label="条号")
    within = PolicyChoice(label="所在政策")
    title = TypedText(label="政策名称")

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if not typed:
            raise forms.ValidationError("请输入条号，例如 第二十五条。")
        if len(typed) > LONGEST_QUERY:
            raise forms.ValidationError(f"输入过长（{len(typed)} 字），条号引用不会超过 {LONGEST_QUERY} 字。")
        return typed
