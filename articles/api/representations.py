"""Rows of the knowledge base → the plain values that `fields` describes. Addresses are absolute."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from articles.models import Article, Division, Entity, Mention, Policy, Reference
from articles.reading.citation_resolution import Resolved
from articles.text.citing.identifiers import akn_expression, eli_path

#: Makes a path of this site absolute.
Site = Callable[[str], str]


def article_item(article: Article, site: Site) -> dict:
    chapter = article.chapter
    return {
        "policy": article.policy.slug,
        "number": article.number,
        "suffix": article.suffix,
        "label": article.label,
        "heading": article.heading,
        "short_title": article.short_title,
        "text": article.text,
        "sha256": article.sha256,
        "chapter": {"number": chapter.number, "title": chapter.title} if chapter else None,
        "url": site(article.get_absolute_url()),
    }


def article_object(article: Article, site: Site) -> dict:
    """One article with everything that is linked to it, in a fixed number of queries."""
    siblings = article.policy.articles.published()
    neighbours = siblings.before(article), siblings.after(article)
    mentions = Mention.objects.published().of_article(article).for_display().in_text_order()
    references = Reference.objects.published()
    return {
        **article_item(article, site),
        "eid": article.eid,
        "divisions": list(map(str, article.division.lineage)) if article.division else [],
        "previous": site(neighbours[0].get_absolute_url()) if neighbours[0] else None,
        "next": site(neighbours[1].get_absolute_url()) if neighbours[1] else None,
        "modified": article.changed_at,
        "mentions": list(map(_mention, mentions)),
        "references": [
            _reference(one, site) for one in references.of_article(article).for_display().in_text_order()
        ],
        "cited_by": [
            {**_evidence(one), "article": cited_article(one.article, site)}
            for one in references.to_article(article).for_display().in_text_order()
            if one.article
        ],
    }


def _evidence(row: Mention | Reference) -> dict:
    return {"quote": row.quote, "start": row.start, "end": row.end}


def _mention(mention: Mention) -> dict:
    entity = mention.entity
    return {
        "kind": entity.kind,
        "entity": {"slug": entity.slug, "name": entity.name},
        "basis": mention.basis,
        **_evidence(mention),
        "reason": mention.reason,
    }


def _reference(reference: Reference, site: Site) -> dict:
    document, target = reference.document, reference.shown_target
    return {
        **_evidence(reference),
        "document": {"slug": document.slug, "name": document.name} if document else None,
        "number": reference.number,
        "suffix": reference.suffix,
        "last_number": reference.last_number,
        "paragraph": reference.paragraph,
        "item": reference.item,
        "target": cited_article(target, site) if target else None,
    }


def cited_article(article: Article, site: Site) -> dict:
    return {
        "policy": article.policy.slug,
        "number": article.number,
        "suffix": article.suffix,
        "label": article.label,
        "url": site(article.get_absolute_url()),
    }


def policy_item(policy: Policy, site: Site) -> dict:
    return {
        "slug": policy.slug,
        "title": policy.title,
        "kind": policy.kind,
        "document_number": policy.document_number,
        "issuers": [
            {"name": issuer.name, "official_name": issuer.official_name} for issuer in policy.issuers.all()
        ],
        "status": policy.status,
        **{name: getattr(policy, name) for name in _DATES},
        "article_count": policy.article_count,
        "url": site(policy.get_absolute_url()),
    }


_DATES = ("adopted_on", "signed_on", "published_on", "effective_on", "amended_on")
_TEXTS = ("status_basis", "notice_title", "notice_title_presumed", "adoption", "notice", "introduction")


def policy_object(policy: Policy, site: Site) -> dict:
    return {
        **policy_item(policy, site),
        **{name: getattr(policy, name) for name in (*_TEXTS, "annex", "source_note")},
        "addressees": [{"regions": one.regions, "body": one.body} for one in policy.addressees.all()],
        "eli": site(eli_path(policy.work)),
        "akn": site(akn_expression(policy.work, version=policy.version_date)),
        "modified": policy.changed_at,
    }


def division_object(division: Division, site: Site) -> dict:
    return {
        "eid": division.eid,
        "parent": division.parent.eid if division.parent else None,
        "kind": division.kind,
        "number": division.number,
        "label": division.label,
        "title": division.title,
        "opening": division.opening,
        "url": site(division.get_absolute_url()),
    }


def entity_item(entity: Entity, site: Site) -> dict:
    return {
        "kind": entity.kind,
        "slug": entity.slug,
        "name": entity.name,
        "parent": entity.shown_parent.slug if entity.shown_parent else None,
        "is_group": entity.is_group,
        "url": site(entity.get_absolute_url()),
    }


def entity_object(entity: Entity, mentions: Iterable[Mention], *, count: int, site: Site) -> dict:
    """An entity with a page of the places that mention it; `count` is that of all articles."""
    return {
        **entity_item(entity, site),
        "aliases": [
            {"name": alias.name, "valid_from": alias.valid_from, "valid_until": alias.valid_until}
            for alias in entity.aliases.all()
        ],
        "description": entity.description,
        "official_site": entity.official_site,
        "policy": entity.full_text.slug if entity.full_text else None,
        "article_count": count,
        "articles": [
            {
                "article": cited_article(one.article, site),
                "basis": one.basis,
                **_evidence(one),
                "reason": one.reason,
            }
            for one in mentions
        ],
    }


def target_object(found: Resolved, site: Site) -> dict:
    """What a citation leads to: an article, a chapter or a policy."""
    target = found.target
    is_article, is_policy = isinstance(target, Article), isinstance(target, Policy)
    policy = target if is_policy else target.policy
    return {
        "type": "article" if is_article else "policy" if is_policy else "chapter",
        "policy": policy.slug,
        "number": None if is_policy else target.number,
        "suffix": target.suffix if is_article else None,
        "label": policy.title if is_policy else target.label,
        "url": site(found.url),
    }
