"""Cited documents as entities: one for each title, joined to the stored policy of that title.

A document that is cited by its number alone is the policy that bears it; until that is stored, the entity
has the number as its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from django.db import transaction
from django.db.models import prefetch_related_objects

from articles.links.documents.policies_meant import policies_meant
from articles.models import Alias, Article, Entity, Mention, Policy, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.names.policy_names import policies_by_number
from articles.search import index_shown_entities
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.named_beside import without_issuer
from articles.text.citing.naming.titles import title_key

#: What an order or an announcement has behind the name of its body, which is written in several ways.
_SERIAL_OF_BODY = re.compile(r"(?:令第\d+号|公告\d{4}年第\d+号)$")
#: How many links to one name are read again when a policy comes that it may mean.
_MOST_POINTED = 200
_BEHIND_TITLE = re.compile(r"(?P<title>.+)\((?P<number>[^()]+号)\)")


def document_entities(titles: Iterable[str]) -> dict[str, Entity]:
    """Return the document entity of each title by `title_key`; create the missing ones.

    A new entity is hidden until an editor publishes it, and is joined to the policy of its title at once.
    """
    title_by_key = {key: title for title in titles if (key := title_key(title))}
    policies = _policies_of_number_keys(title_by_key)
    if not policies:
        return _entities_by_key(title_by_key)
    entities = _entities_by_key(
        {**title_by_key, **{title_key(policy.title): policy.title for policy in policies.values()}}
    )
    for key, policy in policies.items():
        entity = entities[title_key(policy.title)]
        if entity.policy_id == policy.pk:
            entities[key] = entity
    return entities


def documents_meant(
    named: Mapping[str, Entity], texts: Iterable[str], *, citing: Policy
) -> dict[str, Entity]:
    """The held documents that names (keys) mean, where no document held here has the name itself.

    `named` are the entities of the names, `texts` the texts of `citing` that use them.
    """
    open_names = [key for key, entity in named.items() if entity.policy_id is None]
    policies = policies_meant(open_names, texts, citing=citing)
    entities = document_entities([name for policy in policies.values() for name in _full_names(policy)])
    entity_by_key: dict[str, Entity] = {}
    for key, policy in policies.items():
        full = (entities[title_key(name)] for name in _full_names(policy))
        if entity := next((entity for entity in full if entity.policy_id == policy.pk), None):
            entity_by_key[key] = entity
    return entity_by_key


def _full_names(policy: Policy) -> tuple[str, ...]:
    """The title of a policy; where others have the same, the title with its number."""
    title_with_number = f"{policy.title}（{policy.document_number}）"
    is_shared = policy.document_number and Policy.objects.titled(policy.title).count() > 1
    return (title_with_number,) if is_shared else (policy.title,)


def _policies_of_number_keys(keys: Iterable[str]) -> dict[str, Policy]:
    """The policies that are stored under those of the keys that are document numbers."""
    numbers = {key: number for key in keys if (number := document_number_key(key))}
    return {key: policy for key, policy in policies_by_number(numbers).items() if policy}


def _entities_by_key(title_by_key: Mapping[str, str]) -> dict[str, Entity]:
    if not title_by_key:
        return {}
    known = _known_documents(title_by_key)
    missing = sorted(
        key for key in title_by_key if key not in known
    )  # one order for all writers prevents deadlocks
    if not missing:
        return known
    policies = _policies_by_key(missing)
    new = [_new_document(key, title_by_key[key], policies.get(key)) for key in missing]
    Entity.objects.bulk_create(new, ignore_conflicts=True)
    created = Entity.objects.of_kind(EntityKind.DOCUMENT).keyed(missing)
    return known | {entity.name_key: entity for entity in created}


def resolve_documents() -> None:
    """Join document entities to the policies of their title, and references to the articles they cite.

    A title that several policies have is ambiguous and not resolved (原文陷阱 57).
    """
    joined = _join(Entity.objects.of_kind(EntityKind.DOCUMENT))
    Reference.objects.resolve_targets()
    if joined:
        _publish_by_rule(joined)


@transaction.atomic
def resolve_missed(policies: Collection[int]) -> None:
    """Join what imports that ran at the same time could not see of each other.

    That is a document that one has made and the policy of its title, or a citation and its article.
    """
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT)
    new = Policy.objects.with_ids(policies)
    changed = _join(documents.named_by_or_as(policies) | documents.keyed(_number_keys(new)))
    held_documents = list(documents.held())
    Reference.objects.to_documents(held_documents).without_target().resolve_targets()
    _publish_by_rule([*held_documents, *(entity for entity in changed if entity.policy_id is None)])


def join_policy(policy: Policy, *, former: Policy | None = None) -> None:
    """Join the documents that cite a policy by its title or its number to that policy.

    `former` is the policy as it was before its title or number changed: what cites it so is joined anew.
    The cost depends on this policy, not on the number of policies.
    """
    bearers = [policy, former] if former else [policy]
    titles = [bearer.title_key for bearer in bearers]
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT)
    documents_named = documents.keyed([*titles, *_number_keys(bearers)]).order_by()
    if former:
        documents_named |= documents.of_policy(policy).order_by()
    for bearer in bearers:
        if serial := _SERIAL_OF_BODY.search(bearer.document_number_key):
            documents_named |= documents.named_ending_with(title_key(serial[0])).order_by()
    other_names = Alias.objects.of_kind(EntityKind.DOCUMENT).keyed(titles).order_by()
    ids = [
        pk for (pk,) in documents_named.values_list("pk").union(other_names.values_list("entity")).order_by()
    ]
    joined = _join(Entity.objects.with_ids(ids)) if ids else []
    _update_links([*joined, *_redirect_links(policy)])


def join_document(entity: Entity) -> None:
    """Join a document whose names are new to the policy that one of them means."""
    _update_links(_join([entity]))


def _update_links(changed: list[Entity]) -> None:
    """Give the links to documents that were joined, or no longer are, their targets and states."""
    if changed:
        Reference.objects.to_documents(changed).resolve_targets()
        _publish_by_rule(changed)


def _redirect_links(policy: Policy) -> list[Entity]:
    """Redirect links that name a new policy without its issuer to its documents, and return these."""
    keys = {policy.title_key, without_issuer(policy.title_key)} - {""}
    redirected: list[Entity] = []
    for entity in Entity.objects.of_kind(EntityKind.DOCUMENT).keyed(keys).without_policy():
        mentions = Mention.objects.of_entity(entity).of_linker().with_texts()
        references = Reference.objects.to_documents([entity]).of_linker().with_texts()
        by_policy: dict[Policy, list[Mention | Reference]] = defaultdict(list)
        for row in (*mentions[:_MOST_POINTED], *references[:_MOST_POINTED]):
            by_policy[row.policy].append(row)
        for citing, rows in by_policy.items():
            texts = {row.text for row in rows}
            document = documents_meant({entity.name_key: entity}, texts, citing=citing).get(entity.name_key)
            if document and document.policy_id == policy.pk:
                Mention.objects.with_ids(row.pk for row in rows if isinstance(row, Mention)).update(
                    entity=document
                )
                reference_ids = [row.pk for row in rows if isinstance(row, Reference)]
                Reference.objects.with_ids(reference_ids).update(document=document)
                redirected.append(document)
    return redirected


def _number_keys(policies: Iterable[Policy]) -> list[str]:
    """The keys of documents that are named by the numbers of policies, alone or behind their titles."""
    with_number = [policy for policy in policies if policy.document_number_key]
    alone = [title_key(policy.document_number_key) for policy in with_number]
    return [*alone, *(f"{policy.title_key}({title_key(policy.document_number)})" for policy in with_number)]


def show_held_documents(entities: Iterable[Entity]) -> None:
    """Publish documents held here that published links name, unless an editor has hidden them."""
    hidden = [entity.pk for entity in entities if entity.policy_id and not entity.is_published]
    published = list(Entity.objects.with_ids(hidden).never_edited().named()) if hidden else []
    for entity in published:
        entity.is_published = True
        entity.save(update_fields=["is_published"])
    index_shown_entities(published)


def _publish_by_rule(documents: list[Entity]) -> None:
    """Give the links to documents whose full text came or went the states that the rules say."""
    Mention.objects.of_entities(document.pk for document in documents).apply_rules()
    Reference.objects.to_documents(documents).apply_rules()
    show_held_documents(documents)


def targets_of(entities: Iterable[Entity], addresses: Iterable[str]) -> dict[tuple[int | None, str], int]:
    """The articles that references can cite: (policy, address) → id, of the entities' policies."""
    policies = {entity.policy_id for entity in entities if entity.policy_id}
    if not policies:
        return {}
    articles = Article.objects.in_text().of_policies(policies).addressed(addresses)
    return {(policy, address): pk for pk, policy, address in articles.values_list("pk", "policy", "address")}


def _join(entities: Iterable[Entity]) -> list[Entity]:
    """Join `entities` to the policies of their titles; return those that changed."""
    documents = list(entities)
    prefetch_related_objects(documents, "aliases")
    keys_of = {
        entity: {entity.name_key, *(alias.name_key for alias in entity.aliases.all())} for entity in documents
    }
    policies = _policies_by_key({key for keys in keys_of.values() for key in keys})
    changed = []
    for entity, keys in keys_of.items():
        matching = {policies[key] for key in keys if policies.get(key)}
        policy = matching.pop() if len(matching) == 1 else None
        if policy != entity.policy_id:
            entity.policy_id = policy
            changed.append(entity)
    Entity.objects.bulk_update(changed, ["policy"], batch_size=500)
    return changed


def _policies_by_key(keys: Iterable[str]) -> dict[str, int | None]:
    keys = list(keys)
    by_key: dict[str, int | None] = {}
    for pk, key in Policy.objects.with_title_keys(keys).values_list("pk", "title_key"):
        by_key[key] = None if key in by_key else pk
    return {**_policies_by_number_key(keys), **by_key}


def _policies_by_number_key(keys: Iterable[str]) -> dict[str, int | None]:
    """The policies of those keys that are document numbers or end in one: 某办法(某省人民政府令第200号)."""
    matches = {key: match for key in keys if (match := _BEHIND_TITLE.fullmatch(key))}
    numbers = {
        key: number
        for key in keys
        if (number := document_number_key(matches[key]["number"] if key in matches else key))
    }
    policies = policies_by_number(numbers)
    return {
        key: policy.pk if policy else None
        for key, policy in policies.items()
        if key not in matches or (policy and policy.title_key == matches[key]["title"])
    }


def _known_documents(keys: Iterable[str]) -> dict[str, Entity]:
    keys = list(keys)
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT)
    aliases = Alias.objects.of_kind(EntityKind.DOCUMENT).keyed(keys).select_related("entity")
    return {alias.name_key: alias.entity for alias in aliases} | {
        entity.name_key: entity for entity in documents.keyed(keys)
    }


def _new_document(key: str, title: str, policy: int | None) -> Entity:
    return Entity(
        policy_id=policy,
        kind=EntityKind.DOCUMENT,
        slug=f"doc-{sha256(key.encode()).hexdigest()[:12]}",
        name=title,
        name_key=key,
        is_published=False,
        is_searched=False,
    )
