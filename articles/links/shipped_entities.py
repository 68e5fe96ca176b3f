"""The entities that ship with the portal: fixtures/entities/, each version of a file loaded once.

Missing entities are added. One that nobody has edited follows the file in its aliases and description
(decision 0047); an edited one has revisions and stays as it is.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from articles.links.inheritance import inherit_issuers
from articles.models import Alias, Entity, FormerAddress, Mention, Policy, ShippedFile, Succession
from articles.models.entity import EntityKind, name_key
from articles.models.evidence import Basis
from articles.models.former_address import AddressKind

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


def _load_kind(kind: EntityKind) -> int:
    entries = tomllib.loads(_file(FILES[kind]).read_text(encoding="utf-8"))["entity"]
    known = entities_by_slug(kind)
    moved = _follow_file(entries, known)
    created = []
    for position, entry in enumerate(entries, start=1):
        if entry["slug"] in known or _is_taken(kind, entry["name"]):
            continue
        entity = known[entry["slug"]] = _entity(kind, position, entry, known)
        created.append(entity)
    for entry in entries:  # after all names: a body's former alias may be a body of its own now
        if entry["slug"] in known:
            _add_aliases(known[entry["slug"]], entry.get("aliases", ()))
    _reassign(moved, created)
    return len(created)


def _follow_file(entries: Iterable[dict], known: dict[str, Entity]) -> set[Entity]:
    """Give unedited entities the file's description, and take away aliases that it no longer has.

    Returns the entities that lost an alias.
    """
    moved = set()
    for entry in entries:
        entity = known.get(entry["slug"])
        if entity is None or entity.is_edited:
            continue
        description = entry.get("description", "")
        if entity.description != description:
            entity.description = description
            entity.save(update_fields=["description"])
        names = [alias["name"] for alias in entry.get("aliases", ())]
        if entity.aliases.not_named(names).delete()[0]:
            moved.add(entity)
    return moved


def _is_taken(kind: EntityKind, name: str) -> bool:
    """Whether an editor has given the name to an entity; the log says what was left out."""
    key = [name_key(kind, name)]
    taken = (
        Entity.objects.of_kind(kind).keyed(key).exists() or Alias.objects.of_kind(kind).keyed(key).exists()
    )
    if taken:
        logger.warning("%s.toml：“%s”在库中已是别的实体的名称，没有载入", FILES[kind], name)
    return taken


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


def _add_aliases(entity: Entity, entries: Iterable[dict]) -> None:
    """Add the aliases of the file that an unedited entity lacks and that mean nothing else."""
    present = set(entity.aliases.values_list("name", flat=True))
    entries = [alias for alias in entries if alias["name"] not in present]
    if not entries or entity.is_edited:
        return
    for alias in entries:
        if not _is_taken_alias(entity, alias):
            Alias.objects.create(
                entity=entity,
                name=alias["name"],
                valid_from=alias.get("from"),
                valid_until=alias.get("until"),
                note=alias.get("note", ""),
            )


def _is_taken_alias(entity: Entity, alias: dict) -> bool:
    key = [name_key(entity.kind, alias["name"])]
    same_time = (
        Alias.objects.of_kind(entity.kind).keyed(key).valid_within(alias.get("from"), alias.get("until"))
    )
    return same_time.exists() or Entity.objects.of_kind(entity.kind).keyed(key).exists()


def _reassign(moved: set[Entity], created: Iterable[Entity]) -> None:
    """Give what waits for review, and what follows from the issuers, to the body that has the name now."""
    if not moved:
        return
    for entity in created:
        Mention.objects.suggested().of_entities(moved).quoting(entity.all_names).update(entity=entity)
    inherited = Mention.objects.with_basis(Basis.INHERITED).of_entities(moved).policy_ids()
    for policy in Policy.objects.in_bulk(list(inherited)).values():
        inherit_issuers(policy)


def _load_successions() -> None:
    bodies = entities_by_slug(EntityKind.MINISTRY)
    for reform in tomllib.loads(_file("successions").read_text(encoding="utf-8"))["reform"]:
        for slug, successors in reform["became"].items():
            for successor in successors:
                _load_succession(bodies, slug, successor, reform)


def _load_succession(bodies: dict[str, Entity], before: str, after: str, reform: dict) -> None:
    """Add a succession between bodies that the database has, unless an editor has changed the first."""
    if before in bodies and after in bodies and not bodies[before].is_edited:
        Succession.objects.get_or_create(
            predecessor=bodies[before],
            successor=bodies[after],
            defaults={"date": reform["date"], "source": reform["source"]},
        )
