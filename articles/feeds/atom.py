"""Atom feeds of changes: all policies, one policy, a chapter, a unit, an entity, search results.

An entry changes only when the text does: it is dated by the latest revision and carries the text's SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

from articles.models import Article, Division, Entity, Mention, Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.identifiers import article_eid, eli_path

ENTRIES_A_PAGE = 50
_HASHES = "urn:policy-portal:sha256"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedEntry:
    """One entry; `path` is the page, `identifier` the path of its permanent identifier."""

    title: str
    path: str
    identifier: str
    text: str
    sha256: str
    updated: datetime
    authors: tuple[str, ...]


@dataclass(frozen=True)
class FeedContent:
    """A page of a feed. `path` is the HTML page that the feed belongs to."""

    title: str
    path: str
    entries: list[FeedEntry]
    page: int
    has_next: bool

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


class _Atom(Atom1Feed):
    """Atom with a content hash on each entry and links to the other pages (RFC 5005)."""

    def root_attributes(self) -> dict:
        return {**super().root_attributes(), "xmlns:hash": _HASHES}

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        for relation in ("next", "previous"):
            if href := self.feed.get(relation):
                handler.addQuickElement("link", "", {"rel": relation, "href": href})

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["text"], {"type": "text"})
        handler.addQuickElement("hash:sha256", item["sha256"])
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")


def atom(content: FeedContent, *, feed_url: str, site, page_url) -> str:
    """Write a feed. `site` makes paths absolute, `page_url(n)` is the address of page n of the feed."""
    feed = _Atom(
        title=content.title,
        link=site(content.path),
        description=None,
        feed_url=feed_url,
        language="zh-CN",
        updated=content.updated,
        next=page_url(content.page + 1) if content.has_next else None,
        previous=page_url(content.page - 1) if content.page > 1 else None,
    )
    for entry in content.entries:
        feed.add_item(
            title=entry.title,
            link=site(entry.path),
            description=entry.text[:200],
            unique_id=site(entry.identifier),
            updateddate=entry.updated,
            text=entry.text,
            sha256=entry.sha256,
            authors=entry.authors,
        )
    return feed.writeString("utf-8")


def policies_feed(page: int) -> FeedContent:
    rows = Policy.objects.published().with_last_change().latest_changed().prefetch_related("issuers")
    chosen, has_next = page_of(rows, page)
    return FeedContent(
        "政策：新增与修改", "/policies/", [_policy_entry(policy) for policy in chosen], page, has_next
    )


def policy_feed(policy: Policy, page: int) -> FeedContent:
    return _feed_of_articles(
        in_title_marks(policy.title), policy.get_absolute_url(), policy.articles.all(), page
    )


def chapter_feed(chapter: Division, page: int) -> FeedContent:
    title = f"{in_title_marks(chapter.policy.title)}{chapter.heading}"
    return _feed_of_articles(title, chapter.get_absolute_url(), Article.objects.of_division(chapter), page)


def unit_feed(article: Article, page: int) -> FeedContent:
    """A feed of an article, or of a point and those below it."""
    units = article.policy.articles.addressed_within(article.address)
    return _feed_of_articles(article.short_citation, article.get_absolute_url(), units, page)


def entity_feed(entity: Entity, page: int) -> FeedContent:
    linked = Mention.objects.published().of_entity(entity).article_ids()
    return _feed_of_articles(
        f"涉及{entity.name}的条文", entity.get_absolute_url(), Article.objects.with_ids(linked), page
    )


def articles_feed(title: str, path: str, ids: Iterable[int], page: int) -> FeedContent:
    """A feed of given articles, such as search results."""
    return _feed_of_articles(title, path, Article.objects.with_ids(ids), page)


def _feed_of_articles(title: str, path: str, rows, page: int) -> FeedContent:
    latest = rows.published().for_reading().with_last_change().latest_changed()
    chosen, has_next = page_of(latest.prefetch_related("policy__issuers"), page)
    return FeedContent(title, path, [_article_entry(article) for article in chosen], page, has_next)


def page_of(rows, page: int) -> tuple[list, bool]:
    first = (page - 1) * ENTRIES_A_PAGE
    chosen = list(rows[first : first + ENTRIES_A_PAGE + 1])
    return chosen[:ENTRIES_A_PAGE], len(chosen) > ENTRIES_A_PAGE


def _article_entry(article: Article) -> FeedEntry:
    return FeedEntry(
        title=" ".join(filter(None, [article.short_citation, article.heading])),
        path=article.get_absolute_url(),
        identifier=eli_path(article.policy.work, article_eid(article.address)),
        text=article.text,
        sha256=article.sha256,
        updated=article.changed_at or NEVER,
        authors=authors_of(article.policy),
    )


def _policy_entry(policy: Policy) -> FeedEntry:
    text = "\n".join(filter(None, [policy.document_number, policy.adoption, policy.introduction]))
    return FeedEntry(
        title=policy.title,
        path=policy.get_absolute_url(),
        identifier=eli_path(policy.work),
        text=text or policy.title,
        sha256=policy.content_sha256(),
        updated=policy.changed_at or NEVER,
        authors=authors_of(policy),
    )


def authors_of(policy: Policy) -> tuple[str, ...]:
    return tuple(issuer.name for issuer in policy.issuers.all()) or ("来源未载明",)
