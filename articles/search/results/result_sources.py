"""What else a query finds beside articles: policies, entities, and whatever other apps add.

The contract. A source is a function named by its dotted path in the setting `SEARCH_SOURCES`:

    def find_measures(query: Query) -> Iterable[OtherHit]: ...

- It gets the query as understood (`query.text` as typed, `query.words`, `query.expansions`, …) and returns
  what the reader may see, best first, at most `MOST_A_SOURCE`; more are cut off. It takes no more than two
  statements of the database, as every search asks every source. Nothing found is an empty list.
- `OtherHit.stands_above` puts a hit before the articles: only for what the query plainly asks for, a name or
  "which support is there". All others stand after the articles, under their type in the facet.
- A source narrows nothing itself. `OtherHit.values` says what a hit belongs to, by the name of the facet
  (policy, instrument …); with a filter chosen, only hits with that value stay, and facets count them beside
  the articles.
- `name` and `summary` are the original texts that are shown, `marked` is what is marked in them
  (`query.marked`). `score` orders the hits of one source and means nothing beside an article's score.

`name_matches` holds two such sources, policies and entities. `articles` never imports another app:
an app that has results adds its path to the setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import Protocol

from django.conf import settings
from django.db.models import TextChoices
from django.utils.module_loading import import_string

from articles.models import LaterRule, Policy
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.reading.facets import FacetValue
from articles.search.queries.analysis import Query
from articles.text.citing.naming.jurisdiction import LEVELS, UNKNOWN, jurisdiction_of
from articles.text.wording.comparison.snippets import Snippet, snippet

#: What a document has a value of by itself.
POLICY_FACETS = ("policy", "kind", "status", "level", "region", "issuer", "year", "effective")
#: The most hits of one source that are listed.
MOST_A_SOURCE = 100
#: The most hits of one source above the articles, so that articles stay visible.
MOST_ABOVE = 3


class ResultType(TextChoices):
    """What a result is; the values stand in addresses and in the API."""

    ARTICLE = "article", "条文"
    MEASURE = "measure", "支持措施"
    ENTITY = "entity", "主题与部门"
    POLICY = "policy", "政策"


@dataclass(frozen=True)
class OtherHit:
    """A result that is no article.

    `heading` and `snippet` are its `name` and `summary` with the words of `marked`, made only for a hit that
    a page shows.

    `label` says what it is in a word or two (部委, 政策文件), `url` is its path in this portal, `policy` the
    slug of the policy that it is or rests on, `number` and `suffix` those of the article that it rests on.
    `note` is what a reader has to know beside it, `standing` the age and validity of its document,
    `later_rules` what later documents did to its words, `key` what a selection calls it.
    Search sets `is_weak`, where articles are near misses.
    """

    type: ResultType
    name: str
    summary: str
    url: str
    score: float
    marked: Sequence[str] = ()
    label: str = ""
    policy: str = ""
    number: int | None = None
    suffix: int | None = None
    note: str = ""
    context: str = ""
    standing: str = ""
    later_rules: Sequence[LaterRule] = ()
    key: str = ""
    stands_above: bool = False
    is_weak: bool = False
    values: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)

    @cached_property
    def heading(self) -> Snippet:
        return snippet(self.name, self.marked)

    @cached_property
    def snippet(self) -> Snippet:
        return snippet(self.summary, self.marked)

    @property
    def title(self) -> str:
        return self.heading.text

    @property
    def is_policy(self) -> bool:
        """Whether it is a policy that is stored, no notice that one is not."""
        return self.type == ResultType.POLICY and bool(self.policy)

    @property
    def document(self) -> str:
        """The title of the document that it is or rests on, where it says so."""
        return next((value.label for value in self.values.get("policy", ())), "")


class ResultSource(Protocol):
    """The contract is in the module's docstring."""

    def __call__(self, query: Query) -> Iterable[OtherHit]: ...


def configured_sources() -> tuple[ResultSource, ...]:
    """The sources named in the setting; their order decides where scores do not."""
    return _import_sources(tuple(settings.SEARCH_SOURCES))


@lru_cache(maxsize=4)
def _import_sources(paths: tuple[str, ...]) -> tuple[ResultSource, ...]:
    return tuple(map(import_string, paths))


def found_by(sources: Iterable[ResultSource], query: Query) -> tuple[list[OtherHit], list[OtherHit]]:
    """What all sources find: the hits above the articles, and those after them."""
    above: list[OtherHit] = []
    after: list[OtherHit] = []
    for source in sources:
        hits = list(islice(source(query), MOST_A_SOURCE))
        raised_hits = [hit for hit in hits if hit.stands_above][:MOST_ABOVE]
        above += raised_hits
        after += [hit for hit in hits if hit not in raised_hits]
    return above, after


def values_of_policy(policy: Policy) -> dict[str, list[FacetValue]]:
    """What a hit belongs to that is this policy or rests on it."""
    issuers = [issuer.name for issuer in policy.issuers.all()]
    jurisdiction = jurisdiction_of(policy.title, issuers)
    return {
        "policy": [policy_value(policy)],
        "kind": [kind_value(policy.kind)],
        "status": [status_value(policy.status)],
        "level": [level_value(jurisdiction.level)],
        "region": [named_value(jurisdiction.region)] if jurisdiction.region else [],
        "issuer": [named_value(name) for name in dict.fromkeys(issuers)],
        "year": [_year_value_of(policy.published_on or policy.dated)],
        "effective": [_year_value_of(policy.effective_on)],
    }


def policy_value(policy: Policy) -> FacetValue:
    return FacetValue(policy.slug, policy.title)


def kind_value(kind: str) -> FacetValue:
    return FacetValue(kind, DocumentKind(kind).label)


def status_value(status: str) -> FacetValue:
    return FacetValue(status, PolicyStatus(status).label)


def named_value(name: str) -> FacetValue:
    """A value that is its own name: a region, an issuer."""
    return FacetValue(name, name)


def level_value(level: str) -> FacetValue:
    return FacetValue(level, level, order=(LEVELS.index(level),))


def year_value(year: int | None) -> FacetValue:
    """A year of a facet that shows the latest first; None, the value of documents without a date, is last."""
    return FacetValue(str(year), f"{year}年", order=(-year,)) if year else _UNDATED


_UNDATED = FacetValue(UNKNOWN, UNKNOWN, order=(0,))


def _year_value_of(day: date | None) -> FacetValue:
    return year_value(day.year if day else None)
