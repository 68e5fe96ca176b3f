"""What a reader chose beside the words: filters, a type of results, an order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from articles.models import Article, Division, Entity, Policy
from articles.models.entity_kinds import EntityKind
from articles.models.policy_choices import DocumentKind, PolicyStatus
from articles.reading.facets import FacetValue
from articles.search.results.result_sources import ResultType, level_value, year_value

#: The kinds of entities that are filters; the parameter of each is its name.
ENTITY_FILTERS = (EntityKind.INSTRUMENT, EntityKind.MINISTRY, EntityKind.GOAL, EntityKind.ACTOR)


class Sort(TextChoices):
    RELEVANCE = "relevance", "相关度"
    DATE = "date", "公布日期"
    TITLE = "title", "文件名称"
    ORDER = "order", "条文次序"
    CHANGED = "changed", "最近修订"


class Match(TextChoices):
    """How much of the query an article has to hold."""

    BEST = "best", "最相关"
    ALL = "all", "含有全部词"
    EXACT = "exact", "原样含有"


class Scope(TextChoices):
    """Where the words of the query have to stand."""

    TEXT = "text", "标题和正文"
    TITLE = "title", "只在标题"


class Grouping(TextChoices):
    """What a line of the results is."""

    UNIT = "unit", "按条"
    DOCUMENT = "document", "按文件"
    FITTING = "fitting", "按检索词而定"


@dataclass(frozen=True)
class Choices:
    """`chapter` is one of `policy`; `entities` has at most one of each kind; "" and None choose nothing.

    `status`, `kind`, `level`, `region`, `issuer` and the years are those of the policy, `year` that of its
    promulgation; `type` is a ResultType. `also` are words that the results have to hold as well, `cites` is
    an article that they cite.
    """

    type: str = ""
    policy: Policy | None = None
    chapter: Division | None = None
    entities: tuple[Entity, ...] = ()
    status: str = ""
    kind: str = ""
    level: str = ""
    region: str = ""
    issuer: str = ""
    year: int | None = None
    effective: int | None = None
    cites: Article | None = None
    also: str = ""
    match: str = Match.BEST
    scope: str = Scope.TEXT
    grouping: str = Grouping.UNIT
    sort: str = Sort.RELEVANCE

    @property
    def chosen(self) -> dict[str, FacetValue]:
        """What is chosen of each facet, by its name."""
        values: dict[str, FacetValue] = {entity.kind: entity_value(entity) for entity in self.entities}
        if self.type:
            values["type"] = type_value(ResultType(self.type))
        if self.kind:
            values["kind"] = FacetValue(self.kind, DocumentKind(self.kind).label)
        if self.status:
            values["status"] = FacetValue(self.status, PolicyStatus(self.status).label)
        if self.level:
            values["level"] = level_value(self.level)
        for name in ("region", "issuer"):
            if value := getattr(self, name):
                values[name] = FacetValue(value, value)
        for name in ("year", "effective"):
            if year := getattr(self, name):
                values[name] = year_value(year)
        if self.policy:
            values["policy"] = FacetValue(self.policy.slug, self.policy.title)
        if self.chapter:
            values["chapter"] = chapter_value(self.chapter, policy=self.chapter.policy.slug)
        return values

    @property
    def is_policy_alone(self) -> bool:
        """Whether nothing but a policy narrows the articles."""
        return self.policy is not None and self.chosen.keys() <= {"policy", "type"}

    @property
    def is_demanding(self) -> bool:
        """Whether results have to match otherwise than by their relevance alone."""
        is_otherwise = self.match != Match.BEST or self.scope != Scope.TEXT
        return is_otherwise or bool(self.also or self.cites)

    @property
    def leaves_articles(self) -> bool:
        """Whether articles are among the results."""
        return self.type in ("", ResultType.ARTICLE)


NO_CHOICES = Choices()


def type_value(kind: ResultType) -> FacetValue:
    return FacetValue(kind.value, kind.label, order=(ResultType.values.index(kind),))


def chapter_value(chapter: Division, *, policy: str) -> FacetValue:
    """A chapter of the policy with this slug."""
    return FacetValue(chapter.address, chapter.heading, order=(chapter.position,), within=policy)


def entity_value(entity: Entity) -> FacetValue:
    """An entity; one that only groups others is not offered as a filter."""
    return FacetValue(entity.slug, entity.name, is_minor=entity.is_group)
