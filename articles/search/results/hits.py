"""Articles as results: with marked heading and the passage that shows why they were found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.models import Article, LaterRule
from articles.models.addresses import address_of
from articles.models.policies.policy_choices import Publication
from articles.search.queries.analysis import Query
from articles.search.results.filters.choices import Sort
from articles.search.results.result_sources import ResultType
from articles.search.scoring.bm25f import Scored
from articles.text.parsing.units.provisions import Provision, extent, provision_holding, provisions_of
from articles.text.wording.comparison.snippets import Snippet, snippet


@dataclass(frozen=True)
class Hit:
    """An article that answers the query.

    `is_cited` says that the query cites it, and `cited_line` which 款 or 项 of it; `is_weak` that it is a
    near miss.
    """

    article: Article
    query: Query
    score: float
    is_weak: bool = False
    is_cited: bool = False
    cited_line: int | None = None

    type = ResultType.ARTICLE

    @property
    def policy(self) -> str:
        return self.article.policy.slug

    @property
    def document(self) -> str:
        return self.article.policy.title

    @property
    def number(self) -> int:
        return self.article.number

    @property
    def suffix(self) -> int:
        return self.article.suffix

    @property
    def label(self) -> str:
        return self.article.label

    @property
    def title(self) -> str:
        return self.article.display_title

    @property
    def url(self) -> str:
        return self.article.get_absolute_url()

    @property
    def standing(self) -> str:
        return self.article.policy.standing

    @property
    def later_rules(self) -> tuple[LaterRule, ...]:
        return self.article.later_rules

    @cached_property
    def context(self) -> str:
        """What it stands in: 第六章 政策措施, 二、支持人才; "" at the top of a text."""
        chapter = self.article.page_division
        units_above = self.article.lineage[:-1]
        public_units = [unit for unit in units_above if unit.publication == Publication.PUBLISHED]
        units = [f"{unit.own_label}{unit.display_title}" for unit in public_units]
        return " › ".join([*([chapter.heading] if chapter else []), *units])

    @cached_property
    def heading(self) -> Snippet:
        return snippet(self.article.display_title, self.query.marked)

    @cached_property
    def snippet(self) -> Snippet:
        """Of the 款 or 项 that the query cites, else of what holds most of its words."""
        text, provision = self.article.text, self._cited_provision
        within = extent(provisions_of(text), provision.line) if provision else None
        return snippet(text, self.query.marked, within=within)

    @cached_property
    def provision(self) -> Provision | None:
        """The 款 or 项 that the query cites; where it cites no article, the smallest that holds the marked
        words of the snippet."""
        if self.is_cited or not self.article.is_article:
            return self._cited_provision
        return provision_holding(self.article.text, self.snippet.marks_in_original)

    @property
    def place(self) -> str:
        """The provision after the article's label: 第二款第（三）项; "" where it is the whole article."""
        return self.provision.citation if self.provision else ""

    @property
    def place_address(self) -> str:
        """The provision's address, which leads to it on the article's page."""
        address = f"{self.article.address}.{self.provision.address}" if self.provision else ""
        return address_of("articles:article", self.policy, address) if address else ""

    @cached_property
    def _cited_provision(self) -> Provision | None:
        line = self.cited_line
        provisions = provisions_of(self.article.text) if line else []
        return provisions[line - 1] if line and provisions and provisions[line - 1].citation else None


def put_first(cited: Sequence[int], listed: Sequence[Scored]) -> list[Scored]:
    """The same articles with those cited before the others, at the best score, whether or not they were
    listed."""
    best = max((score for _, score in listed), default=0.0)
    return [*((article, best) for article in cited), *(entry for entry in listed if entry[0] not in cited)]


def led_by(leading: Collection[int], listed: Sequence[Scored]) -> list[Scored]:
    """The same articles, those that lead before the others."""
    return sorted(listed, key=lambda entry: entry[0] not in leading)


def sorted_by(listed: list[Scored], sort: str) -> list[Scored]:
    """The same articles in the order that a reader chose."""
    if sort == Sort.RELEVANCE:
        return listed
    articles = Article.objects.with_ids(article for article, _ in listed)
    orders = {
        Sort.ORDER: articles.in_order,
        Sort.DATE: articles.latest_promulgated,
        Sort.TITLE: articles.by_title,
        Sort.CHANGED: articles.with_last_change().latest_changed,
    }
    ordered = orders[Sort(sort)]()
    places = {pk: place for place, pk in enumerate(ordered.values_list("pk", flat=True))}
    return sorted(listed, key=lambda entry: places.get(entry[0], len(places)))
