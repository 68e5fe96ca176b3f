"""Policies and entities as results: those whose name, other name or number the query is or is part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from articles.models import Alias, Entity, Mention, Policy
from articles.models.articles.article_reading import read_policies
from articles.models.entities.entity_kinds import EntityKind
from articles.models.policies.policy_choices import DocumentKind
from articles.models.postgres.content_versions import remembered
from articles.reading.names.documents_not_held import MissingDocument, document_not_held, is_document_name
from articles.reading.names.policy_names import policies_by_other_name, policies_named
from articles.reading.places.place_resolution import Resolved
from articles.search.queries.analysis import Query
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.queries.question_words import about_names
from articles.search.queries.regions import with_full_names
from articles.search.results.filters.article_columns import article_columns
from articles.search.results.matches.joined_texts import JoinedTexts
from articles.search.results.matches.near_documents import documents_near
from articles.search.results.matches.unresolved_hits import missing_hit, near_hit
from articles.search.results.result_sources import MOST_A_SOURCE, OtherHit, ResultType
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.title_forms import law_of_another_state
from articles.text.citing.naming.titles import STATE, title_key
from articles.text.wording.tokens import maximum_matches

_HAS_WORD = re.compile(r"\w")
_STATE = "国家"
_SHORTEST, _LONGEST_NAME = 2, 40
#: A query that makes up so much of a name, and is so long, may mean the thing of that name.
_NEARLY, _SHORTEST_NEARLY = 0.5, 3


def find_policies(query: Query) -> list[OtherHit]:
    """What the query names as a document: the published policies that have it as their number or as a name,
    and those whose title holds it.

    Where none has exactly this name, those of nearly this name come first; or that such a document is not
    stored, nor a law of another state.
    """
    typed_name = _query_as_name(query)
    if not typed_name:
        return []
    hits = _hits_by_name(typed_name, query)
    if not any(hit.score == 1 for hit in hits) and not query.filters:
        alternatives = _near_names_or_notice(typed_name, query) or _foreign_law_notices(query.plain)
        offered_slugs = {hit.policy for hit in alternatives}
        hits = [*alternatives, *(hit for hit in hits if hit.policy not in offered_slugs)]
    return _with_places(hits, typed_name)


def _hits_by_name(typed_name: str, query: Query) -> list[OtherHit]:
    """The policies of this other name, then by title and number, scored by how much of that was typed."""
    written_name, policies = typed_name, list(_policies_named_like(typed_name))
    if not policies and query.regions:  # 郑州劳动用工 for 郑州市劳动用工条例
        written_name = with_full_names(typed_name, query.regions)
        policies = list(_policies_named_like(written_name))
    named_policies = {policy.pk: policy for policy in policies_by_other_name(typed_name)}
    others = [policy for policy in policies if policy.pk not in named_policies]
    hits = [policy_hit(policy, query, 1.0) for policy in named_policies.values()]
    return [*hits, *(policy_hit(policy, query, _share_of_policy(policy, written_name)) for policy in others)]


def _policies_named_like(typed_name: str) -> Iterable[Policy]:
    """Most questions stand in no title and are no document number: these the database is not asked."""
    policies, titles, numbers = _titles_and_numbers()
    numbered = numbers.get(document_number_key(typed_name) or typed_name, ())
    places = sorted({*titles.holding([title_key(typed_name)]), *numbered})[:MOST_A_SOURCE]
    return read_policies([policies[place] for place in places], for_results=True)


@remembered(Policy)
def _titles_and_numbers() -> tuple[list[int], JoinedTexts, Mapping[str, Sequence[int]]]:
    """All published policies (ids), the shortest title first; the keys of their titles; and at which places
    those of a document number stand."""
    published = Policy.objects.published().shortest_title_first()
    rows = list(published.values_list("pk", "title_key", "document_number_key"))
    numbers: dict[str, list[int]] = defaultdict(list)
    for place, (_, _, number) in enumerate(rows):
        numbers[number].append(place)
    return [pk for pk, _, _ in rows], JoinedTexts(title for _, title, _ in rows), dict(numbers)


def _near_names_or_notice(typed_name: str, query: Query) -> list[OtherHit]:
    """For what ends as the names of documents: those that have nearly this name, for the reader to choose;
    else that it is not stored."""
    if not is_document_name(typed_name):
        return []
    if near_policies := documents_near(typed_name, query):
        return [near_hit(Resolved(policy), policy_hit(policy, query, _NEARLY)) for policy in near_policies]
    missing = document_not_held(typed_name)
    return [missing_hit(missing)] if missing else []


def _foreign_law_notices(typed: str) -> list[OtherHit]:
    """That a law of another state is not stored, also with words behind it: 英国公司法 董事."""
    name = law_of_another_state(typed)
    return [missing_hit(MissingDocument(name))] if name and not policies_named(name) else []


def find_entities(query: Query) -> list[OtherHit]:
    """The public entities that the query names, by their name or another, or whose name holds it.

    One that no text is linked to is found by its whole name only.
    """
    typed_name = _query_as_name(query)
    if not typed_name:
        return []
    keys = {typed_name, title_key(typed_name)}
    words = keys | {word.text for word in query.words if len(word.text) >= _SHORTEST}
    exactly_named = _entities_with_names(words)
    partly_named = [entity for entity in _entities_holding(typed_name) if words.isdisjoint(entity.names)]
    bodies = _bodies_by_everyday_name(query)
    entities = [
        entity
        for entity in [*exactly_named, *partly_named]
        if entity.is_linked or not keys.isdisjoint(entity.names)
    ]
    distinct = dict.fromkeys([*bodies, *entities])
    hits = [_entity_hit(entity, query, keys) for entity in islice(distinct, MOST_A_SOURCE)]
    return _with_places(hits, typed_name)


def entities_named(query: Query) -> tuple[NamedEntity, ...]:
    """The public entities that the query asks for by name: 财政部, 税收优惠, 哪些条文与财政部有关.

    Nothing but names and words that ask what has to do with them (`about_names`) may stand in the query.
    """
    text = query.literal.strip()
    if query.filters or query.excluded or query.phrases:
        return ()
    by_name = _entities_by_name()
    entities = by_name.get(text) or by_name.get(title_key(text)) or _bodies_by_everyday_name(query)
    if entities:
        return entities
    names = [name for name in _names_in_text(text) if any(entity.is_linked for entity in by_name[name])]
    rest = text
    for name in names:
        rest = rest.replace(name, " ", 1)
    if not names or not all(_asks_about_names(word) for word in tokenizer().cut(rest)):
        return ()
    return tuple(dict.fromkeys(entity for name in names for entity in by_name[name]))


def entities_like(query: Query, *, without: Collection[NamedEntity], most: int) -> tuple[NamedEntity, ...]:
    """Those whose name holds the query, or stands in it, `without` those named; the nearest names first."""
    text = query.literal.strip()
    if len(text) < _SHORTEST or query.filters or query.excluded or query.phrases:
        return ()
    by_name = _entities_by_name()
    entities_inside = [entity for name in _names_in_text(text) for entity in by_name[name]]
    entities_holding = _entities_holding(text)
    by_closeness = sorted(
        entities_holding, key=lambda entity: -max(_share(text, name) for name in entity.names)
    )
    return tuple(
        entity for entity in dict.fromkeys([*entities_inside, *by_closeness]) if entity not in without
    )[:most]


def _bodies_by_everyday_name(query: Query) -> tuple[NamedEntity, ...]:
    """The bodies of which the whole query is an everyday name: 两高, 央行; and 国家工信部 for 工信部."""
    text = query.literal.strip()
    wordings = (synonym.means for synonym in query.meanings if synonym.word == text)
    names = [name for means in wordings for words in means for name in words]
    by_name = _entities_by_name()
    entities = [entity for name in names or [text.removeprefix(_STATE)] for entity in by_name.get(name, ())]
    return tuple(entity for entity in entities if entity.kind == EntityKind.MINISTRY)


def _entities_with_names(words: Iterable[str]) -> list[NamedEntity]:
    """The public entities that have one of these names, in the order of all."""
    by_name = _entities_by_name()
    entities_by_pk = {entity.pk: entity for word in words for entity in by_name.get(word, ())}
    if len(entities_by_pk) < 2:
        return list(entities_by_pk.values())
    return [entity for entity in _named_entities() if entity.pk in entities_by_pk]


def _entities_holding(text: str) -> list[NamedEntity]:
    """The public entities with a name that holds a folded text; few questions stand in any."""
    entities = _named_entities()
    return [entities[place] for place in _all_names().holding([text])]


@remembered(Entity, Alias, Mention)
def _all_names() -> JoinedTexts:
    return JoinedTexts("\n".join(entity.names) for entity in _named_entities())


def held_as_names(query: Query, words: Iterable[str]) -> frozenset[str]:
    """Those of these words of the query that name public entities, alone or with words beside them.

    They are held, though no article has them.
    """
    names = list(_names_in_text(query.literal.strip()))
    return frozenset(
        word for word in words if word in _entities_by_name() or any(word in name for name in names)
    )


def _names_in_text(text: str) -> Iterable[str]:
    """The names of public entities that stand in a folded text, the longest at each place."""
    boundaries = tokenizer().boundaries(text)
    return maximum_matches(text, _entities_by_name(), boundaries=boundaries, longest=_LONGEST_NAME)


@remembered(Entity, Alias, Mention)
def _entities_by_name() -> dict[str, tuple[NamedEntity, ...]]:
    by_name: dict[str, tuple[NamedEntity, ...]] = {}
    for entity in _named_entities():
        for name in entity.names:
            if len(name) >= _SHORTEST:
                by_name[name] = (*by_name.get(name, ()), entity)
    return by_name


def _asks_about_names(word: str) -> bool:
    return not _HAS_WORD.search(word) or tokenizer().is_stop(word) or word in about_names()


@dataclass(frozen=True)
class NamedEntity:
    """What is compared and shown of an entity; `names` are the keys of its name and its other names.

    `is_linked`: a published link leads to it, or it is a document.
    """

    pk: int
    kind: str
    name: str
    names: tuple[str, ...]
    summary: str
    url: str
    label: str
    is_linked: bool


@remembered(Entity, Alias, Mention)
def _named_entities() -> tuple[NamedEntity, ...]:
    """All public entities, those with the shortest name first: as many as a query is compared with."""
    entities = Entity.objects.published().shortest_name_first()
    aliases_by_entity: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, name, key in Alias.objects.order_by("pk").values_list("entity_id", "name", "name_key"):
        aliases_by_entity[pk].append((name, key))
    linked = set(Mention.objects.approved().entity_ids())
    return tuple(
        _named_entity(entity, aliases_by_entity[entity.pk], is_linked=entity.pk in linked)
        for entity in entities
    )


def _named_entity(entity: Entity, aliases: Iterable[tuple[str, str]], *, is_linked: bool) -> NamedEntity:
    """`others`: its other names, each with its key."""
    return NamedEntity(
        pk=entity.pk,
        kind=entity.kind,
        name=entity.name,
        names=(entity.name_key, *(key for _, key in aliases)),
        summary=entity.description or "、".join(name for name, _ in aliases),
        url=entity.get_absolute_url(),
        label=entity.get_kind_display(),
        is_linked=is_linked or entity.kind == EntityKind.DOCUMENT,
    )


def _query_as_name(query: Query) -> str:
    """The words of the query as a name, folded; empty where they cannot be one."""
    name = query.literal.strip()
    return name if len(name) >= _SHORTEST and _HAS_WORD.search(name) else ""


def _with_places(hits: list[OtherHit], typed_name: str) -> list[OtherHit]:
    """The hits, best first. Exact names stand above the articles, or else the nearest name alone."""
    ranked = sorted(hits, key=lambda hit: -hit.score)
    exact = [hit for hit in ranked if hit.score == 1]
    near = [hit for hit in ranked[:1] if hit.score >= _NEARLY and len(typed_name) >= _SHORTEST_NEARLY]
    raised_hits = exact or near
    return [*(replace(hit, stands_above=True) for hit in raised_hits), *ranked[len(raised_hits) :]]


def _share(typed_name: str, name: str) -> float:
    """How much of `name` was typed, 0 to 1; half as much where it was not its beginning."""
    if name.startswith(typed_name):
        return len(typed_name) / len(name)
    shorter, longer = sorted((typed_name, name), key=len)
    return len(shorter) / len(longer) / 2 if shorter in longer else 0.0


def _share_of_policy(policy: Policy, typed_name: str) -> float:
    if policy.document_number_key == (document_number_key(typed_name) or typed_name):
        return 1.0
    key, title = title_key(typed_name), policy.title_key
    bare = title if key.startswith(STATE) else title.removeprefix(STATE)  # 专利法 is the law's name
    return len(key) / len(bare) if key in bare else 0.0


def policy_hit(policy: Policy, query: Query, share: float, *, stands_above: bool = False) -> OtherHit:
    return OtherHit(
        type=ResultType.POLICY,
        name=policy.title,
        summary=policy.document_number,
        url=policy.get_absolute_url(),
        score=share,
        marked=query.marked,
        label=DocumentKind(policy.kind).label,
        policy=policy.slug,
        standing="" if policy.is_in_force else policy.standing,
        stands_above=stands_above,
        values=article_columns().values_of(policy),
    )


def _entity_hit(entity: NamedEntity, query: Query, keys: Iterable[str]) -> OtherHit:
    return OtherHit(
        type=ResultType.ENTITY,
        name=entity.name,
        summary=entity.summary,
        url=entity.url,
        score=max(_share(key, name) for key in keys for name in entity.names),
        marked=query.marked,
        label=entity.label,
    )
