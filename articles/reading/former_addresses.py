"""Finds the present address for a former one (docs/decisions/0029).

Used only after a view has found nothing. Each part of the address is looked up among present, then former
identifiers, so that a former slug and a former number can be combined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import ResolverMatch, reverse

from articles.models import Article, Division, Entity, FormerAddress, Policy
from articles.models.articles.division import DivisionKind
from articles.models.former_address import AddressKind


@dataclass(frozen=True)
class PresentAddress:
    """`path` is the row's present address; `is_public` says whether readers may see it."""

    path: str
    is_public: bool


def policy_called(slug: str) -> Policy | None:
    """The policy with this present or former slug."""
    present = Policy.objects.with_slugs([slug]).first()
    return present or _holder(Policy.objects.all(), AddressKind.POLICY, slug)


def policies_called(slugs: Iterable[str]) -> dict[str, Policy]:
    """The policies with these present or former slugs, by slug."""
    return {slug: policy for slug in slugs if (policy := policy_called(slug))}


def policy_of_work(work: str) -> Policy | None:
    """The policy with this present or former name in ELI and AKN identifiers."""
    return Policy.objects.named_work(work) or _holder(Policy.objects.all(), AddressKind.WORK, work)


def article_called(policy: Policy, address: str) -> Article | None:
    """The article with this present or former address, wherever it is now."""
    present = policy.articles.for_reading().addressed([address]).first()
    return present or _holder(Article.objects.for_reading(), AddressKind.ARTICLE, address, policy.pk)


def division_called(policy: Policy, eid: str) -> Division | None:
    """The division with this present or former eId."""
    present = policy.divisions.with_parents().with_eid(eid).first()
    return present or _holder(Division.objects.with_parents(), AddressKind.DIVISION, eid, policy.pk)


def chapter_called(policy: Policy, address: str) -> Division | None:
    """The chapter now at /chapters/<address>/, or the division that was."""
    present = policy.divisions.with_parents().addressed(address).first()
    return present or _holder(Division.objects.with_parents(), AddressKind.CHAPTER, address, policy.pk)


def entity_called(kind: str, slug: str) -> Entity | None:
    """The entity with this present or former kind and slug."""
    present = Entity.objects.of_kind(kind).with_slug(slug).first()
    return present or _holder(Entity.objects.all(), AddressKind.ENTITY, f"{kind}/{slug}")


def present_address(match: ResolverMatch) -> PresentAddress | None:
    """The present address of the page, format, feed or resource that a view has not found.

    None if there never was one, or if it has not changed."""
    if match.namespace not in ("articles", "api") or "slug" not in match.kwargs:
        return None
    present = _entity_address(match) if "kind" in match.kwargs else _policy_address(match)
    return present if present and present.path != reverse(match.view_name, kwargs=match.kwargs) else None


def _holder(rows, kind: AddressKind, address: str, within: int = 0):
    pk = FormerAddress.objects.holder(kind, address, within=within)
    return rows.with_ids([pk]).first() if pk else None


def _entity_address(match: ResolverMatch) -> PresentAddress | None:
    entity = entity_called(match.kwargs["kind"], match.kwargs["slug"])
    if entity is None:
        return None
    return _view_address(match, {"kind": entity.kind, "slug": entity.slug}, entity.is_published)


def _policy_address(match: ResolverMatch) -> PresentAddress | None:
    policy = policy_called(match.kwargs["slug"])
    if policy is None:
        return None
    if "unit" in match.kwargs:
        return _article_address(match, article_called(policy, match.kwargs["unit"]))
    if "address" in match.kwargs:
        return _chapter_address(match, chapter_called(policy, match.kwargs["address"]))
    return _view_address(match, {"slug": policy.slug}, policy.is_published)


def _article_address(match: ResolverMatch, article: Article | None) -> PresentAddress | None:
    if article is None:
        return None
    identity = {"slug": article.policy.slug, "unit": article.address}
    return _view_address(match, identity, article.is_published)


def _chapter_address(match: ResolverMatch, division: Division | None) -> PresentAddress | None:
    """A division that is no longer a chapter has no page or feed of its own."""
    if division is None:
        return None
    if division.kind != DivisionKind.CHAPTER:
        return PresentAddress(division.get_absolute_url(), division.policy.is_published)
    return _view_address(
        match, {"slug": division.policy.slug, "address": division.address}, division.policy.is_published
    )


def _view_address(match: ResolverMatch, identity: Mapping[str, object], is_public: bool) -> PresentAddress:
    """The same view with the row's present identifiers."""
    path = reverse(match.view_name, kwargs={**match.kwargs, **identity})
    return PresentAddress(path, is_public)
