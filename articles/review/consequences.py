"""The consequences of a decision for readers, as Chinese sentences; empty if no confirmation is needed."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from articles.models import Article, Entity, Mention, Reference
from articles.models.articles.article_queries import ArticleQuerySet
from articles.models.entities.entity_queries import EntityQuerySet
from articles.models.links.evidence import EvidenceQuerySet
from articles.models.links.mention import MentionQuerySet
from articles.models.policies.policy_queries import PolicyQuerySet

#: Up to this many rows need no confirmation if none of them is public.
_MANY = 20
_MOST_NAMED = 5


def of_taking_back_links(rows: EvidenceQuerySet) -> list[str]:
    """The consequences of rejecting or withdrawing links; a single link needs no confirmation."""
    total, public = rows.count(), rows.published()
    public_total = public.count()
    if total <= 1 or (not public_total and total <= _MANY):
        return []
    articles = public.order_by().values("article").distinct().count()
    return [
        f"共 {total} 处链接，其中 {public_total} 处现在公开，涉及 {articles} 条条文，将不再公开。",
        *(_entities_without_links(public) if isinstance(public, MentionQuerySet) else ()),
    ]


def of_publishing_links(rows: EvidenceQuerySet) -> list[str]:
    """The consequences of publishing many or rejected links; a single link needs no confirmation."""
    total, rejected = rows.count(), rows.rejected().count()
    if total <= 1 or (not rejected and total <= _MANY):
        return []
    return [
        f"共 {total} 处链接将公开。",
        *_count_sentence("其中 {} 处曾被否决。", rejected),
    ]


def of_hiding_policies(policies: PolicyQuerySet) -> list[str]:
    public = policies.published()
    articles = Article.objects.published().of_policies(public.values("pk"))
    citations = Reference.objects.published().to_articles(articles).not_of_policies(public.values("pk"))
    return [
        *(f"{policy}不再公开，其条文的网址不再能打开。" for policy in public[:_MOST_NAMED]),
        *_of_hiding(articles),
        *_count_sentence("其他政策的 {} 处援引不再能点到它的条文。", citations.count()),
        *(
            "它是首页政策：首页将不再以它开头，只输入条号时会请读者选政策。"
            for policy in public
            if policy.is_featured
        ),
    ]


def of_hiding_articles(articles: ArticleQuerySet) -> list[str]:
    public = articles.published()
    citations = Reference.objects.published().to_articles(public)
    lines = [*(f"{article}不再公开。" for article in public[:_MOST_NAMED]), *_of_hiding(public)]
    return lines and [*lines, *_count_sentence("{} 处援引不再能点到这些条文。", citations.count())]


def of_hiding_entities(entities: EntityQuerySet) -> list[str]:
    public = entities.published()
    links = Mention.objects.published().of_entities(public.values_list("pk", flat=True))
    child_total = Entity.objects.published().below(public).count()
    citation_total = Reference.objects.published().to_documents(public).count()
    return [
        *(f"“{entity}”的页面不再公开。" for entity in public[:_MOST_NAMED]),
        *_count_sentence("{} 处链接不再公开。", links.count() + citation_total),
        *_count_sentence("归在其下的 {} 个实体不再显示上级。", child_total),
    ]


def _of_hiding(articles: ArticleQuerySet) -> list[str]:
    links = sum(model.objects.published().of_articles(articles).count() for model in (Mention, Reference))
    return [
        *_count_sentence("{} 条条文不再公开，也不再能检索到。", articles.count()),
        *_count_sentence("{} 处链接不再公开。", links),
        *(line for add in _consequences_elsewhere() for line in add(articles)),
    ]


def _consequences_elsewhere() -> Iterable:
    """The functions of other apps, from the setting: (articles) → sentences."""
    return map(import_string, settings.PORTAL_CONSEQUENCES)


def _entities_without_links(links: MentionQuerySet) -> list[str]:
    """A sentence on the entities left without a public link."""
    remaining = Mention.objects.published().without_ids(links.values("pk"))
    unlinked = Entity.objects.with_ids(links.entity_ids()).without_ids(remaining.entity_ids()).in_order()
    names = "、".join(entity.name for entity in unlinked[:_MOST_NAMED])
    total = unlinked.count()
    more = "等" if total > _MOST_NAMED else ""
    return [f"{total} 个实体不再有公开的链接：{names}{more}。"] if total else []


def _count_sentence(sentence: str, number: int) -> list[str]:
    return [sentence.format(number)] if number else []
