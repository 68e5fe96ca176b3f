"""Spreadsheets in the administration: exported, uploaded, compared row by row, then stored as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from articles.admin.base import KeptForever
from articles.exports.download import attachment
from articles.models import Policy, TableImport
from articles.models.work.table_import import TableState
from articles.tables.sheets import LARGEST, MOST_ROWS, write_csv, write_xlsx
from articles.tables.storing import start_storing, take_table
from articles.tables.table import Table, tables
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from articles.text.wording.comparison.word_differences import WordPiece, word_pieces
from articles.versions.version_comparison import cut_words

_NAME = "articles_tableimport"
_ROWS_SHOWN = 100
_CHUNK = 500
_MOST_PARTS = 500
_LONGEST_NAME = 200


class SheetForm(forms.Form):
    file = forms.FileField(
        label="表格文件",
        help_text=f".xlsx 或 .csv（UTF-8 或 GB 18030），至多 {LARGEST // 1024 // 1024} MB、{MOST_ROWS} 行；"
        "先比较，核对之后才写入。",
        error_messages={"required": "请选择文件。", "empty": "文件是空的。"},
    )


@dataclass(frozen=True)
class ShownChange:
    """A row of the comparison as the page shows it."""

    row: Mapping[str, Any]
    cells: list[tuple[str, list[WordPiece]]]


@admin.register(TableImport)
class TableImportAdmin(KeptForever, admin.ModelAdmin):
    section = "导入与任务"
    change_list_template = "admin/articles/tableimport/change_list.html"
    list_display = ("__str__", "table_title", "state", "unchanged", "created_by", "created_at", "stored_at")
    list_filter = ("state",)
    list_select_related = ("created_by",)
    actions = None

    @admin.display(description="表")
    def table_title(self, sheet: TableImport) -> str:
        table = tables().get(sheet.table)
        return table.title if table else sheet.table

    def get_queryset(self, request: HttpRequest) -> QuerySet[TableImport]:
        return super().get_queryset(request).defer("content", "rows")

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("out/<slug:name>.<slug:form>", guarded(self.out), name=f"{_NAME}_out"),
            path("in/<slug:name>/", guarded(self.take), name=f"{_NAME}_in"),
            path("<int:pk>/store/", guarded(self.store), name=f"{_NAME}_store"),
            path("<int:pk>/drop/", guarded(self.drop), name=f"{_NAME}_drop"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        visible_tables = [table for table in tables().values() if _may_see(request, table)]
        context = {"tables": visible_tables, "title": "表格", "form": SheetForm(), "most": MOST_ROWS}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: TableImport | None = None) -> bool:
        """A sheet has no form: it is stored or dropped."""
        return False

    def out(self, request: HttpRequest, name: str, form: str) -> HttpResponse:
        """Export a table as a file; `?policy=` only of one policy, `?empty` only the columns."""
        table = _table_or_404(name)
        if not _may_see(request, table):
            raise PermissionDenied
        policy, typed = None, request.GET.get("policy", "").strip()[:_LONGEST_NAME]
        if typed and (policy := _policy_by_name(typed)) is None:
            problem = f"没有导出：请写一件政策的标题、发文字号或网址标识；叫“{typed}”的没有，或者不止一件。"
            self.message_user(request, problem, messages.WARNING)
            return redirect(f"admin:{_NAME}_changelist")
        rows = self._rows(request, table, policy)
        if rows is None:
            self.message_user(request, _parts_message(request, table), messages.WARNING)
            return redirect(f"admin:{_NAME}_changelist")
        return _csv_response(table, rows) if form == "csv" else _xlsx_response(table, rows)

    def _rows(self, request: HttpRequest, table: Table, policy: Policy | None) -> QuerySet | None:
        """The requested rows (`?part=` of many); None if they are too many for one sheet."""
        rows = table.rows(policy)
        if "empty" in request.GET:
            return rows.none()
        if part := whole_number(request.GET.get("part", ""), at_most=_MOST_PARTS):
            return rows[(part - 1) * MOST_ROWS : part * MOST_ROWS]
        return rows if rows[MOST_ROWS : MOST_ROWS + 1].count() == 0 else None

    def take(self, request: HttpRequest, name: str) -> HttpResponse:
        """Take a file in and start its comparison."""
        table = _table_or_404(name)
        if request.method != "POST" or not _may_change(request, table):
            raise PermissionDenied
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid() or form.cleaned_data["file"].size > LARGEST:
            problem = "；".join(form.errors.get("file", ["文件太大。"]))
            self.message_user(request, f"没有收下：{problem}", messages.ERROR)
            return redirect(f"admin:{_NAME}_changelist")
        file = form.cleaned_data["file"]
        sheet = take_table(name, file.name, file.read(), by=request.user)
        self.log_addition(request, sheet, f"上传“{table.title}”表格")
        return redirect(f"admin:{_NAME}_change", sheet.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """The comparison: each row that changes anything, old and new, and what is wrong."""
        sheet = self._sheet_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        if sheet.state == TableState.COMPARING or sheet.task.is_unfinished:
            return redirect("admin:articles_task_change", sheet.task_id)
        wrong_rows = [row for row in sheet.rows if row["problems"]]
        page = Paginator(wrong_rows if wrong_rows else sheet.rows, _ROWS_SHOWN).get_page(
            request.GET.get("page")
        )
        context = {
            "original": sheet,
            "title": f"{self.table_title(sheet)}：{sheet.name}",
            "wrong": len(wrong_rows),
            "page": page,
            "changes": [_shown_change(row) for row in page],
            "may_change": _may_change(request, _table_or_404(sheet.table)),
        }
        return self._page(request, "comparison", context)

    def store(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet = self._sheet_or_404(request, str(pk))
        if (
            request.method != "POST"
            or not _may_change(request, _table_or_404(sheet.table))
            or not sheet.is_ready
        ):
            raise PermissionDenied
        task = start_storing(sheet, by=request.user)
        self.log_change(request, sheet, f"写入 {len(sheet.rows)} 行")
        return redirect("admin:articles_task_change", task.pk)

    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet = self._sheet_or_404(request, str(pk))
        if (
            request.method != "POST"
            or not _may_change(request, _table_or_404(sheet.table))
            or not sheet.is_open
        ):
            raise PermissionDenied
        sheet.state, sheet.content = TableState.DROPPED, b""
        sheet.save(update_fields=["state", "content"])
        self.log_change(request, sheet, "放弃")
        return redirect(f"admin:{_NAME}_changelist")

    def _sheet_or_404(self, request: HttpRequest, pk: str) -> TableImport:
        sheets = TableImport.objects.select_related("task").defer("content")
        sheet = get_object_or_404(sheets, pk=whole_number(pk, at_most=HIGHEST_ID))
        if not _may_see(request, _table_or_404(sheet.table)):
            raise PermissionDenied
        return sheet

    def _page(self, request: HttpRequest, name: str, context: dict) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/articles/tableimport/{name}.html", context)


def _parts_message(request: HttpRequest, table: Table) -> str:
    """A message that the table is too long for one sheet, with a link for each part."""
    total = -(-table.rows().count() // MOST_ROWS)
    parts = ((f"{request.path}?part={part}", part) for part in range(1, min(total, _MOST_PARTS) + 1))
    links = format_html_join("、", '<a href="{}">第 {} 份</a>', parts)
    return format_html("“{}”超过 {} 行，请分几份导出：{}。", table.title, MOST_ROWS, links)


def _policy_by_name(typed: str) -> Policy | None:
    """The policy of this title, document number or slug; None where there is none, or more than one."""
    policies = list(Policy.objects.called_by(typed.replace("\0", ""))[:2])
    return policies[0] if len(policies) == 1 else None


def _table_or_404(name: str) -> Table:
    if name not in tables():
        raise Http404("没有这张表。")
    return tables()[name]


def _may_see(request: HttpRequest, table: Table) -> bool:
    change_right, _ = table.rights()
    return request.user.has_perm(change_right.replace(".change_", ".view_"))


def _may_change(request: HttpRequest, table: Table) -> bool:
    change_right, add_right = table.rights()
    return request.user.has_perm(change_right) and (not table.may_add or request.user.has_perm(add_right))


def _shown_change(row: Mapping[str, Any]) -> ShownChange:
    pieces = [(heading, word_pieces(before, after, cut=cut_words)) for heading, before, after in row["cells"]]
    return ShownChange(row, pieces)


def _csv_response(table: Table, rows: QuerySet) -> StreamingHttpResponse:
    name = f"{table.name}.csv"
    headers = {"Content-Disposition": attachment(name)}
    lines = write_csv(table, rows.iterator(_CHUNK))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _xlsx_response(table: Table, rows: QuerySet) -> FileResponse:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "table.xlsx"
        write_xlsx(table, rows.iterator(_CHUNK), target)
        return FileResponse(target.open("rb"), as_attachment=True, filename=f"{table.name}.xlsx")
