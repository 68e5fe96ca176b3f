"""The names the linker searches for: those of entities, and words that are not names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.search import tokenizer
from articles.text.citing.naming.mentions import Matcher, Name
from articles.text.citing.naming.named_use import (
    Use,
    is_addressed,
    is_goal,
    is_instrument,
    is_national_body,
)

#: Goals are clauses that contain other names (增强企业创新能力); other names must not overlap.
CLAUSES = "clause"
NOUNS = "noun"
#: What is asked of a place where the name of an entity of a kind stands.
_USES: dict[str, Use] = {
    EntityKind.MINISTRY: is_national_body,
    EntityKind.ACTOR: is_addressed,
    EntityKind.INSTRUMENT: is_instrument,
    EntityKind.GOAL: is_goal,
}
_BARRIERS = settings.CONTENT_DIR / "vocabularies" / "not_entities.txt"


def layer_of(kind: str) -> str:
    """Return the layer within which the longest name wins."""
    return CLAUSES if kind in (EntityKind.GOAL, EntityKind.FORCE) else NOUNS


@dataclass(frozen=True)
class DatedName:
    """A name with the days on which it is in use; None leaves an end open."""

    name: Name[int]
    valid_from: date | None = None
    valid_until: date | None = None

    def is_in_use(self, day: date | None) -> bool:
        """Whether it is in use on `day`; always, for an undated text."""
        if day is None:
            return True
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


class Matchers:
    """Matchers for texts of any day: one for each set of names in use. Needs no database connection.

    `titles` are the titles of documents (keys of `title_key`) that texts may name without 《》.
    """

    def __init__(self, names: Iterable[DatedName], titles: Iterable[str] = ()) -> None:
        self._names = list(names)
        self.titles = frozenset(titles)
        self._built: dict[tuple[bool, ...], Matcher[int]] = {}

    def on(self, day: date | None) -> Matcher[int]:
        """The matcher for the names in use on a day."""
        used = tuple(name.is_in_use(day) for name in self._names)
        if used not in self._built:
            names = (dated.name for dated, is_used in zip(self._names, used, strict=True) if is_used)
            self._built[used] = Matcher(names, boundaries=tokenizer().boundaries)
        return self._built[used]


def matchers() -> Matchers:
    """The matchers for the entities in the database."""
    return Matchers(_names(), _titles())


def _names() -> Iterator[DatedName]:
    for pk, kind, name in Entity.objects.searched_for().values_list("pk", "kind", "name"):
        yield DatedName(Name(name, pk, layer_of(kind), _USES.get(kind)))
    aliases = Alias.objects.of_searched_entities()
    for pk, kind, name, *days in aliases.values_list(
        "entity", "entity__kind", "name", "valid_from", "valid_until"
    ):
        yield DatedName(Name(name, pk, layer_of(kind), _USES.get(kind)), *days)
    for word in _lines(_BARRIERS):
        yield DatedName(Name(word, None, NOUNS))


def _titles() -> Iterator[str]:
    """The titles of stored policies, and the names of documents that somebody has given."""
    yield from Policy.objects.values_list("title_key", flat=True)
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT).named_by_people()
    yield from documents.values_list("name_key", flat=True)
    yield from Alias.objects.of_entities(documents).values_list("name_key", flat=True)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
