"""The entities that ship with the portal: fixtures/entities/, each version of a file loaded once.

Missing entities are added. One that nobody has edited follows the file in its aliases and description
(decision 0047); an edited one has revisions and stays as it is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from articles.content_files import content_table
from articles.links.documents.shipped_laws import load_shipped_laws
from articles.links.entities.inheritance import inherit_issuers
from articles.models import (
    Alias,
    Entity,
    FormerAddress,
    Mention,
    NameStart,
    Policy,
    ShippedFile,
    Succession,
)
from articles.models.entities.entity_kinds import EntityKind, name_key
from articles.models.former_address import AddressKind
from articles.models.links.evidence import Basis

logger = logging.getLogger(__name__)

#: File name of each kind, in the order in which they are loaded.
FILES = {
    EntityKind.MINISTRY: "ministries",
    EntityKind.GOAL: "goals",
    EntityKind.INSTRUMENT: "instruments",
    EntityKind.DOCUMENT: "documents",
    EntityKind.ACTOR: "actors",
    EntityKind.FORCE: "forces",
}


class LinkFileError(ValueError):
    """An error in a shipped data file; the message names file, place and reason."""


def load_shipped_entities() -> int:
    """Load the files whose present version is not in the database yet; return how many entities are new."""
    created = sum(_load_kind(kind) for kind in FILES if ShippedFile.objects.take_in(_file(FILES[kind])))
    if ShippedFile.objects.take_in(_file("successions")):
        _load_successions()
    load_shipped_laws()
    return created


def entities_by_slug(kind: EntityKind) -> dict[str, Entity]:
    """The entities of a kind by present and former slugs."""
    present = {entity.pk: entity for entity in Entity.objects.of_kind(kind)}
    former = {
        address.removeprefix(f"{kind}/"): present[row]
        for address, row in FormerAddress.objects.holders(AddressKind.ENTITY).items()
        if row in present and address.startswith(f"{kind}/")
    }
    return former | {entity.slug: entity for entity in present.values()}


def _file(name: str) -> Path:
    return settings.CONTENT_DIR / "entities" / f"{name}.toml"


#: The days on which a name means an entity: (its id, first day, last day); None leaves an end open.
Uses = dict[str, list[tuple[int, date | None, date | None]]]


def _load_kind(kind: EntityKind) -> int:
    entries = content_table(_file(FILES[kind]))["entity"]
    known = entities_by_slug(kind)
    edited = set(Entity.objects.of_kind(kind).edited().values_list("pk", flat=True))
    without_old_alias = _follow_file(entries, known, edited)
    uses = _uses(kind)
    created = []
    for position, entry in enumerate(entries, start=1):
        if entry["slug"] not in known and _is_unused(kind, entry["name"], uses):
            entity = known[entry["slug"]] = _entity(kind, position, entry, known)
            uses[entity.name_key].append((entity.pk, None, None))
            created.append(entity)
    with_new_alias = _add_aliases(
        entries, {slug: row for slug, row in known.items() if row.pk not in edited}, uses
    )
    # They are learnt anew with the search index.
    NameStart.objects.of_entities({*without_old_alias, *with_new_alias}).delete()
    _reassign(without_old_alias, created)
    return len(created)


def _follow_file(entries: Iterable[dict], known: dict[str, Entity], edited: set[int]) -> set[Entity]:
    """Give unedited entities the file's description, and take away aliases that it no longer has.

    Returns the entities that lost an alias.
    """
    changed = set()
    for entry in entries:
        entity = known.get(entry["slug"])
        if entity is None or entity.pk in edited:
            continue
        if entity.description != entry.get("description", ""):
            entity.description = entry.get("description", "")
            entity.save(update_fields=["description"])
        names = [alias["name"] for alias in entry.get("aliases", ())]
        if entity.aliases.not_named(names).delete()[0]:
            changed.add(entity)
    return changed


def _uses(kind: EntityKind) -> Uses:
    uses: Uses = defaultdict(list)
    for pk, key in Entity.objects.of_kind(kind).values_list("pk", "name_key"):
        uses[key].append((pk, None, None))
    rows = Alias.objects.of_kind(kind).values_list("name_key", "entity", "valid_from", "valid_until")
    for key, pk, begin, end in rows:
        uses[key].append((pk, begin, end))
    return uses


def _is_unused(kind: EntityKind, name: str, uses: Uses) -> bool:
    """Whether no editor has given the name to an entity; the log says what was left out."""
    is_free = not uses.get(name_key(kind, name))
    if not is_free:
        logger.warning("%s.toml：“%s”在库中已是别的实体的名称，没有载入", FILES[kind], name)
    return is_free


def _entity(kind: EntityKind, position: int, entry: dict, known: dict[str, Entity]) -> Entity:
    parent = entry.get("parent")
    if parent and parent not in known:
        raise LinkFileError(f"{FILES[kind]}.toml：{entry['slug']} 的上级 {parent} 不在它之前")
    return Entity.objects.create(
        kind=kind,
        slug=entry["slug"],
        name=entry["name"],
        parent=known[parent] if parent else None,
        description=entry.get("description", ""),
        official_site=entry.get("site", ""),
        position=position,
        is_group=entry.get("group", False),
        is_searched=entry.get("auto", True) and not entry.get("group", False),
    )


def _add_aliases(entries: Iterable[dict], entities: dict[str, Entity], uses: Uses) -> set[Entity]:
    """Add the aliases that the entities lack and that mean nothing else on the same day.

    Returns the entities that have one more.
    """
    rows = []
    for entry in entries:
        for alias in entry.get("aliases", ()) if entry["slug"] in entities else ():
            row = _alias(entities[entry["slug"]], alias)
            if not any(_share_a_day(row, use) for use in uses[row.name_key]):
                uses[row.name_key].append((row.entity_id, row.valid_from, row.valid_until))
                rows.append(row)
    Alias.objects.bulk_create(rows)
    return {row.entity for row in rows}


def _alias(entity: Entity, alias: dict) -> Alias:
    row = Alias(
        entity=entity,
        name=alias["name"],
        valid_from=alias.get("from"),
        valid_until=alias.get("until"),
        note=alias.get("note", ""),
    )
    row.derive_keys()
    return row


def _share_a_day(row: Alias, use: tuple[int, date | None, date | None]) -> bool:
    _, begin, end = use
    starts_in_time = (row.valid_from or date.min) <= (end or date.max)
    return starts_in_time and (begin or date.min) <= (row.valid_until or date.max)


def _reassign(former_holders: set[Entity], created: Iterable[Entity]) -> None:
    """Give what waits for review, and what follows from the issuers, to the body that has the name now."""
    if not former_holders:
        return
    former = [entity.pk for entity in former_holders]
    for entity in created:
        Mention.objects.of_linker().of_entities(former).quoting(entity.all_names).update(entity=entity)
    inherited = Mention.objects.with_basis(Basis.INHERITED).of_entities(former).policy_ids()
    for policy in Policy.objects.in_bulk(list(inherited)).values():
        inherit_issuers(policy)


def _load_successions() -> None:
    """Add the successions between bodies that the database has, unless an editor has changed the first."""
    bodies = entities_by_slug(EntityKind.MINISTRY)
    edited = set(Entity.objects.of_kind(EntityKind.MINISTRY).edited().values_list("pk", flat=True))
    rows = [
        Succession(predecessor=bodies[before], successor=bodies[after], date=date_, source=source)
        for before, after, date_, source in _shipped_successions()
        if before in bodies and after in bodies and bodies[before].pk not in edited
    ]
    Succession.objects.bulk_create(rows, ignore_conflicts=True)


def _shipped_successions() -> Iterator[tuple[str, str, str, str]]:
    for reform in content_table(_file("successions"))["reform"]:
        for before, successors in reform["became"].items():
            for after in successors:
                yield before, after, reform["date"], reform["source"]
