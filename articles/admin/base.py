"""Mixins that the administration's pages share: permissions, decisions on many rows, publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_permission_codename
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.asking import ask_first
from articles.admin.journal import PUBLISHING, log_rows
from articles.review.batches import remember, states_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from articles.models import DecisionBatch
    from articles.review.decisions import Decision

_PROBLEMS_TOLD = 10


class KeptForever:
    """Nothing published is deleted: a policy is withdrawn instead, and its addresses stay."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class Guarded:
    """Fields that need a permission: read-only without it, and a forged form gets an error message."""

    def guarded_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        """The fields of `obj` that this user may only read."""
        return ()

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        readonly = super().get_readonly_fields(request, obj)
        return tuple(dict.fromkeys((*readonly, *self.guarded_fields(request, obj))))

    def tell_of_guarded(self, request: HttpRequest, obj: object) -> None:
        """Show a message about sent fields that are not changed, as this user may not change them."""
        sent = [name for name in self.guarded_fields(request, obj) if name in request.POST]
        if names := "、".join(f"“{self._label(name)}”" for name in sent):
            self.message_user(request, f"您的账号没有修改{names}的权限，没有改变。", messages.ERROR)

    def _label(self, name: str) -> str:
        fields = {field.name: field for field in self.opts.get_fields()}
        return str(fields[name].verbose_name) if name in fields else name


class Deciding:
    """Actions that decide on many rows."""

    unit = "项"
    #: The kind of the decisions in the audit log; "" for that of the rows.
    audit_kind = ""

    def decide(
        self,
        request: HttpRequest,
        rows: QuerySet,
        decision: Callable[..., Decision],
        *,
        verb: str,
        consequences: Sequence[str] = (),
    ) -> HttpResponse | None:
        """Carry out `decision(rows, by=…)` on many rows after the editor has confirmed the consequences.

        It is kept as a batch that can be undone.
        """
        title = f"{verb}{self.opts.verbose_name}：请先看后果"
        if page := ask_first(self, request, title=title, consequences=consequences):
            return page
        before = states_of(rows)
        decided = decision(rows, by=request.user)
        batch = remember(decided, before, verb=verb, by=request.user)
        self.tell_decision(request, f"已{verb}", decided, batch=batch)
        return None

    def tell_decision(
        self, request: HttpRequest, verb: str, decision: Decision, *, batch: DecisionBatch | None = None
    ) -> None:
        """Show the result of a decision on many rows, and log it in the history of each row."""
        if decision.done:
            result = f"{verb} {len(decision.done)} {self.unit}"
            message = f"{verb}（这一批共 {len(decision.done)} {self.unit}）"
            log_rows(request, decision.done, message, kind=self.audit_kind)
            self.message_user(request, _with_undo(f"{result}。", batch), messages.SUCCESS)
        for problem in decision.problems[:_PROBLEMS_TOLD]:
            self.message_user(request, problem, messages.WARNING)
        if more := len(decision.problems[_PROBLEMS_TOLD:]):
            self.message_user(request, f"另有 {more} 项没有成功。", messages.WARNING)


class Publishing(Deciding, Guarded):
    """Publishing and withdrawing need a permission of their own: `publish_<model>`.

    Such an action has `permissions=["publish"]`; the form fields that publish are in `publishing_fields`.
    """

    publishing_fields: tuple[str, ...] = ()
    audit_kind = PUBLISHING

    def has_publish_permission(self, request: HttpRequest, obj: object = None) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def guarded_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return () if self.has_publish_permission(request, obj) else self.publishing_fields


class PublishingForm(Publishing):
    """A user who may publish but not edit can change the publishing fields only."""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return super().has_change_permission(request, obj) or self.has_publish_permission(request, obj)

    def guarded_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        guarded = super().guarded_fields(request, obj)
        if obj is None or super().has_change_permission(request, obj):
            return guarded
        all_fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return tuple(name for name in all_fields if name not in self.publishing_fields)


def _with_undo(message: str, batch: DecisionBatch | None) -> str:
    if batch is None:
        return message
    address = reverse("admin:articles_decisionbatch_change", args=[batch.pk])
    return format_html('{} <a href="{}">查看或撤销</a>', message, address)
