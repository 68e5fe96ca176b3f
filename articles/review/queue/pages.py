"""Pages of the queue: a few items, and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from articles.models import Policy
from articles.review.counting import numbers_by, numbers_of
from articles.review.queue.filters import QueueFilters
from articles.review.queue.items import QueueItem
from articles.review.queue.queue_kinds import QueueKind, queue_kinds, split_key

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PAGE_SIZE = 20


@dataclass(frozen=True)
class QueuePage:
    """`next_after` is the key from which the next page goes on; "" on the last one."""

    items: Sequence[QueueItem]
    next_after: str = ""


def queue_page(filters: QueueFilters, user: User, *, after: str = "", size: int = PAGE_SIZE) -> QueuePage:
    """The items behind the one with the key `after`, which may have been decided on since."""
    kinds = [kind for kind in queue_kinds(user) if filters.kind in ("", kind.name)]
    last_shown = split_key(after, user) if after else None
    if last_shown:
        names = [kind.name for kind in kinds]
        kinds = kinds[names.index(last_shown[0].name) :] if last_shown[0].name in names else kinds
    items: list[QueueItem] = []
    for kind in kinds:
        rows = kind.rows(filters)
        if last_shown and kind.name == last_shown[0].name:
            rows = kind.rows_after(rows, last_shown[1])
        items += map(kind.item, kind.with_context(rows)[: size + 1 - len(items)])
        if len(items) > size:
            break
    page_items = with_same_words(items[:size])
    return QueuePage(page_items, page_items[-1].key if len(items) > size else "")


def with_same_words(items: Sequence[QueueItem]) -> list[QueueItem]:
    """The items, each with how many rows say the same."""
    same_by_row = {
        (kind.name, pk): same_words
        for kind in queue_kinds()
        for pk, same_words in kind.same_words([item.row for item in items if item.kind == kind.name]).items()
        if same_words.are_worth_telling
    }
    return [replace(item, same=same_by_row.get((item.kind, item.row.pk))) for item in items]


def waiting_numbers(filters: QueueFilters, kinds: Iterable[QueueKind]) -> list[tuple[QueueKind, int]]:
    """How many rows of each kind wait, counted in one statement."""
    kinds = list(kinds)
    numbers = numbers_of({kind.name: kind.rows(filters) for kind in kinds})
    return [(kind, numbers[kind.name]) for kind in kinds]


def policies_waiting(user: User, *, most: int) -> list[tuple[Policy, int]]:
    """The policies with the most waiting rows, each with their number."""
    kinds = [kind for kind in queue_kinds(user) if len(kind.order) > 1]  # of policies
    numbers = numbers_by((kind.waiting(), kind.policy_path) for kind in kinds)
    policies = Policy.objects.in_bulk([pk for pk, _ in numbers.most_common(most)])
    return [(policies[pk], number) for pk, number in numbers.most_common(most) if pk in policies]
