"""The names the linker looks for, from the entities of this database and the words that are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from articles.models import Alias, Entity
from articles.models.entity import EntityKind
from articles.search.tokenizer import tokenizer
from articles.text.mentions import Matcher, Name

#: Goals are clauses and hold other names (增强企业创新能力); all other names compete for their words.
CLAUSES = "clause"
NOUNS = "noun"
_BARRIERS = settings.CONTENT_DIR / "vocabularies" / "not_entities.txt"


def layer_of(kind: str) -> str:
    """Return the layer within which the longest name wins."""
    return CLAUSES if kind in (EntityKind.GOAL, EntityKind.FORCE) else NOUNS


def matcher_for(day: date | None) -> Matcher:
    """Build the matcher of all names in use on a day (of an undated text: of all names)."""
    return Matcher(_names(day), boundaries=tokenizer().boundaries)


class Matchers:
    """Matchers for many policies: one for each set of names in use, however many days there are."""

    def __init__(self) -> None:
        self._built: dict[tuple[int, ...], Matcher] = {}

    def on(self, day: date | None) -> Matcher:
        """The matcher of the names in use on a day."""
        names = tuple(
            Alias.objects.valid_on(day).of_searched_entities().order_by("pk").values_list("pk", flat=True)
        )
        if names not in self._built:
            self._built[names] = matcher_for(day)
        return self._built[names]


def _names(day: date | None) -> Iterator[Name]:
    searched = Entity.objects.searched_for()
    for pk, kind, name in searched.values_list("pk", "kind", "name"):
        yield Name(name, pk, layer_of(kind))
    aliases = Alias.objects.valid_on(day).of_searched_entities()
    for pk, kind, name in aliases.values_list("entity", "entity__kind", "name"):
        yield Name(name, pk, layer_of(kind))
    for line in _BARRIERS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield Name(line.strip(), None, NOUNS)
