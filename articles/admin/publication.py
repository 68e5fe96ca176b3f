"""Publish and withdraw buttons on a row's own page; each undoes the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from articles.admin.base import Publishing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    from articles.review.decisions import Decision

_NOTES = {
    "draft": "草稿：读者看不到，目录、检索、接口和导出里都没有它。核对之后点“公开”。",
    "published": "读者看得到。撤下之后页面、检索、接口和导出里都不再有它，地址与修订保留，随时可以恢复。",
    "withdrawn": "已从读者那里撤下，地址与修订保留；点“恢复公开”即复原。",
    "covered": "它本身已公开，但所在的政策、条文或所指的实体没有公开，读者仍看不到。",
}


@dataclass(frozen=True)
class PublicationButton:
    """The button on a row's page; `note` explains the present state."""

    action: str
    label: str
    note: str
    url: str


class OnSite:
    """“在站点上查看” is shown only for rows with a public page."""

    def stored(self, obj: Model) -> Model | None:
        """The stored row: a rejected form has already put its values into `obj`."""
        return self.model._default_manager.filter(pk=obj.pk).first()

    def view_on_site(self, obj: Model) -> str | None:
        row = self.stored(obj)
        has_page = hasattr(row, "get_absolute_url") and row.is_published
        return row.get_absolute_url() if has_page else None

    @admin.display(description="页面")
    def page(self, row: Model) -> str:
        """For lists: the way to the public page of a row that has one."""
        return format_html('<a href="{}">查看</a>', row.get_absolute_url()) if row.is_published else ""


class PublicationSteps(OnSite, Publishing):
    """The list actions 公开 and 撤下, and the same as a button on a row's page."""

    state_field = "publication"
    publish_verb = "公开"
    withdraw_verb = "撤下"

    def publish_rows(self, rows: QuerySet, *, by: User) -> Decision:
        raise NotImplementedError

    def withdraw_rows(self, rows: QuerySet, *, by: User) -> Decision:
        raise NotImplementedError

    def withdrawal_consequences(self, rows: QuerySet) -> Sequence[str]:
        """What readers lose when these rows are withdrawn; shown to the editor for confirmation."""
        raise NotImplementedError

    def publishing_consequences(self, rows: QuerySet) -> Sequence[str]:
        """What the editor has to know before these rows are published; empty for most kinds."""
        return ()

    @admin.action(description="公开所选（草稿、已撤下的）", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        consequences = self.publishing_consequences(queryset)
        return self.decide(
            request, queryset, self.publish_rows, verb=self.publish_verb, consequences=consequences
        )

    @admin.action(description="撤下所选（可以恢复）", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        consequences = self.withdrawal_consequences(queryset)
        return self.decide(
            request, queryset, self.withdraw_rows, verb=self.withdraw_verb, consequences=consequences
        )

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_publication"
        route = path("<path:object_id>/publication/", self.admin_site.admin_view(self.step_view), name=name)
        return [route, *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Handle the button's POST and return to the row's page."""
        row = self.get_object(request, unquote(object_id))
        if not self.has_publish_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404("没有这一项。")
        decide = {"publish": self.publish, "withdraw": self.withdraw}.get(request.POST.get("step", ""))
        confirmation = decide(request, self.model._default_manager.filter(pk=row.pk)) if decide else None
        return confirmation or redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_publish_permission(request, obj) and (row := self.stored(obj)):
            context["step"] = self.step_of(row)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def step_of(self, row: Model) -> PublicationButton:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_publication"
        state = str(getattr(row, self.state_field))
        note = _NOTES.get("published" if state == "True" else state, "读者看不到。")
        if state in ("published", "True"):
            note = note if row.is_published else _NOTES["covered"]
            return PublicationButton("withdraw", "撤下", note, reverse(name, args=[row.pk]))
        label = "恢复公开" if state == "withdrawn" else "公开"
        return PublicationButton("publish", label, note, reverse(name, args=[row.pk]))
