"""Decisions in the queue: on one item, on the same words, or by a rule; each is a batch that is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from articles.models import DecisionBatch, Mention, NameRule
from articles.models.links.evidence import Evidence
from articles.models.links.name_rule import NameRuleVerdict
from articles.review.batches import may_undo, remember, states_of, undo
from articles.review.decisions import Decision
from articles.review.links.name_rules import rule_with
from articles.review.queue.items import QueueItem
from articles.review.queue.pages import with_same_words
from articles.review.queue.queue_kinds import QueueKind, split_key
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: How many rows one decision on the same words is carried out on; the others wait for the next.
MOST_AT_ONCE = 1_000


class DecisionScope(StrEnum):
    ONE = "one"
    POLICY = "policy"
    ALL = "all"


@dataclass(frozen=True)
class ReviewerDecision:
    """What a reviewer pressed: `accept` or `reject`, on how much, and whether it is a rule from now on.

    `start` is the place that the reviewer saw; None if the form said none.
    """

    decision: str
    scope: DecisionScope = DecisionScope.ONE
    is_rule: bool = False
    start: int | None = None
    answer: str = ""

    @classmethod
    def of(cls, pressed: str, *, start: int | None = None, answer: str = "") -> ReviewerDecision:
        """From a button's value: accept, reject-policy, accept-all-rule … Raises Refusal."""
        decision, *options = pressed.split("-")
        scope = options[0] if options else DecisionScope.ONE
        if scope not in list(DecisionScope) or options[1:] not in ([], ["rule"]):
            raise Refusal("没有这样的决定。")
        return cls(decision, DecisionScope(scope), is_rule=bool(options[1:]), start=start, answer=answer)


@dataclass(frozen=True)
class DecisionOutcome:
    """What came of a decision. `said` is the message that the page shows in place of the item."""

    key: str
    said: str
    done: Sequence[models.Model] = ()
    problems: Sequence[str] = ()
    batch: DecisionBatch | None = None


def open_item(key: str, user: User) -> QueueItem | None:
    """An item as it waits now."""
    kind_and_pk = split_key(key, user)
    if kind_and_pk is None:
        return None
    kind, pk = kind_and_pk
    row = kind.with_context(kind.waiting()).filter(pk=pk).first()
    return with_same_words([kind.item(row)])[0] if row else None


@transaction.atomic
def answer_item(key: str, choice: ReviewerDecision, *, by: User) -> DecisionOutcome:
    """Carry out a decision; of two reviewers the second is told what the first has decided.

    Raises Refusal, and PermissionError for who may not decide.
    """
    kind_and_pk = split_key(key, by)
    if kind_and_pk is None:
        raise Refusal("没有这一项，或者不再能看到它。")
    kind, pk = kind_and_pk
    if not kind.may_decide(by):
        raise PermissionError(kind.label)
    row = kind.waiting().filter(pk=pk).select_for_update(of=("self",), no_key=True).first()
    if row is None:
        return DecisionOutcome(key, _decided_before(kind, pk))
    _refuse_other_place(kind, row, choice)
    if choice.scope == DecisionScope.ONE:
        return _decide(key, kind, kind.model._default_manager.filter(pk=pk), choice, by=by)
    return _decide_same_words(key, kind, row, choice, by=by)


def undo_batch(pk: int, *, by: User) -> Decision:
    """Undo a decision. Raises Refusal, and PermissionError for who may not."""
    batch = DecisionBatch.objects.filter(pk=pk).first()
    if batch is None:
        raise Refusal("没有这一批决定。")
    if not may_undo(batch, by):
        raise PermissionError(str(batch))
    return undo(batch, by=by)


def _decided_before(kind: QueueKind, pk: int) -> str:
    row = kind.model._default_manager.filter(pk=pk).first()
    return kind.who_decided(row) if row else "这一项已经不在了。"


def _refuse_other_place(kind: QueueKind, row: models.Model, choice: ReviewerDecision) -> None:
    """Raise Refusal if the words that the reviewer accepts have moved since the page was opened."""
    if choice.start is not None and choice.decision == "accept" and kind.item(row).start != choice.start:
        raise Refusal("条文刚有改动，引文的位置变了：请再看一次。")


def _decide(
    key: str, kind: QueueKind, rows: models.QuerySet, choice: ReviewerDecision, *, by: User
) -> DecisionOutcome:
    if choice.decision not in kind.verbs:
        raise Refusal("没有这样的决定。")
    before = states_of(rows)
    decision = kind.decide(rows, choice.decision, by=by, answer=choice.answer)
    verb = kind.verbs[choice.decision]
    batch = remember(decision, before, verb=verb, by=by)
    message = f"已{verb}" if decision.done else "没有改变"
    return DecisionOutcome(key, message, decision.done, decision.problems, batch)


def _decide_same_words(
    key: str, kind: QueueKind, row: models.Model, choice: ReviewerDecision, *, by: User
) -> DecisionOutcome:
    """Decide on the rows that say the same, and remember the rule if it is one."""
    rows = kind.alike(row)
    if rows is None or choice.decision not in kind.verbs or not isinstance(row, Evidence):
        raise Refusal("这一项只能逐处决定。")
    policy = row.policy if choice.scope == DecisionScope.POLICY else None
    rule_mention = _mention_for_rule(row, by) if choice.is_rule else None
    alike_ids = _locked_ids(rows.of_policy(policy) if policy else rows)
    alike = type(row)._default_manager.filter(pk__in=alike_ids[:MOST_AT_ONCE])
    before = states_of(alike)
    decision = kind.decide(alike, choice.decision, by=by, answer=choice.answer)
    rule = ""
    if rule_mention:
        verdict = NameRuleVerdict.ALWAYS if choice.decision == "accept" else NameRuleVerdict.NEVER
        decision, rule = rule_with(decision, rule_mention, verdict, policy=policy, by=by)
    verb = kind.verbs[choice.decision]
    batch = remember(decision, before, verb=f"{verb}同样的文字“{row.quote[:20]}”", by=by)
    total = sum(isinstance(decided, type(row)) for decided in decision.done)
    message = _same_words_message(verb, total, rule=rule, is_more=len(alike_ids) > MOST_AT_ONCE)
    return DecisionOutcome(key, message, decision.done, decision.problems, batch)


def _same_words_message(verb: str, total: int, *, rule: str, is_more: bool) -> str:
    limit_note = f"；一次至多 {MOST_AT_ONCE} 处，还有同样的，请再做一次" if is_more else ""
    return f"已{verb}同样的文字 {total} 处{rule}{limit_note}"


def _mention_for_rule(row: Evidence, by: User) -> Mention:
    """The link whose name becomes a rule. Raises Refusal, and PermissionError for who may make none."""
    if not isinstance(row, Mention):
        raise Refusal("只有名称可以记为规则。")
    if not by.has_perm("articles.publish_namerule"):
        raise PermissionError(NameRule._meta.verbose_name)
    return row


def _locked_ids(rows: Any) -> list[int]:
    """The ids of the rows, locked: as many as are decided on at once, and one more if there are more."""
    return list(rows.locked().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
