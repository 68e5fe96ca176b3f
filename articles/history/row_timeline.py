"""The revisions of one row: what each changed, any two compared, what restoring one would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from articles.history.content_kinds import Content, RowHistory
from articles.models.editing.revision import Revision
from articles.text.wording.comparison.differences import DifferencePiece, pieces, shortened

#: So many revisions are listed on a page.
SHOWN = 50
PRESENT = "now"


@dataclass(frozen=True)
class FieldDifference:
    """A part of the content that differs; `left_alone` says why restoring does not bring it back."""

    label: str
    before: str
    after: str
    left_alone: str = ""

    @property
    def pieces(self) -> list[DifferencePiece]:
        return shortened(pieces(self.before, self.after))


@dataclass(frozen=True)
class TimelineEntry:
    """One revision in the list, with the labels of what it changed."""

    revision: Revision
    changed: tuple[str, ...]
    is_first: bool

    @property
    def is_deletion(self) -> bool:
        return getattr(self.revision, "is_deletion", False)


def entries(history: RowHistory, pk: int, *, page: int = 1) -> tuple[list[TimelineEntry], int]:
    """A page of revisions, the newest first, and how many there are."""
    revisions = history.revisions(pk)
    start = (page - 1) * SHOWN
    rows = list(revisions[start : start + SHOWN + 1])  # one more: what the last one changed
    return list(_entries(history, rows))[:SHOWN], revisions.count()


def _entries(history: RowHistory, rows: Sequence[Revision]) -> Iterator[TimelineEntry]:
    for revision, before in zip_longest(rows, rows[1:]):
        if before is None:
            yield TimelineEntry(revision, (), is_first=True)
            continue
        names = _differing_names(history.content(before), history.content(revision))
        yield TimelineEntry(revision, tuple(dict.fromkeys(map(history.name_of, names))), is_first=False)


def compare(history: RowHistory, before: Content, after: Content) -> list[FieldDifference]:
    """What differs between two contents, in words."""
    return [
        FieldDifference(
            history.name_of(name),
            history.value_text(name, before.get(name)),
            history.value_text(name, after.get(name)),
            history.left_alone.get(name, ""),
        )
        for name in _differing_names(before, after)
    ]


def restored_content(history: RowHistory, content: Content, *, may_publish: bool) -> dict[str, Any]:
    """What restoring a revision writes: all of it but what is left alone or needs the right to publish."""
    left_out = {*history.left_alone, *(() if may_publish else history.publishing)}
    return {name: value for name, value in content.items() if name not in left_out}


def _differing_names(before: Content, after: Content) -> list[str]:
    """The names with different values; a name that only one of the two contents has does not count."""
    return [name for name, value in after.items() if name in before and before[name] != value]
