"""An item of the queue as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from articles.text.wording.comparison.marked_spans import Excerpt, Mark, excerpts

if TYPE_CHECKING:
    from django.db.models import Model

    from articles.models import Policy


@dataclass(frozen=True)
class SameWords:
    """How many rows of the kind say the same words and mean the same, this one included.

    `may_be_rule`: an editor can say once and for all what the words mean.
    """

    everywhere: int
    in_policy: int
    may_be_rule: bool = False

    @property
    def are_worth_telling(self) -> bool:
        return self.everywhere > 1 or self.may_be_rule

    @property
    def are_elsewhere(self) -> bool:
        return self.everywhere > self.in_policy


@dataclass(frozen=True)
class QueueItem:
    """`key` names it in forms. `place` is where it stands, `address` that page, `edit` its form.

    `start` is the place of the words that the reviewer sees: a decision is about them. `problem` says why it
    cannot be accepted as it is. `more` are (label, value) lines of a kind's own.
    """

    key: str
    kind: str
    label: str
    row: Model
    title: str
    place: str
    why: str
    edit: str
    accept_label: str
    reject_label: str
    policy: Policy | None = None
    certainty: str = ""
    address: str = ""
    excerpt: Excerpt[Any] | None = None
    start: int | None = None
    problem: str = ""
    same: SameWords | None = None
    more: tuple[tuple[str, str], ...] = ()
    has_answer: bool = False


def excerpt_at(text: str, start: int, end: int) -> Excerpt[Any] | None:
    """The sentence with the words marked."""
    sentences = excerpts(text, [Mark(start, end, "words")])
    return sentences[0] if sentences else None
