"""Versions out of files that were replaced before the portal kept versions."""

from __future__ import annotations

from django.db import transaction

from articles.importing.identification.stated_facts import stated_facts
from articles.importing.readers import SourceText
from articles.importing.store import Outcome, import_source
from articles.models import SourceFile
from articles.text.parsing.structure import StructureError, parse_policy


def restorable_files() -> list[SourceFile]:
    return list(SourceFile.objects.of_no_version().select_related("policy").order_by("pk"))


@transaction.atomic
def restore_version(file: SourceFile) -> Outcome | None:
    """Import a replaced file again, by its date; None if it states no other date than the texts held."""
    try:
        stated = stated_facts(parse_policy(file.text, markdown=file.is_markdown))
    except StructureError:
        return None
    policy, made_on = file.policy, stated.version_date
    if made_on in (None, policy.version_date) or policy.versions.held().made(made_on).exists():
        return None
    source = SourceText(file.name, file.format, file.text)
    file.delete()
    return import_source(source)
