"""Citations made by hand (人工援引): words of a text are linked to the article that they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from django.utils import timezone

from articles.links.documents.cited_documents import document_entities
from articles.models import Article, Reference
from articles.models.links.evidence import LinkStatus
from articles.reading.names.named_rows import articles_cited
from articles.review.links.hand_links import QuotedSpan, Subject, new_link, save_link
from articles.review.links.link_decisions import publish_with_first_link, set_status
from articles.review.refusals import Refusal
from articles.text.citing.places.article_citations import parse_article_address

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_MOST_ARTICLES = 4


def articles_for(subject: Subject, typed: str) -> list[Article]:
    """The articles that a typed citation can mean (第二十条, 民法典 577): those of the same policy first."""
    cited = articles_cited(typed) if typed.strip() else None
    if cited is None:
        return []
    policy = subject.policy_id if isinstance(subject, Article) else subject.pk
    policy_rank = Case(When(policy=policy, then=Value(0)), default=Value(1))
    candidates = Article.objects.in_text().filter(pk__in=cited.values("pk")).select_related("policy")
    return list(candidates.order_by(policy_rank, "policy", "position")[:_MOST_ARTICLES])


def cite_words(
    subject: Subject, place: QuotedSpan | None, target: Article, *, by: User, is_published: bool
) -> Reference:
    """Add the citation of `target` by these words; one that waits or was decided against is published.

    Raises Refusal.
    """
    number = parse_article_address(target.address)
    if place is None or number is None:
        raise Refusal("请先选中要链接的字。" if number else "只能援引“第…条”。")
    row = new_link(Reference, subject, place)
    row.number, row.suffix = number
    row.target, row.created_by = target, by
    if target.policy_id != row.policy.pk:
        (row.document,) = document_entities([target.policy.title]).values()
    if is_published and (same := _same_citation(row)):
        set_status(same, LinkStatus.PUBLISHED, by=by)
        return same
    row.status = LinkStatus.PUBLISHED if is_published else LinkStatus.SUGGESTED
    if is_published:
        row.decided_by, row.decided_at = by, timezone.now()
    save_link(row)
    if is_published:
        publish_with_first_link(row, by=by)
    return row


def _same_citation(row: Reference) -> Reference | None:
    """The stored citation of the same words and target, if there is one that is not public."""
    place = {"article": row.article, "passage": row.passage, "start": row.start, "end": row.end}
    rows = Reference.objects.of_policy(row.policy).with_texts().filter(**place, target=row.target)
    return rows.exclude(status=LinkStatus.PUBLISHED).first()
