"""The desk: what waits for editors, with numbers, each a click from its list.

The setting `PORTAL_DESK` names functions that give entries, as `articles` imports no other app.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from articles.models import Article, EditDraft, OfficialLink, Policy, PolicyVersion, QueryLog
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.validity_doubts import policies_in_doubt
from articles.review.counting import numbers_of
from articles.review.queue import queue_kinds
from articles.review.texts.versions import due_versions
from articles.review.waiting import waiting_kinds

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Searches of so many days are looked at.
_SEARCHED = timedelta(days=30)


@dataclass(frozen=True)
class DeskEntry:
    """`rows` are counted, unless they are a number already; several entries of one label are added up.

    `permission` is needed to see the entry.
    """

    label: str
    address: str
    permission: str
    rows: QuerySet | int
    note: str = ""


@dataclass(frozen=True)
class DeskNumber:
    label: str
    address: str
    number: int
    note: str


def desk(user: User) -> list[DeskNumber]:
    """How much waits for a user under each label, empty ones last; the rows are counted in one statement."""
    entries = list(_entries(user))
    rows = {str(index): entry.rows for index, entry in enumerate(entries)}
    numbers = numbers_of({key: queryset for key, queryset in rows.items() if not isinstance(queryset, int)})
    by_label: dict[str, DeskNumber] = {}
    for index, entry in enumerate(entries):
        number = entry.rows if isinstance(entry.rows, int) else numbers[str(index)]
        before = by_label[entry.label].number if entry.label in by_label else 0
        by_label[entry.label] = DeskNumber(entry.label, entry.address, before + number, entry.note)
    return sorted(by_label.values(), key=lambda desk_number: not desk_number.number)


def _entries(user: User) -> Iterator[DeskEntry]:
    for kind in queue_kinds(user):
        yield DeskEntry(kind.label, f"{reverse('admin:queue')}?kind={kind.name}", "", kind.waiting())
    for path in settings.PORTAL_DESK:
        yield from (entry for entry in import_string(path)() if user.has_perm(entry.permission))


def content(today: date | None = None) -> Iterator[DeskEntry]:
    """What waits in the knowledge base besides the queue."""
    today = today or localdate()
    yield from _draft_entries()
    yield from _text_entries(today)
    yield from _validity_entries(today)
    failed = QueryLog.objects.since(today - _SEARCHED).unanswered()
    page = reverse("admin:articles_querylog_failed")
    yield DeskEntry("没有结果的检索词", page, "articles.view_querylog", failed, "近 30 天")
    dead, note = OfficialLink.objects.dead(), "由 check_official_links 检查"
    sites, sources = (reverse("admin:quality_check", args=[name]) for name in ("dead-sites", "dead-sources"))
    yield DeskEntry("打不开的官方网站", sites, "articles.view_entity", dead.of_sites(), note)
    yield DeskEntry("打不开的出处网址", sources, "articles.view_laterrule", dead.of_sources(), note)


def _draft_entries() -> Iterator[DeskEntry]:
    page, may_see = reverse("admin:articles_editdraft_changelist"), "articles.view_editdraft"
    drafts = EditDraft.objects.all()
    submitted, returned = drafts.waiting(), drafts.returned()
    yield DeskEntry("待审的修改稿", f"{page}?state__exact=submitted", may_see, submitted, "由另一人审核")
    yield DeskEntry("退回的修改稿", f"{page}?state__exact=returned", may_see, returned, "按意见改好再提交")
    imported = Policy.objects.not_yet_public()
    policies = f"{reverse('admin:articles_policy_changelist')}?publication__exact=draft"
    yield DeskEntry("还没有公开的政策", policies, "articles.view_policy", imported, "核对后公开")


def _text_entries(today: date) -> Iterator[DeskEntry]:
    page, note = reverse("admin:articles_article_waiting"), "移到别的条文，或写明理由收起"
    for kind in waiting_kinds():
        rows = kind.of(Article.objects.removed())
        yield DeskEntry("所在条文已不在现行文本", page, "articles.view_article", rows, note)
    versions, may_see = reverse("admin:articles_policyversion_changelist"), "articles.view_policyversion"
    proposed = PolicyVersion.objects.proposed()
    yield DeskEntry("待审的新文本", f"{versions}?state__exact=proposed", may_see, proposed, "由修改决定而来")
    due = len(due_versions(today))
    yield DeskEntry("已经施行的新文本", f"{versions}?state__exact=held", may_see, due, "核对后设为现行文本")


def _validity_entries(today: date) -> Iterator[DeskEntry]:
    policies, may_see = reverse("admin:articles_policy_changelist"), "articles.view_policy"
    doubted = len(policies_in_doubt(today))
    yield DeskEntry("可能已失效", f"{policies}?doubted=1", may_see, doubted, "有依据，待核实")
    unverified = Policy.objects.published().of_status(PolicyStatus.UNVERIFIED)
    yield DeskEntry("效力待核实", f"{policies}?status__exact=unverified", may_see, unverified)
