"""The names of laws that ship with the portal: fixtures/entities/laws.toml, each version of it loaded once.

They become document entities, hidden until an editor publishes one, with their short names as aliases; a
repealed law gets the law that replaced it as its successor. What editors have changed stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings

from articles.content_files import content_table
from articles.links.documents.cited_documents import document_entities, resolve_documents
from articles.models import Alias, Entity, Mention, Reference, ShippedFile, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.text.citing.naming.titles import title_key


def load_shipped_laws() -> int:
    """Add the names that the database lacks; return how many short names are new."""
    path = settings.CONTENT_DIR / "entities" / "laws.toml"
    if not ShippedFile.objects.take_in(path):
        return 0
    content = content_table(path)
    laws = document_entities(_law_titles(content))
    Entity.objects.with_ids(law.pk for law in laws.values()).undescribed().update(
        description=content["about"]
    )
    added = _add_short_names(content["short_names"], laws, source=content["short_names_source"])
    _add_successions(content["replaced"], laws)
    if added:
        resolve_documents()
    return added


def _law_titles(content: Mapping) -> Iterable[str]:
    yield from content["short_names"]
    yield from content["other"]["laws"]
    for row in content["replaced"]:
        yield from (row["by"], *row["laws"])


def _add_short_names(
    short_names: Mapping[str, Sequence[str]], laws: Mapping[str, Entity], *, source: str
) -> int:
    """Add the short names that mean no other document."""
    law_by_name = {
        title_key(name): laws[title_key(law)] for law, names in short_names.items() for name in names
    }
    _join_namesakes(law_by_name)
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT).keyed(law_by_name)
    aliases = Alias.objects.of_kind(EntityKind.DOCUMENT).keyed(law_by_name)
    used_keys = {*documents.values_list("name_key", flat=True), *aliases.values_list("name_key", flat=True)}
    rows = [
        Alias(entity=law, name=key, note=source) for key, law in law_by_name.items() if key not in used_keys
    ]
    for row in rows:
        row.derive_keys()
    return len(Alias.objects.bulk_create(rows))


def _join_namesakes(law_by_name: Mapping[str, Entity]) -> None:
    """Move what was found under a short name, as a document of its own, to the law that it means.

    Only of documents that the linker made and nobody has published, edited or named otherwise.
    """
    for namesake in Entity.objects.of_kind(EntityKind.DOCUMENT).keyed(law_by_name).made_by_linker():
        law = law_by_name[namesake.name_key]
        Mention.objects.of_entities([namesake.pk]).update(entity=law)
        Reference.objects.to_documents([namesake]).update(document=law)
        namesake.delete()


def _add_successions(replaced: Iterable[Mapping], laws: Mapping[str, Entity]) -> None:
    rows = [
        Succession(
            predecessor=laws[title_key(law)],
            successor=laws[title_key(row["by"])],
            date=row["date"],
            source=row["source"],
        )
        for row in replaced
        for law in row["laws"]
    ]
    Succession.objects.bulk_create(rows, ignore_conflicts=True)
