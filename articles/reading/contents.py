"""The table of contents of a published policy and other data of all its pages, cached by version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.models import Addressee, Article, Division, Issuer, Policy, PolicyRecord
from articles.models.articles.division import DivisionKind
from articles.models.postgres.content_versions import remembered
from articles.models.postgres.trees import by_parent
from articles.text.citing.places.unit_addresses import is_below

#: Policies whose contents a process caches: a code with 1,260 articles takes about 3 MB.
_MOST_CACHED = 16
#: Units deeper than this are listed only with a heading; an opinion has two hundred of them.
_LISTED_LEVEL = 1


@dataclass(frozen=True)
class ContentsEntry:
    """A division with its own articles and the entries below it, in printed order."""

    division: Division
    articles: tuple[Article, ...]
    children: tuple[ContentsEntry, ...]

    @property
    def listed(self) -> tuple[Article, ...]:
        """Its own articles that a list of contents shows."""
        return listed(self.articles)

    @property
    def all_articles(self) -> tuple[Article, ...]:
        """Its own articles and those of the entries below."""
        return self.articles + tuple(article for child in self.children for article in child.all_articles)


@dataclass(frozen=True)
class Contents:
    """A policy with its issuers, addressees, divisions and articles (without their texts), in printed order.

    `loose` articles are in no division, as in texts without chapters. The object is cached and shared:
    do not change it.
    """

    policy: Policy
    divisions: tuple[Division, ...]
    articles: tuple[Article, ...]
    entries: tuple[ContentsEntry, ...]
    loose: tuple[Article, ...]

    @property
    def listed(self) -> tuple[Article, ...]:
        """The loose articles that a list of contents shows."""
        return listed(self.loose)

    @cached_property
    def chapters(self) -> tuple[Division, ...]:
        return tuple(division for division in self.divisions if division.kind == DivisionKind.CHAPTER)

    @cached_property
    def annexes(self) -> tuple[Division, ...]:
        return tuple(division for division in self.divisions if division.is_annex)

    def chapter(self, address: str) -> Division | None:
        """The chapter at /chapters/<address>/."""
        return next((chapter for chapter in self.chapters if chapter.address == address), None)

    def annex(self, address: str) -> Division | None:
        """The annex at /annexes/<address>/."""
        return next((annex for annex in self.annexes if annex.address == address), None)

    def around_chapter(self, chapter: Division) -> tuple[Division | None, Division | None]:
        """The chapters, or annexes, printed before and after it."""
        return _neighbours(chapter, self.annexes if chapter.is_annex else self.chapters)

    def above(self, article: Article) -> tuple[Article, ...]:
        """The units that an article stands in, outermost first."""
        return tuple(unit for unit in self.articles if is_below(article.address, unit.address))

    def below(self, article: Article) -> tuple[Article, ...]:
        """The units that stand in an article, at any depth."""
        return tuple(unit for unit in self.articles if is_below(unit.address, article.address))

    def around_article(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles printed before and after it, also in other chapters.

        A unit's page shows what stands in it, so the way on leads past that: to units no deeper than it.
        """
        before = (other for other in reversed(self.articles) if other.position < article.position)
        after = (other for other in self.articles if other.position > article.position)
        level = article.level
        nearest = (
            next((other for other in direction if other.level <= level), None)
            for direction in (before, after)
        )
        return next(nearest), next(nearest)

    def article(self, address: str) -> Article | None:
        """The article at this address, with its text."""
        matches = (article for article in self.articles if article.address == address)
        return next(iter(self.with_texts(matches)), None)

    def articles_in(self, chapter: Division) -> tuple[Article, ...]:
        """The articles of a chapter and of its sections."""
        return next(entry.all_articles for entry in _walk(self.entries) if entry.division == chapter)

    def with_texts(self, wanted: Iterable[Article]) -> list[Article]:
        """The given articles of the policy with their texts, which `articles` lacks."""
        articles = list(Article.objects.with_ids(article.pk for article in wanted).order_by("position"))
        for article in articles:
            article.policy = self.policy
            article.division = self._divisions_by_id.get(article.division_id)
        return articles

    @cached_property
    def _divisions_by_id(self) -> dict[int | None, Division]:
        return {division.pk: division for division in self.divisions}


def listed(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Units of the two uppermost levels, and deeper ones that have a heading."""
    return tuple(article for article in articles if article.level <= _LISTED_LEVEL or article.heading)


def _walk(entries: Iterable[ContentsEntry]) -> Iterator[ContentsEntry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)


@remembered(Policy, Issuer, Addressee, PolicyRecord, Division, Article, most=_MOST_CACHED)
def contents_of(slug: str) -> Contents:
    """The contents of the published policy at /policies/<slug>/. Raises Policy.DoesNotExist."""
    policy = Policy.objects.published().prefetch_related("issuers", "addressees", "records").get(slug=slug)
    divisions = tuple(policy.divisions.in_order())
    articles = tuple(policy.articles.published().without_text().in_order())
    return arranged(policy, divisions, articles)


def arranged(
    policy: Policy,
    divisions: tuple[Division, ...],
    articles: tuple[Article, ...],
    kind: type[Contents] = Contents,
) -> Contents:
    """The divisions and articles of a policy as a tree, each linked to those that it stands in."""
    by_id: dict[int | None, Division] = {division.pk: division for division in divisions}
    for division in divisions:
        division.policy = policy
        division.parent = by_id.get(division.parent_id)
    articles_by_division: dict[int | None, list[Article]] = defaultdict(list)
    for article in articles:
        article.policy, article.division = policy, by_id.get(article.division_id)
        articles_by_division[article.division_id].append(article)
    children = by_parent(divisions)

    def entry(division: Division) -> ContentsEntry:
        below = tuple(entry(child) for child in children[division.pk])
        return ContentsEntry(division, tuple(articles_by_division[division.pk]), below)

    entries = tuple(entry(division) for division in children[None])
    return kind(policy, divisions, articles, entries, tuple(articles_by_division[None]))


def _neighbours(row, rows: tuple) -> tuple:
    before = [earlier for earlier in rows if earlier.position < row.position]
    after = [later for later in rows if later.position > row.position]
    return (before[-1] if before else None), (after[0] if after else None)
