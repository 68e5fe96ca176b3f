"""Trees of rows with a parent: the database refuses cycles (migration 0021); all walks terminate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Protocol, Self, TypeVar

from django.db.models import Q

#: Levels that a tree has at most (编、分编、章、节; classes of entities alike). The database says so too.
MOST_LEVELS = 4


class TreeRow(Protocol):
    """A row that stands below another of its model, or at the top."""

    @property
    def pk(self) -> int: ...

    @property
    def parent_id(self) -> int | None: ...

    @property
    def parent(self) -> Self | None: ...


_Row = TypeVar("_Row", bound=TreeRow)


def lineage(row: _Row, *, above: str = "parent") -> list[_Row]:
    """The ancestors of `row` and itself, outermost first; each once, even in a cycle.

    `above` is the attribute of the parent.
    """
    rows = [row]
    while (higher := getattr(rows[0], above)) and higher not in rows:
        rows.insert(0, higher)
    return rows


def by_parent(rows: Iterable[_Row]) -> defaultdict[int | None, list[_Row]]:
    """The rows below each parent, by its id. At the top (None) stands what has no parent among `rows`, and
    each row of a circle, so that everything is found from the top and every walk down ends."""
    rows = list(rows)
    parents = {row.pk: row.parent_id for row in rows}
    children: defaultdict[int | None, list[_Row]] = defaultdict(list)
    for row in rows:
        is_below = row.parent_id in parents and row.pk not in _ancestor_ids(row.pk, parents)
        children[row.parent_id if is_below else None].append(row)
    return children


def _ancestor_ids(pk: int, parents: dict[int, int | None]) -> set[int]:
    ids: set[int] = set()
    above = parents[pk]
    while above in parents and above not in ids:
        ids.add(above)
        above = parents[above]
    return ids


def is_or_is_below(condition: str, value: object) -> Q:
    """Rows that meet a condition (`pk__in`, `slug`), and all their descendants."""
    return reduce(or_, (Q(**{f"{'parent__' * level}{condition}": value}) for level in range(MOST_LEVELS)))


def parent_problem(row: _Row, rows: Iterable[_Row]) -> str:
    """Why `row` cannot stand below its parent, in Chinese, or "". `rows` are all of its tree."""
    if not row.parent:
        return ""
    if row in lineage(row.parent):
        return "上级不能是它自己或它的下级。"
    if len(lineage(row)) + _height(row.pk, by_parent(rows)) > MOST_LEVELS:
        return f"连同下级至多 {MOST_LEVELS} 级。"
    return ""


def _height(pk: int | None, children: Mapping[int | None, Sequence[TreeRow]]) -> int:
    """How many levels stand below a row."""
    return max((1 + _height(child.pk, children) for child in children.get(pk, ())), default=0) if pk else 0
