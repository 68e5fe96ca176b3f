"""Names of documents with one wrong character: of the same sound (公司发, 消费者权益包护法, 民发典577条), or
条列 for 条例."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.models import Alias, Entity, Policy
from articles.models.content_versions import remembered
from articles.reading.policy_names import full_names_by_other
from articles.text.citing.titles import bare_title
from articles.text.wording.folding import fold
from articles.text.wording.pinyin import syllables
from articles.text.wording.simplified import simplify

_SHORTEST, _LONGEST = 3, 30
_MISWRITTEN, _KIND = "条列", "条例"
#: What may follow a name: nothing, or the place that is cited.
_BEHIND = re.compile(r"\Z|[》(]|第|附件|\d")
_BEFORE = re.compile(r"[《\s]*")


@dataclass(frozen=True)
class MisspeltName:
    """`typed` is the name as written, `name` the one that is meant, `text` all that was typed with it."""

    typed: str
    name: str
    text: str


def misspelt_name(text: str) -> MisspeltName | None:
    """The name at the beginning of a text that is misspelt; None where it begins with no such name, or
    several sound alike."""
    folded = fold(simplify(text))
    begin = _BEFORE.match(folded).end()  # type: ignore[union-attr]  # it matches anything
    written = folded[begin : begin + _LONGEST]
    for end in range(len(written), _SHORTEST - 1, -1):
        typed = written[:end]
        is_whole = _BEHIND.match(folded, begin + end)
        meant = (list(_sounding(typed)) or list(_of_its_kind(typed))) if is_whole else []
        if len(meant) == 1:
            return MisspeltName(typed, meant[0], meant[0] + folded[begin + end :])
    return None


def _sounding(typed: str) -> Iterator[str]:
    """The names with the sound of what was typed that differ in one character; none for a name."""
    alike = _names_by_sound().get("".join(syllables(typed)), ())
    if typed not in alike:
        yield from (name for name in alike if _differing(typed, name) == 1)


def _of_its_kind(typed: str) -> Iterator[str]:
    """The name that ends in 条例, where it is written 条列: alike to the eye, not to the ear."""
    if typed.endswith(_MISWRITTEN):
        name = typed.removesuffix(_MISWRITTEN) + _KIND
        if name in _names_by_sound().get("".join(syllables(name)), ()):
            yield name


def _differing(typed: str, name: str) -> int:
    """In how many characters two texts differ; all of them where one is longer."""
    if len(typed) != len(name):
        return len(typed)
    return sum(one != other for one, other in zip(typed, name, strict=True))


@remembered(Policy, Entity, Alias)
def _names_by_sound() -> Mapping[str, tuple[str, ...]]:
    """The titles of published policies and the other names of documents, by how they sound."""
    titles = Policy.objects.published().values_list("title_key", flat=True)
    others = full_names_by_other()
    names = {bare_title(title) for title in titles} | {*others, *others.values()}
    by_sound: dict[str, list[str]] = {}
    for name in sorted(names):
        if _SHORTEST <= len(name) <= _LONGEST:
            by_sound.setdefault("".join(syllables(name)), []).append(name)
    return {sound: tuple(alike) for sound, alike in by_sound.items()}
