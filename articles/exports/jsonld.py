"""schema.org Legislation as JSON-LD. What is not known is left out, never guessed."""

from __future__ import annotations

from collections.abc import Iterable

from articles.links.documents.relations import PolicyRelation, RelationDirection
from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.links.later_rule import Effect, LaterRule
from articles.models.links.relation import Relation
from articles.models.policies.policy_choices import PolicyStatus
from articles.reading.schema_org import Site
from articles.text.citing.places.identifiers import akn_expression, akn_work, article_eid, eli_path
from articles.text.numbers.dates import iso_or_none

#: schema.org has no value for an amended text; the property is then omitted.
_FORCE: dict[str, str] = {
    PolicyStatus.IN_FORCE: "https://schema.org/InForce",
    PolicyStatus.NOT_YET: "https://schema.org/NotInForce",
    PolicyStatus.REPEALED: "https://schema.org/NotInForce",
    PolicyStatus.EXPIRED: "https://schema.org/NotInForce",
}
#: What a later document is to the words that it concerns.
_POINTS: dict[str, str] = {
    Effect.STOPPED: "legislationChanges",
    Effect.REPLACED: "legislationChanges",
    Effect.DETAILED: "legislationApplies",
}
#: What a policy does to the other document, as schema.org says it.
_RELATES: dict[str, str] = {
    Relation.BASIS: "isBasedOn",
    Relation.IMPLEMENTS: "legislationApplies",
    Relation.AMENDS: "legislationChanges",
    Relation.REPLACES: "legislationRepeals",
    Relation.REPEALS: "legislationRepeals",
    Relation.EXPIRES: "legislationRepeals",
    Relation.EXTENDS: "legislationChanges",
}
_CONTEXT = "https://schema.org"


def policy_jsonld(
    policy: Policy,
    *,
    site: Site,
    articles: Iterable[Article] = (),
    relations: Iterable[PolicyRelation] = (),
) -> dict:
    """A policy as Legislation; `articles` are named as its parts."""
    parts = [
        {"@type": "Legislation", "@id": site(article.get_absolute_url()), "name": article.short_citation}
        for article in articles
    ]
    related = _related_documents(relations, site)
    return _without_empty({"@context": _CONTEXT, **_policy(policy, site), "hasPart": parts, **related})


def _related_documents(relations: Iterable[PolicyRelation], site: Site) -> dict[str, object]:
    """The relations by property; those of other documents to this one stand under @reverse."""
    outgoing: dict[str, list[dict]] = {}
    incoming: dict[str, list[dict]] = {}
    for relation in relations:
        pointing = outgoing if relation.direction == RelationDirection.OUT else incoming
        other = {"@type": "Legislation", "name": relation.name}
        if relation.policy:
            other["@id"] = site(relation.policy.get_absolute_url())
        pointing.setdefault(_RELATES.get(relation.kind, "citation"), []).append(other)
    return {**outgoing, "@reverse": incoming}


def article_jsonld(
    article: Article, *, site: Site, mentions: Iterable[Mention] = (), references: Iterable[Reference] = ()
) -> dict:
    """An article as a part of its Legislation, with what it is about and what it cites."""
    policy = article.policy
    about = {mention.entity_id: mention.entity for mention in mentions}
    documents = [entity for entity in about.values() if entity.kind == "document"]
    targets = {reference.shown_target for reference in references if reference.shown_target}
    return _without_empty(
        {
            "@context": _CONTEXT,
            "@type": "Legislation",
            "@id": site(article.get_absolute_url()),
            "url": site(article.get_absolute_url()),
            "name": " ".join(filter(None, [article.short_citation, article.heading])),
            "legislationIdentifier": " ".join(filter(None, [policy.document_number, article.label])),
            "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": article.sha256},
            "sameAs": _same_as(policy, site, article),
            "text": article.text,
            "inLanguage": "zh-CN",
            "legislationJurisdiction": "CN",
            "legislationLegalForce": _FORCE.get(policy.status),
            "isPartOf": _policy(policy, site),
            "about": [_thing(entity, site) for entity in about.values() if entity.kind != "document"],
            "citation": [
                *(_document(entity, site) for entity in documents),
                *(_cited_article(target, site) for target in sorted(targets, key=lambda article: article.pk)),
            ],
            "@reverse": _later_rules(article),
        }
    )


def _later_rules(article: Article) -> dict[str, list[dict]]:
    """Later documents with what they do to it: in schema.org the later one points to the earlier."""
    pointing: dict[str, list[dict]] = {}
    for rule in article.later_rules:
        pointing.setdefault(_POINTS[rule.effect], []).append(_later_document(rule))
    return pointing


def _later_document(rule: LaterRule) -> dict:
    return _without_empty(
        {
            "@type": "Legislation",
            "name": rule.document,
            "legislationIdentifier": rule.document_number,
            "legislationDate": iso_or_none(rule.date),
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": rule.issuer},
            "description": rule.sentence,
            "url": rule.source_url,
        }
    )


def _policy(policy: Policy, site: Site) -> dict:
    issuers = [
        {"@type": "GovernmentOrganization", "name": issuer.official_name} for issuer in policy.issuers.all()
    ]
    url = site(policy.get_absolute_url())
    return _without_empty(
        {
            "@type": "Legislation",
            "@id": url,
            "url": url,
            "name": policy.title,
            "legislationIdentifier": policy.document_number or eli_path(policy.work),
            "legislationType": policy.get_kind_display(),
            "legislationDate": iso_or_none(policy.adopted_on or policy.signed_on),
            "legislationDateVersion": iso_or_none(policy.version_date),
            "legislationDateOfApplicability": iso_or_none(policy.effective_on),
            "datePublished": iso_or_none(policy.published_on),
            "legislationPassedBy": issuers,
            "legislationLegalForce": _FORCE.get(policy.status),
            "legislationJurisdiction": "CN",
            "inLanguage": "zh-CN",
            "sameAs": _same_as(policy, site),
        }
    )


def _same_as(policy: Policy, site: Site, article: Article | None = None) -> list[str]:
    work = policy.work
    if article is None:
        return [site(eli_path(work)), site(akn_work(work))]
    expression = akn_expression(work, version=policy.version_date)
    eli = eli_path(work, article_eid(article.address))
    return [site(eli), site(f"{expression}/{article.eid}")]


def _thing(entity: Entity, site: Site) -> dict:
    kind = "GovernmentOrganization" if entity.kind == "ministry" else "DefinedTerm"
    return {"@type": kind, "@id": site(entity.get_absolute_url()), "name": entity.name}


def _document(entity: Entity, site: Site) -> dict:
    page = entity.full_text or entity
    return {"@type": "Legislation", "@id": site(page.get_absolute_url()), "name": entity.name}


def _cited_article(article: Article, site: Site) -> dict:
    return {
        "@type": "Legislation",
        "@id": site(article.get_absolute_url()),
        "name": article.short_citation,
    }


def _without_empty(members: dict) -> dict:
    """Drop empty values."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}
