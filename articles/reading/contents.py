"""The table of contents of a policy: its tree of divisions with the articles in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from articles.models import Article, Division, Policy
from articles.models.trees import by_parent


@dataclass(frozen=True)
class ContentsEntry:
    """A division with its own articles and the entries below it, in printed order."""

    division: Division
    articles: tuple[Article, ...]
    children: tuple[ContentsEntry, ...]

    @property
    def all_articles(self) -> tuple[Article, ...]:
        """Its own articles and those of the entries below."""
        return self.articles + tuple(article for child in self.children for article in child.all_articles)


@dataclass(frozen=True)
class Contents:
    """`loose` articles stand in no division, as in texts without chapters."""

    entries: tuple[ContentsEntry, ...]
    loose: tuple[Article, ...]


def contents_of(policy: Policy) -> Contents:
    """Read a policy's contents in two queries, whatever their number. Article texts are not read."""
    divisions = list(policy.divisions.in_order())
    for division in divisions:
        division.policy = policy
    children = by_parent(divisions)
    articles: dict[int | None, list[Article]] = defaultdict(list)
    for article in policy.articles.published().without_text().in_order():
        article.policy = policy
        articles[article.division_id].append(article)

    def entry(division: Division) -> ContentsEntry:
        below = tuple(entry(child) for child in children[division.pk])
        return ContentsEntry(division, tuple(articles[division.pk]), below)

    return Contents(tuple(entry(division) for division in children[None]), tuple(articles[None]))
