"""The names the linker looks for, from the entities of this database and the words that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class DatedName:
    """A name with the days on which it is in use; None leaves an end open."""

    name: Name
    valid_from: date | None = None
    valid_until: date | None = None

    def is_in_use(self, day: date | None) -> bool:
        """Whether it is used on `day`; to an undated text every name may belong."""
        if day is None:
            return True
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


class Matchers:
    """Matchers for texts of any day: one for each set of names in use. Holds no connection."""

    def __init__(self, names: Iterable[DatedName]) -> None:
        self._names = list(names)
        self._built: dict[tuple[bool, ...], Matcher] = {}

    def on(self, day: date | None) -> Matcher:
        """The matcher of the names in use on a day."""
        used = tuple(name.is_in_use(day) for name in self._names)
        if used not in self._built:
            names = (dated.name for dated, is_used in zip(self._names, used, strict=True) if is_used)
            self._built[used] = Matcher(names, boundaries=tokenizer().boundaries)
        return self._built[used]


def matchers() -> Matchers:
    """The matchers of the entities that this database holds now."""
    return Matchers(_names())


def matcher_for(day: date | None) -> Matcher:
    """The matcher of all names in use on a day (of an undated text: of all names)."""
    return matchers().on(day)


def _names() -> Iterator[DatedName]:
    for pk, kind, name in Entity.objects.searched_for().values_list("pk", "kind", "name"):
        yield DatedName(Name(name, pk, layer_of(kind)))
    aliases = Alias.objects.of_searched_entities()
    for pk, kind, name, *days in aliases.values_list(
        "entity", "entity__kind", "name", "valid_from", "valid_until"
    ):
        yield DatedName(Name(name, pk, layer_of(kind)), *days)
    for line in _BARRIERS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield DatedName(Name(line.strip(), None, NOUNS))
