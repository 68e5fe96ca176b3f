"""Uploads in the administration: files are corrected, compared with the stored text, and imported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.base import KeptForever, log_rows
from articles.admin.imports.upload_forms import FactsForm, UploadForm
from articles.admin.imports.upload_pages import comparison_context, document_context, imported_context
from articles.models import Upload
from articles.models.work.upload import UploadState
from articles.text.correcting.correction_steps import StepError
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from articles.uploads.corrected import corrected_document
from articles.uploads.storing import start_import
from articles.uploads.upload_reading import NamedContent, take_uploads

_NAME = "articles_upload"


@admin.register(Upload)
class UploadAdmin(KeptForever, admin.ModelAdmin):
    section = "导入与任务"
    list_display = ("__str__", "name", "state", "problem", "outcome", "created_by", "created_at")
    list_filter = ("state",)
    list_select_related = ("created_by",)
    search_fields = ("title", "name")
    search_help_text = "按标题或文件名查找"
    list_per_page = 100
    change_list_template = "admin/articles/upload/change_list.html"
    actions = ("import_drafts", "import_public", "drop")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return super().get_queryset(request).without_content()

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.add_policy")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.has_import_permission(request) and request.user.has_perm("articles.publish_policy")

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        steps = {
            "step": self.step_view,
            "facts": self.facts_view,
            "undo": self.undo_view,
            "compare": self.compare_view,
            "import": self.import_view,
            "drop": self.drop_view,
        }
        step_routes = [
            path(f"<int:pk>/{name}/", guarded(view), name=f"{_NAME}_{name}") for name, view in steps.items()
        ]
        return [*step_routes, *super().get_urls()]

    @admin.action(description="导入所选：作为草稿（读者看不到）", permissions=["import"])
    def import_drafts(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._import(request, queryset, is_public=False)

    @admin.action(description="导入所选：随即公开", permissions=["publish"])
    def import_public(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._import(request, queryset, is_public=True)

    @admin.action(description="放弃所选（不导入；可以再上传）", permissions=["change"])
    def drop(self, request: HttpRequest, queryset: QuerySet) -> None:
        dropped = list(queryset.open())
        total = queryset.open().update(state=UploadState.DROPPED, content=b"")
        log_rows(request, tuple(dropped), "放弃")
        self.message_user(request, f"放弃了 {total} 件。", messages.SUCCESS)

    def _import(
        self, request: HttpRequest, uploads: Iterable[Upload], *, is_public: bool
    ) -> HttpResponse | None:
        ready = [upload for upload in uploads if upload.is_ready]
        if not ready:
            self.message_user(request, "所选的没有一件是“待核对”，没有导入。", messages.WARNING)
            return None
        task = start_import([upload.pk for upload in ready], by=request.user, is_public=is_public)
        for upload in ready:
            self.log_change(request, upload, "开始导入：随即公开" if is_public else "开始导入：作为草稿")
        return redirect("admin:articles_task_change", task.pk)

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """The page on which files are uploaded."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            files = [NamedContent(file.name, file.read()) for file in form.cleaned_data["files"]]
            task = take_uploads(files, by=request.user)
            self.log_addition(request, task.uploads.first(), f"上传 {len(files)} 个文件")
            return redirect("admin:articles_task_change", task.pk)
        return self._page(request, "add", {"form": form, "title": "上传文件"})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """The outline of a document, its report, and the corrections that can be made."""
        upload = self._upload_or_404(request, object_id)
        if request.method == "POST" and not self.has_change_permission(request, upload):
            raise PermissionDenied
        if not upload.is_ready:
            return self._page(request, "closed", {"original": upload, **imported_context(upload)})
        return self._outline(request, upload)

    def _outline(
        self, request: HttpRequest, upload: Upload, *, form: FactsForm | None = None
    ) -> HttpResponse:
        context = {
            **document_context(upload, chosen=request.GET.get("node", ""), form=form),
            "may_change": self.has_change_permission(request),
            "may_import": self.has_import_permission(request),
            "may_publish": self.has_publish_permission(request),
        }
        return self._page(request, "outline", context)

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one step of correction; the button says which, and on which node."""
        step_kind, _, arguments = request.POST.get("do", "").partition(":")
        node, _, before = arguments.partition(":")
        names = ("title", "kind", "number", "suffix", "at")
        parameters = {name: request.POST[name] for name in names if name in request.POST}
        if step_kind == "move":
            parameters["before"] = before
        step = {"step": step_kind, "node": node, **parameters}
        self._take_step(request, pk, step)
        return redirect(f"{reverse(f'admin:{_NAME}_change', args=[pk])}#{node}")

    def facts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload, form = self._upload_for_post(request, pk), FactsForm(request.POST)
        if not form.is_valid():
            return self._outline(request, upload, form=form)
        if changed_facts := form.changed_facts(dict(corrected_document(upload).outline.facts)):
            self._take_step(request, pk, {"step": "facts", "node": "", "facts": changed_facts})
        return redirect(f"admin:{_NAME}_change", pk)

    @transaction.atomic
    def _take_step(self, request: HttpRequest, pk: int, step: dict[str, Any]) -> None:
        """Store a step that works; the editor must have seen all those before it."""
        self._upload_for_post(request, pk)
        upload = Upload.objects.locked().get(pk=pk)
        if request.POST.get("seen", "") != str(len(upload.steps)):
            self.message_user(request, "别人刚刚改过这一件，没有执行；请看过现在的样子再改。", messages.ERROR)
            return
        try:
            document = corrected_document(upload, [*upload.steps, step])
        except StepError as error:
            self.message_user(request, f"没有改：{error}", messages.ERROR)
            return
        upload.title = document.stated.title[:300]
        upload.add_step(step)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo the last step, or all."""
        with transaction.atomic():
            self._upload_for_post(request, pk)
            upload = Upload.objects.locked().get(pk=pk)
            if request.POST.get("seen", "") == str(len(upload.steps)):
                upload.steps = [] if "all" in request.POST else upload.steps[:-1]
                upload.title = corrected_document(upload).stated.title[:300]
                upload.save(update_fields=["steps", "title"])
        return redirect(f"admin:{_NAME}_change", pk)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self._upload_or_404(request, str(pk))
        if not upload.is_ready:
            return redirect(f"admin:{_NAME}_change", pk)
        return self._page(request, "compare", {"original": upload, **comparison_context(upload)})

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload, is_public = self._upload_for_post(request, pk), "public" in request.POST
        has_permission = self.has_publish_permission if is_public else self.has_import_permission
        if not has_permission(request):
            raise PermissionDenied
        response = self._import(request, [upload], is_public=is_public)
        return response or redirect(f"admin:{_NAME}_change", pk)

    def drop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self._upload_for_post(request, pk)
        self.drop(request, Upload.objects.with_ids([upload.pk]).without_content())
        return redirect(f"admin:{_NAME}_changelist")

    def _upload_or_404(self, request: HttpRequest, pk: str) -> Upload:
        upload = get_object_or_404(Upload.objects.defer("content"), pk=whole_number(pk, at_most=HIGHEST_ID))
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        return upload

    def _upload_for_post(self, request: HttpRequest, pk: int) -> Upload:
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        return self._upload_or_404(request, str(pk))

    def _page(self, request: HttpRequest, name: str, context: dict) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        template = f"admin/articles/upload/{name}.html"
        return TemplateResponse(request, template, {**frame, **context})
