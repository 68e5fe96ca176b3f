"""Documents that a draft names and the library does not hold: what replaced them, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.models import Entity, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.names.policy_names import full_name
from articles.text.citing.naming.titles import in_title_marks


@dataclass(frozen=True)
class Missing:
    """A document by its name; `successor` took its place on `date`."""

    name: str
    successor: str = ""
    date: str = ""

    @property
    def explanation(self) -> str:
        succession = f"；它已{f'自{self.date}起' if self.date else ''}由{in_title_marks(self.successor)}取代"
        statement = f"本库没有收录{in_title_marks(self.name)}，不能核对，不表示写错"
        return f"{statement}{succession if self.successor else ''}"


def missing_documents(titles: Iterable[str]) -> Mapping[str, Missing]:
    """What is known of documents (keys of titles) that are not held, by title; two statements at most."""
    full = {title: full_name(title) for title in titles}
    if not full:
        return {}
    named_entities = Entity.objects.of_kind(EntityKind.DOCUMENT).keyed(set(full.values()))
    entities = {entity.name_key: entity for entity in named_entities}
    successions = {
        succession.predecessor_id: succession
        for succession in (
            Succession.objects.after_any(entity.pk for entity in entities.values()) if entities else ()
        )
    }
    return {title: _missing_document(title, entities.get(key), successions) for title, key in full.items()}


def _missing_document(title: str, entity: Entity | None, successions: Mapping[int, Succession]) -> Missing:
    if entity is None:
        return Missing(title)
    succession = successions.get(entity.pk)
    return (
        Missing(entity.name, succession.successor.name, succession.date)
        if succession
        else Missing(entity.name)
    )
