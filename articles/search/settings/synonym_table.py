"""The table of synonyms that editors work on, and the text that search reads.

Search reads a version of the settings. A draft is made of the table, tried out and put into force as any
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from articles.models import SearchConfiguration, ShippedFile, SynonymEntry
from articles.models.editing.row_revision import keep_change, kept_change, row_snapshot
from articles.models.search.synonym_entry import EntryOrigin
from articles.search.settings.configuration import SYNONYM_FILES, configuration, texts_in_force
from articles.text.wording.synonym_tables.synonym_lines import SynonymLine, read_table, table_text
from articles.text.wording.synonym_tables.synonyms import Synonym, SynonymError, scoped_lines, synonyms_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Rows a statement.
_BATCH = 1000
_NOTE = "由同义词表生成"
_TAKEN = "改成检索设置里的样子"


def table_as_text() -> str:
    """The table as a version of the settings holds it."""
    return table_text(entry.as_line() for entry in SynonymEntry.objects.active())


def table_differs(text: str) -> int:
    """How many words the table explains otherwise than this text does."""
    own_lines, text_lines = (
        {(scope, line) for _, scope, line in scoped_lines(source)} for source in (table_as_text(), text)
    )
    differing = _explanations(own_lines - text_lines) ^ _explanations(text_lines - own_lines)
    return len({(scope, word) for scope, word, *_ in differing})


def _explanations(lines: Iterable[tuple[str, str]]) -> set[tuple[object, ...]]:
    """What lines of a scope say of every word; those that cannot be read say nothing."""
    return {
        (scope, word, synonym.means, synonym.weight, synonym.basis)
        for scope, line in lines
        for synonym in _synonyms_of_line(line)
        for word in synonym.spellings()
    }


def _synonyms_of_line(line: str) -> tuple[Synonym, ...]:
    try:
        return synonyms_of(line)
    except SynonymError:
        return ()


def synonyms_for_draft() -> str:
    """What a new draft begins with: the table, where it says something else than what is in force."""
    in_force = configuration().synonyms
    return table_as_text() if table_differs(in_force) else in_force


def draft_of_table(*, by: User) -> SearchConfiguration:
    """A draft of the settings in force with the synonyms of the table."""
    texts = {**texts_in_force(), "synonyms": table_as_text()}
    return SearchConfiguration.objects.create(**texts, note=_NOTE, author=by)


@transaction.atomic
def take_table_from(text: str, *, by: User | None = None) -> int:
    """Make the table say what this text says; what it does not say is kept, but not active.

    Returns how many entries changed.
    """
    lines = list(read_table(text))
    entries_by_key = {(entry.scope, entry.words): entry for entry in SynonymEntry.objects.all()}
    changed = 0
    for position, line in enumerate(lines, start=1):
        entry = entries_by_key.pop((line.scope, line.words), None)
        if entry is None or entry.as_line() != _keep_note(line, entry):
            changed += 1
            before = row_snapshot(entry) if entry else None
            entry = entry or SynonymEntry()
            _fill_entry(entry, line, EntryOrigin.EDITED, position).save()
            keep_change(entry, before, by=by, note=_TAKEN)
    for entry in entries_by_key.values():
        changed += switch_synonym(entry, is_active=False, by=by, note=_TAKEN)
    return changed


def switch_synonym(entry: SynonymEntry, *, is_active: bool, by: User | None, note: str) -> bool:
    """Put an entry to use or out of use, and keep that; whether it was otherwise before.

    Raises ValidationError for one to be used whose words another entry in use explains, or that is no line.
    """
    if entry.is_active == is_active:
        return False
    with kept_change(entry, by=by, note=note):
        entry.is_active, entry.origin = is_active, EntryOrigin.EDITED
        if is_active:
            entry.full_clean()
        entry.save()
    return True


def _keep_note(line: SynonymLine, entry: SynonymEntry) -> SynonymLine:
    """The line, with the note of the entry where no comment stands above the line."""
    return replace(line, note=line.note or entry.note)


def _fill_entry(entry: SynonymEntry, line: SynonymLine, origin: EntryOrigin, position: int) -> SynonymEntry:
    entry.take_line(line)
    entry.origin, entry.position = origin, position
    entry.derive_keys()
    return entry


@transaction.atomic
def load_shipped_synonyms() -> int:
    """Take in the shipped files, each version of them once; what editors have changed stays. A line that an
    earlier version had left out comes back.

    Where a version of the settings is in force, new lines come without being active: nothing changes unasked.
    """
    paths = [settings.CONTENT_DIR / name for name in SYNONYM_FILES]
    if True not in [ShippedFile.objects.take_in(path) for path in paths]:
        return 0
    is_active = not SearchConfiguration.objects.in_force().exists()
    lines = [line for path in paths for line in read_table(path.read_text(encoding="utf-8"))]
    shipped_keys = {(line.scope, line.words) for line in lines}
    entries = SynonymEntry.objects.shipped()
    obsolete = [entry.pk for entry in entries if (entry.scope, entry.words) not in shipped_keys]
    # Before the new lines: a line that has lost a word is a new one, and the old one would hold its words.
    SynonymEntry.objects.with_ids(obsolete).update(is_active=False)
    return _store_shipped(lines, is_active=is_active)


def _store_shipped(lines: Iterable[SynonymLine], *, is_active: bool) -> int:
    entries = list(SynonymEntry.objects.all())
    entries_by_key = {(entry.scope, entry.words): entry for entry in entries}
    explained_words = {(entry.scope, word) for entry in entries if entry.is_active for word in entry.keys}
    added, changed = [], []
    for position, line in enumerate(lines, start=1):
        entry = entries_by_key.get((line.scope, line.words))
        if entry is not None and entry.origin != EntryOrigin.SHIPPED:
            continue
        is_used = entry is not None and entry.is_active
        if not is_used and is_active and line.is_active:
            words = {(line.scope, word) for word in line.explained()}
            is_used = explained_words.isdisjoint(words)
            explained_words |= words
        used_line = replace(line, is_active=is_used)
        if entry is None:
            added.append(_fill_entry(SynonymEntry(), used_line, EntryOrigin.SHIPPED, position))
        elif (entry.as_line(), entry.position) != (used_line, position):
            changed.append(_fill_entry(entry, used_line, EntryOrigin.SHIPPED, position))
    SynonymEntry.objects.bulk_create(added, batch_size=_BATCH)
    stored = [field.name for field in SynonymEntry._meta.concrete_fields if not field.primary_key]
    SynonymEntry.objects.bulk_create(
        changed, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=stored
    )
    return len(added)
