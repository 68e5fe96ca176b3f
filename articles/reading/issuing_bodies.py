"""The bodies that give document numbers: their other names, and those of a joint number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.models import Alias, Entity, Policy
from articles.models.content_versions import remembered
from articles.models.entity_kinds import EntityKind
from articles.text.citing.document_numbers import bodies_of
from articles.text.citing.titles import without_state

_SHORTEST_NAME = 2


def names_of_body(name: str) -> list[str]:
    """A body's name and, for a short one, the name in full: 工信部, 工业和信息化部; 江苏省政府."""
    if name.endswith("政府") and not name.endswith("人民政府"):
        return [name, f"{name.removesuffix('政府')}人民政府"]
    return [name, *([full] if (full := _bodies().get(name)) else [])]


@remembered(Entity, Alias)
def _bodies() -> Mapping[str, str]:
    """The other names of bodies, each with the name in full."""
    aliases = Alias.objects.of_kind(EntityKind.MINISTRY)
    return dict(aliases.values_list("name_key", "entity__name"))


@remembered(Entity, Alias)
def _other_names() -> Mapping[str, frozenset[str]]:
    """The names of bodies, each with all that mean the same body."""
    alike: dict[str, set[str]] = {}
    for name, full in _bodies().items():
        alike.setdefault(full, {full}).add(name)
    return {name: frozenset(names) for names in alike.values() for name in names}


def bodies_that_gave(policy: Policy) -> list[str]:
    """The bodies of a joint number; [] where only one is known to have given it."""
    printed = [without_state(body) for body in bodies_of(policy.document_number)]
    bodies = printed if len(printed) != 1 else _known_bodies_in(printed[0])
    return bodies if len(bodies) > 1 else []


def _known_bodies_in(names: str) -> list[str]:
    """The bodies whose names are written without anything between them; [] where one of them is not known."""
    known = _other_names()
    for end in range(_SHORTEST_NAME, len(names)):
        rest = names[end:]
        if names[:end] in known and (others := [rest] if rest in known else _known_bodies_in(rest)):
            return [names[:end], *others]
    return []


def begins_with(asked: str, bodies: Iterable[str]) -> bool:
    """Whether words name the first of these bodies, or the first ones one after another."""
    others = _other_names()
    for body in bodies:
        names = (name for name in {body, *others.get(body, ())} if asked.startswith(name))
        name = max(names, key=len, default="")
        asked = asked.removeprefix(name)
        if not name or not asked:
            return bool(name)
    return False
