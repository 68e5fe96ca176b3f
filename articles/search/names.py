"""Policies and entities as results: those whose name, other name or number the query is or is part of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.models import Entity, Policy
from articles.search.query import Query
from articles.search.sources import MOST_A_SOURCE, FacetValue, OtherHit, ResultType
from articles.text.document_numbers import document_number_key
from articles.text.folding import fold
from articles.text.highlight import snippet
from articles.text.titles import title_key

_HAS_WORD = re.compile(r"\w")
_SHORTEST = 2
#: A query that is so much of a name, and no mere word, means what is called so.
_MEANT = 0.5
_SHORTEST_MEANT = 3


def find_policies(query: Query) -> list[OtherHit]:
    """The published policies whose title holds the query or whose document number it is."""
    sought = _sought(query)
    if not sought:
        return []
    found = Policy.objects.published().named_like(sought).in_list_order()[:MOST_A_SOURCE]
    key, number = title_key(sought), document_number_key(sought)
    hits = [
        _policy_hit(
            policy, query, 1.0 if policy.document_number_key == number else _share(key, policy.title_key)
        )
        for policy in found
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def find_entities(query: Query) -> list[OtherHit]:
    """The public entities that the query names, by their name or another, or whose name holds it."""
    sought = _sought(query)
    if not sought:
        return []
    keys = {fold(sought), title_key(sought)}
    words = {word.text for word in query.words if len(word.text) >= _SHORTEST}
    found = Entity.objects.published().called(keys, words=words, held=fold(sought))
    hits = [_entity_hit(entity, query, keys) for entity in found.in_order().with_aliases()[:MOST_A_SOURCE]]
    return sorted(hits, key=lambda hit: -hit.score)


def _sought(query: Query) -> str:
    """The words of the query as a name; empty where they cannot be one."""
    name = query.literal
    return name if len(name) >= _SHORTEST and _HAS_WORD.search(name) else ""


def _share(sought: str, name: str) -> float:
    """How much of the name was typed, 0 to 1; the other way round where the name is one of the words."""
    shorter, longer = sorted((sought, name), key=len)
    return len(shorter) / len(longer) if shorter in longer else 0.0


def _share_of_policy(policy: Policy, sought: str) -> float:
    if policy.document_number_key == (document_number_key(sought) or sought):
        return 1.0
    return _share(title_key(sought), policy.title_key)


def _is_meant(sought: str, share: float) -> bool:
    return share == 1 or (share >= _MEANT and len(sought) >= _SHORTEST_MEANT)


def _policy_hit(policy: Policy, query: Query, share: float) -> OtherHit:
    return OtherHit(
        type=ResultType.POLICY,
        heading=snippet(policy.title, query.marked),
        snippet=snippet(policy.document_number, query.marked),
        url=policy.get_absolute_url(),
        score=share,
        label=policy.get_kind_display(),
        policy=policy.slug,
        stands_above=_is_meant(query.literal, share),
        values=(
            FacetValue("policy", policy.slug, policy.title),
            FacetValue("kind", policy.kind, policy.get_kind_display()),
            FacetValue("status", policy.status, policy.get_status_display()),
        ),
    )


def _entity_hit(entity: Entity, query: Query, keys: Iterable[str]) -> OtherHit:
    others = list(entity.aliases.all())
    names = [entity.name_key, *(alias.name_key for alias in others)]
    share = max(_share(key, name) for key in keys for name in names)
    said = entity.description or "、".join(alias.name for alias in others)
    is_held = any(query.literal in name for name in names)
    return OtherHit(
        type=ResultType.ENTITY,
        heading=snippet(entity.name, query.marked),
        snippet=snippet(said, query.marked),
        url=entity.get_absolute_url(),
        score=share,
        label=entity.get_kind_display(),
        stands_above=is_held and _is_meant(query.literal, share),
    )
