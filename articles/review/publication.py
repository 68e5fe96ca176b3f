"""Publishing and withdrawing policies, articles and entities, with their search index; each undoes the other.

Links: see `articles.review.links.link_decisions`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from articles.editing import keep_entity, keep_policy, save_article
from articles.models import Article, Entity, EntityRevision, Policy
from articles.models.articles.article_choices import ArticlePublication
from articles.models.policies.policy_choices import Publication
from articles.review.decisions import Decision, decide
from articles.review.refusals import Refusal
from articles.search import forget_article, index_entity

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NOTES: dict[str, str] = {
    ArticlePublication.DRAFT: "公开",
    ArticlePublication.WITHDRAWN: "恢复公开",
    ArticlePublication.PUBLISHED: "撤下",
}
#: The note of a revision that hid an entity with an undone decision: `was_withdrawn` knows it by this.
_HIDDEN_BY_UNDO = "撤销随链接的公开"


def publish_articles(articles: Iterable[Article], *, by: User | None = None) -> Decision:
    """Publish drafts and restore withdrawn articles."""

    def publish(article: Article) -> bool:
        if article.publication not in (ArticlePublication.DRAFT, ArticlePublication.WITHDRAWN):
            raise Refusal(f"现在是“{article.get_publication_display()}”，不能由此公开。")
        set_publication(article, ArticlePublication.PUBLISHED, by=by)
        return True

    return decide(articles, publish)


def withdraw_articles(articles: Iterable[Article], *, by: User | None = None) -> Decision:
    """Withdraw articles; their addresses, revisions and links are kept."""

    def withdraw(article: Article) -> bool:
        if article.publication != ArticlePublication.PUBLISHED:
            raise Refusal(f"现在是“{article.get_publication_display()}”，没有公开。")
        set_publication(article, ArticlePublication.WITHDRAWN, by=by)
        return True

    return decide(articles, withdraw)


def set_publication(article: Article, state: str, *, by: User | None) -> None:
    """Set the publication of an article, with its revision and its search index."""
    note = _NOTES.get(article.publication, "")
    article.publication = state
    save_article(article, by=by, note=note)
    if state != ArticlePublication.PUBLISHED:
        forget_article(article)


def publish_policies(policies: Iterable[Policy], *, by: User | None = None) -> Decision:
    """Publish drafts and restore withdrawn policies."""
    return decide(policies, lambda policy: _change_policy_publication(policy, Publication.PUBLISHED, by))


def withdraw_policies(policies: Iterable[Policy], *, by: User | None = None) -> Decision:
    """Withdraw policies and so all their articles, whose own publication is unchanged."""
    return decide(policies, lambda policy: _change_policy_publication(policy, Publication.WITHDRAWN, by))


def set_policy_publication(policy: Policy, state: str, *, by: User | None) -> None:
    policy.publication = state
    policy.save(update_fields=["publication"])
    keep_policy(policy, by=by, note="恢复公开" if state == Publication.PUBLISHED else "撤下")


def publish_entities(entities: Iterable[Entity], *, by: User | None = None) -> Decision:
    """Publish new entities and restore withdrawn ones."""
    return decide(entities, lambda entity: _change_entity_publication(entity, by, is_published=True))


def withdraw_entities(entities: Iterable[Entity], *, by: User | None = None) -> Decision:
    """Withdraw entities and so all links to them, whose own status is unchanged."""
    return decide(entities, lambda entity: _change_entity_publication(entity, by, is_published=False))


def set_entity_publication(entity: Entity, is_published: bool, *, by: User | None, note: str = "") -> None:
    keep_entity(entity, note="编辑之前的内容")
    entity.is_published = is_published
    entity.save(update_fields=["is_published"])
    keep_entity(entity, by=by, note=note or ("公开" if is_published else "撤下"))
    index_entity(entity)


def hide_with_undone_link(entity: Entity, *, by: User | None) -> None:
    """Hide an entity again that became public with a link whose decision is undone: nobody withdrew it."""
    set_entity_publication(entity, False, by=by, note=_HIDDEN_BY_UNDO)


def was_withdrawn(entity: Entity) -> bool:
    """Whether a hidden entity was public before and an editor has hidden it, whatever links it has."""
    revisions = EntityRevision.of_row(entity).order_by("number")
    public = revisions.filter(snapshot__is_published=True).last()
    if public is None:
        return False
    hidden = revisions.filter(number__gt=public.number).first()
    return hidden is None or hidden.note != _HIDDEN_BY_UNDO


def _change_policy_publication(policy: Policy, state: Publication, by: User | None) -> bool:
    if policy.publication == state:
        raise Refusal(f"已是“{state.label}”。")
    set_policy_publication(policy, state, by=by)
    return True


def _change_entity_publication(entity: Entity, by: User | None, *, is_published: bool) -> bool:
    if entity.is_published == is_published:
        raise Refusal("已经公开。" if is_published else "没有公开。")
    set_entity_publication(entity, is_published, by=by)
    return True
