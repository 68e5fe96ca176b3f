"""Links in the queue: suggested ones, and those whose text was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.timezone import localtime

from articles.models import Entity, LaterRule, Mention, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, Evidence, LinkStatus
from articles.review.decisions import Decision
from articles.review.links.link_decisions import publish_links, quote_place, reject_links
from articles.review.queue.filters import QueueFilters
from articles.review.queue.items import QueueItem, SameWords, excerpt_at
from articles.review.queue.queue_kinds import QueueKind
from articles.text.citing.naming.titles import in_title_marks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Why the linker proposes a name of a kind.
_PROPOSAL_REASONS: dict[str, str] = {
    EntityKind.MINISTRY: "机构名录里的名称，句中指国家机关",
    EntityKind.ACTOR: "主体的名称，句中承担义务或得到好处",
    EntityKind.INSTRUMENT: "政策工具的名称，本句有动词支配它",
    EntityKind.GOAL: "目标的说法，没有被否定",
    EntityKind.DOCUMENT: "书名号里的文件名称",
    EntityKind.FORCE: "表示效力性质的词",
}


_NAME = ("entity_id", "quote")
_CITATION = ("document_id", "number", "suffix", "quote")


class _QueuedLinks(QueueKind):
    model: ClassVar[type[Mention] | type[Reference] | type[LaterRule]]
    status: LinkStatus
    #: What rows that say the same have in common.
    same_by: ClassVar[tuple[str, ...]] = ()

    def waiting(self) -> Any:
        return self.model.objects.in_status(self.status).in_present_text()

    def narrowed(self, rows: Any, filters: QueueFilters) -> Any:
        if filters.certainty:
            if self.model is LaterRule:
                return rows.none()
            rows = rows.of_certainty(filters.certainty)
        return rows.to_named(filters.entity) if filters.entity else rows

    def with_context(self, rows: Any) -> Any:
        return rows.with_texts().select_related("created_by")

    def decide(self, rows: Any, choice: str, *, by: User, answer: str = "") -> Decision:
        decide = publish_links if choice == "accept" else reject_links
        return decide(rows.with_texts(), by=by)

    def alike(self, row: Any) -> Any:
        return self.waiting().alike(row, _shared_fields(self, row)) if self._is_comparable(row) else None

    def same_words(self, rows: Sequence[Any]) -> dict[int, SameWords]:
        comparable = [row for row in rows if self._is_comparable(row)]
        if not comparable:
            return {}
        everywhere: Counter[tuple] = Counter()
        in_policy: Counter[tuple] = Counter()
        for *key, policy, count in self.waiting().counted_alike(comparable, self.same_by):
            everywhere[tuple(key)] += count
            in_policy[*key, policy] += count
        return {row.pk: self._same(row, everywhere, in_policy) for row in comparable}

    def _same(self, row: Evidence, everywhere: Counter[tuple], in_policy: Counter[tuple]) -> SameWords:
        key = tuple(getattr(row, name) for name in self.same_by)
        count_in_policy = in_policy[*key, row.policy_id]
        is_about_own_text = "policy_id" in _shared_fields(self, row)
        count_everywhere = count_in_policy if is_about_own_text else everywhere[key]
        return SameWords(count_everywhere, count_in_policy, may_be_rule=isinstance(row, Mention))

    def _is_comparable(self, row: Evidence) -> bool:
        """Whether other rows can say the same: none does of a row without words, or of a judgement."""
        is_judgement = isinstance(row, Mention) and row.basis != Basis.NAMED
        return bool(self.same_by and row.quote) and not is_judgement

    def who_decided(self, row: Evidence) -> str:
        by = row.decided_by.get_username() if row.decided_by else "系统的规则"
        when = f"于 {localtime(row.decided_at):%m-%d %H:%M} " if row.decided_at else ""
        return f"{by} {when}已决定：{row.get_status_display()}"

    def item(self, row: Any) -> QueueItem:
        span = quote_place(row)
        subject = row.article or row.policy
        return QueueItem(
            key=self.key(row),
            kind=self.name,
            label=self.label,
            row=row,
            title=_title(row),
            place=row.article.label if row.article else row.get_passage_display(),
            policy=row.policy,
            why=_proposal_reason(row),
            certainty=row.get_certainty_display() if getattr(row, "certainty", "") else "",
            address=subject.get_absolute_url(),
            edit=self.edit_address(row),
            excerpt=excerpt_at(row.text, *span) if span else None,
            start=span[0] if span else None,
            problem=_problem(row, span),
            accept_label=self.accept_label,
            reject_label=self.reject_label,
        )


class SuggestedLinks(_QueuedLinks):
    name, label, model, status = "link", "建议的链接", Mention, LinkStatus.SUGGESTED
    same_by = _NAME


class SuggestedReferences(_QueuedLinks):
    name, label, model, status = "reference", "建议的援引", Reference, LinkStatus.SUGGESTED
    same_by = _CITATION


class ProposedRules(_QueuedLinks):
    name, label, model, status = "rule", "后来的规定（待审）", LaterRule, LinkStatus.SUGGESTED


class QueuedStaleLinks(_QueuedLinks):
    name, label, model, status = "stale-link", "待复核的链接", Mention, LinkStatus.STALE
    same_by = _NAME


class QueuedStaleReferences(_QueuedLinks):
    name, label, model, status = "stale-reference", "待复核的援引", Reference, LinkStatus.STALE
    same_by = _CITATION


class QueuedStaleRules(_QueuedLinks):
    name, label, model, status = "stale-rule", "后来的规定（待复核）", LaterRule, LinkStatus.STALE


def _shared_fields(kind: _QueuedLinks, row: Evidence) -> tuple[str, ...]:
    """The fields in which rows that say the same agree; a citation without a document cites its policy."""
    is_own = isinstance(row, Reference) and row.document_id is None
    return (*kind.same_by, "policy_id") if is_own else kind.same_by


def _title(row: Evidence) -> str:
    if isinstance(row, Mention):
        relation = f"（{row.get_relation_display()}）" if row.relation else ""
        return f"{row.entity.get_kind_display()}：{row.entity}{relation}"
    if isinstance(row, Reference):
        document = in_title_marks(row.document) if row.document else "本文件"
        return f"{document}{row.target.label if row.target else _missing_article(row)}"
    assert isinstance(row, LaterRule)
    return f"{row.effect_label}：{row.citation}"


def _missing_article(row: Reference) -> str:
    return f"{row.quote if row.address else f'第 {row.cited_address} 条'}（库中没有）"


def _proposal_reason(row: Evidence) -> str:
    if row.status == LinkStatus.STALE:
        return "条文改动之后，引文不在原处了：请看下面标出的是不是它所指的地方"
    if row.created_by:
        return f"{row.created_by.get_username()} 提出{_reason_suffix(row)}"
    if isinstance(row, Reference):
        return "按书写规则读出的条号" + ("，指名了文件" if row.document else "")
    if isinstance(row, Mention) and row.basis == Basis.NAMED:
        reason = _PROPOSAL_REASONS.get(row.entity.kind, "系统找到的名称")
        return f"{reason}{_alias_note(row.quote, row.entity)}"
    return f"随附内容或系统提出{_reason_suffix(row)}"


def _reason_suffix(row: Evidence) -> str:
    reason = getattr(row, "reason", "") or getattr(row, "explanation", "")
    return f"：{reason}" if reason else ""


def _alias_note(quote: str, entity: Entity) -> str:
    return "" if entity.kind == EntityKind.DOCUMENT or quote == entity.name else "，按别名"


def _problem(row: Evidence, span: tuple[int, int] | None) -> str:
    if row.start is not None and span is None:
        return f"“{row.quote}”已不在现在的文字中：打开它换成现在的文字，或者否决。"
    if isinstance(row, Mention) and row.entity.is_group:
        return "这是分类，不能直接链接：打开它选具体的实体，或者否决。"
    return ""
