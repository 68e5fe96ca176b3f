"""The queue (队列): all that waits for an editor's decision, one item after another, each in context."""

from articles.review.queue.deciding import (
    DecisionOutcome,
    ReviewerDecision,
    answer_item,
    open_item,
    undo_batch,
)
from articles.review.queue.filters import QueueFilters
from articles.review.queue.items import QueueItem
from articles.review.queue.pages import QueuePage, policies_waiting, queue_page, waiting_numbers
from articles.review.queue.queue_kinds import QueueKind, kind_named, queue_kinds, split_key

__all__ = [
    "DecisionOutcome",
    "QueueFilters",
    "QueueItem",
    "QueueKind",
    "QueuePage",
    "ReviewerDecision",
    "answer_item",
    "kind_named",
    "open_item",
    "policies_waiting",
    "queue_kinds",
    "queue_page",
    "split_key",
    "undo_batch",
    "waiting_numbers",
]
