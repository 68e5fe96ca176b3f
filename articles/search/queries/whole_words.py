"""Names and fixed terms whose words are not looked for in other wording: 学分银行 is no bank."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from articles.models import Alias, Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.search.settings.configuration import words_in
from articles.text.wording.characters.folding import fold

#: Proper names; those of goals and instruments are everyday words themselves.
_NAMED = (EntityKind.MINISTRY, EntityKind.DOCUMENT)
_LENGTHS = range(3, 13)


@remembered(Entity, Alias)
def whole_words() -> frozenset[str]:
    """Folded, of up to twelve characters: the listed terms, and the names of bodies and documents."""
    entities = Entity.objects.published().of_kinds(_NAMED)
    aliases = Alias.objects.of_entities(entities).values_list("name", flat=True)
    names = map(fold, [*entities.values_list("name", flat=True), *aliases])
    return _listed_terms() | {name for name in names if len(name) in _LENGTHS}


@cache
def _listed_terms() -> frozenset[str]:
    path = settings.CONTENT_DIR / "vocabularies/whole_words.txt"
    return frozenset(map(fold, words_in(path.read_text(encoding="utf-8"))))
