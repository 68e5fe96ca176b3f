"""What a reader chose beside the words: filters, a type of results, an order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import TextChoices

from articles.models import Article, Division, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.facets import Chosen, FacetValue
from articles.search.results.result_sources import ResultType, policy_value

#: The kinds of entities that are filters; the parameter of each is its name.
ENTITY_FILTERS = (EntityKind.INSTRUMENT, EntityKind.MINISTRY, EntityKind.GOAL, EntityKind.ACTOR)


class Sort(TextChoices):
    RELEVANCE = "relevance", "相关度"
    DATE = "date", "公布日期"
    TITLE = "title", "文件名称"
    ORDER = "order", "条文次序"
    CHANGED = "changed", "最近修订"


class MatchMode(TextChoices):
    """How much of the query an article has to hold."""

    BEST = "best", "最相关"
    ALL = "all", "含有全部词"
    EXACT = "exact", "原样含有"


class WordScope(TextChoices):
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
    """`chosen` are the values chosen of each facet, of which a result has to have one; those of kind, status,
    level, region, issuer and the years are its policy's. `policy` is the only policy that is chosen.

    `also` are words that the results have to hold as well, `cites` is an article that they cite.
    """

    chosen: Chosen = field(default_factory=dict)
    policy: Policy | None = None
    cites: Article | None = None
    also: str = ""
    match: str = MatchMode.BEST
    scope: str = WordScope.TEXT
    grouping: str = Grouping.UNIT
    sort: str = Sort.RELEVANCE

    def of_type(self, kind: ResultType) -> Choices:
        """The same for one type of results."""
        return replace(self, chosen={**self.chosen, "type": (type_value(kind),)})

    @property
    def of_any_type(self) -> Choices:
        """The same without a type of results."""
        chosen = {name: values for name, values in self.chosen.items() if name != "type"}
        return replace(self, chosen=chosen)

    @property
    def leaves_articles(self) -> bool:
        """Whether articles are among the results."""
        types = self.chosen.get("type", ())
        return not types or type_value(ResultType.ARTICLE) in types


NO_CHOICES = Choices()


def in_policy(policy: Policy | None) -> Choices:
    """A policy alone, or all of them."""
    return Choices({"policy": (policy_value(policy),)}, policy) if policy else NO_CHOICES


def type_value(kind: ResultType) -> FacetValue:
    return FacetValue(kind.value, kind.label, order=(ResultType.values.index(kind),))


def chapter_value(chapter: Division, *, policy: str) -> FacetValue:
    """A chapter of the policy with this slug."""
    return FacetValue(chapter.address, chapter.heading, order=(chapter.position,), within=policy)


def entity_value(entity: Entity) -> FacetValue:
    """An entity; one that only groups others is not offered as a filter."""
    return FacetValue(entity.slug, entity.name, is_minor=entity.is_group)
