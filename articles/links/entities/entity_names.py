"""The names the linker searches for: those of entities, and words that are not names."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import one_state, remembered
from articles.search import tokenizer
from articles.text.citing.naming.mentions import Matcher, Name
from articles.text.citing.naming.named_use import (
    Use,
    is_addressed,
    is_goal,
    is_instrument,
    is_national_body,
)
from articles.text.wording.tokens import Tokenizer

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


@dataclass(frozen=True)
class Matchers:
    """Matchers for texts of any day: one for each set of names in use. Needs no database connection.

    `titles` are the titles of documents (keys of `title_key`) that texts may name without 《》.
    """

    names: tuple[DatedName, ...]
    titles: Container[str] = frozenset()

    def on(self, day: date | None) -> Matcher[int]:
        """The matcher for the names in use on a day."""
        return _matcher(tuple(dated.name for dated in self.names if dated.is_in_use(day)), tokenizer())


# Most imports find the names as the one before did, and nearly all texts are of days with the same names.
@lru_cache(maxsize=4)
def _matcher(names: tuple[Name[int], ...], words: Tokenizer) -> Matcher[int]:
    return Matcher(names, boundaries=words.boundaries)


def matchers() -> Matchers:
    """The matchers for the entities in the database."""
    with one_state():
        return Matchers(_names(), _titles())


# Two, here and below: what an import adds is often taken back, when it is tried out or has failed.
@remembered(Entity, Alias, most=2)
def _names() -> tuple[DatedName, ...]:
    return (*_names_of_entities(), *_names_of_aliases(), *_barriers())


def _names_of_entities() -> Iterator[DatedName]:
    for pk, kind, name in Entity.objects.searched_for().values_list("pk", "kind", "name"):
        yield DatedName(_name(name, pk, kind))


def _names_of_aliases() -> Iterator[DatedName]:
    aliases = Alias.objects.of_searched_entities()
    for pk, kind, name, *days in aliases.values_list(
        "entity", "entity__kind", "name", "valid_from", "valid_until"
    ):
        yield DatedName(_name(name, pk, kind), *days)


def _name(text: str, entity: int, kind: str) -> Name[int]:
    return Name(text, entity, layer_of(kind), _USES.get(kind))


def _barriers() -> Iterator[DatedName]:
    return (DatedName(Name(word, None, NOUNS)) for word in _lines(_BARRIERS))


@remembered(Policy, Entity, Alias, most=2)
def _titles() -> frozenset[str]:
    """The titles of stored policies, and the names of documents that somebody has given."""
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT).named_by_people().order_by()
    other_names = Alias.objects.of_entities(documents).order_by()
    keys = Policy.objects.order_by().values_list("title_key", flat=True)
    names = (documents.values_list("name_key", flat=True), other_names.values_list("name_key", flat=True))
    return frozenset(keys.union(*names).order_by())  # Django 6.1 brings the order of policies back


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
