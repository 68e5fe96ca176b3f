"""Background tasks in the administration: started, watched, stopped, started again; their results."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.base import KeptForever
from articles.jobs import settle_jobs, start_task
from articles.models import TableImport, Task
from articles.models.work.task import TaskKind
from articles.tables.storing import start_again
from articles.tables.table import tables
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from articles.uploads.storing import import_rest
from articles.uploads.upload_reading import read_rest


class _StartableTask(NamedTuple):
    description: str
    permission: str


#: What can be started on the page of tasks.
STARTABLE: dict[str, _StartableTask] = {
    TaskKind.LINK: _StartableTask(
        "在全部政策里查找实体、《》文件和条文援引，新找到的按各件政策的规则待审或公开。",
        "articles.add_mention",
    ),
    TaskKind.CHECK_LINKS: _StartableTask(
        "核对每一处链接的引文、位置和依据，列出有问题的。只读，不改内容。",
        "articles.view_mention",
    ),
    TaskKind.VERIFY: _StartableTask(
        "核对触发器、约束、校验值、修订、版本、引文和检索索引。只读，不改内容。",
        "articles.view_task",
    ),
    TaskKind.EXPORT: _StartableTask(
        "把已发布的全部内容导出成一个 .tar.gz，可以下载。", "articles.view_policy"
    ),
}
_NAME = "articles_task"


@admin.register(Task)
class TaskAdmin(KeptForever, admin.ModelAdmin):
    section = "导入与任务"
    list_display = ("__str__", "kind", "status", "message", "created_by", "created_at", "finished_at")
    list_filter = ("kind", "status")
    list_select_related = ("created_by",)
    list_per_page = 50
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/stop/", guarded(self.stop), name=f"{_NAME}_stop"),
            path("<int:pk>/again/", guarded(self.again), name=f"{_NAME}_again"),
            path("<int:pk>/file/", guarded(self.file), name=f"{_NAME}_file"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        settle_jobs(Task)
        return super().changelist_view(request, {"title": "后台任务", **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """The page on which tasks are started."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._start(request)
        has_perm = request.user.has_perm
        offered = [
            (kind, startable.description)
            for kind, startable in STARTABLE.items()
            if has_perm(startable.permission)
        ]
        return self._page(request, "start", {"offered": offered, "title": "开始一项后台任务"})

    def _start(self, request: HttpRequest) -> HttpResponse:
        kind = request.POST.get("kind", "")
        startable = STARTABLE.get(kind)
        if startable is None:
            return redirect(f"admin:{_NAME}_add")
        if not request.user.has_perm(startable.permission):
            raise PermissionDenied
        settle_jobs(Task)
        running = Task.objects.of_kind(kind).unfinished().first()
        task = running or start_task(kind, by=request.user)
        if not running:
            self.log_addition(request, task, f"开始：{task.get_kind_display()}")
        return redirect(f"admin:{_NAME}_change", task.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """The task's progress or result; htmx loads that part only."""
        task = self._task(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        settle_jobs(Task)
        task.refresh_from_db()
        name = "includes/progress" if "HX-Request" in request.headers else "task"
        uploads = task.uploads.without_content().order_by("pk")
        may_start = self.has_add_permission(request)
        title = f"{task.get_kind_display()} {task.pk}"
        context = {"task": task, "uploads": uploads, "title": title, "may_start": may_start}
        return self._page(request, name, context)

    def stop(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = self._task_for_post(request, pk)
        Task.objects.with_id(task.pk).stop()
        self.log_addition(request, task, "停止")
        return redirect(f"admin:{_NAME}_change", pk)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start a task that failed or was stopped once more."""
        task = self._task_for_post(request, pk)
        startable = STARTABLE.get(task.kind)
        if task.is_unfinished or (startable and not request.user.has_perm(startable.permission)):
            raise PermissionDenied
        if task.kind == TaskKind.READ:
            started = read_rest(task, by=request.user)
        elif task.kind == TaskKind.IMPORT:
            permission = "articles.publish_policy" if task.subject["is_public"] else "articles.add_policy"
            if not request.user.has_perm(permission):
                raise PermissionDenied
            started = import_rest(task, by=request.user)
        elif startable:
            started = start_task(task.kind, task.subject, by=request.user)
        else:
            started = self._table_again(request, task)
        self.log_addition(request, started, f"重新开始：{task}")
        return redirect(f"admin:{_NAME}_change", started.pk)

    def _table_again(self, request: HttpRequest, task: Task) -> Task:
        sheet = get_object_or_404(TableImport.objects.defer("content"), task=task)
        change_right, _ = tables()[sheet.table].rights()
        if not (sheet.is_open and request.user.has_perm(change_right)):
            raise PermissionDenied
        return start_again(sheet, task, by=request.user)

    def file(self, request: HttpRequest, pk: int) -> FileResponse:
        task = self._task(request, str(pk))
        if not task.file or not task.path.exists():
            raise Http404("结果文件已不在这台机器上，请重新开始这项任务。")
        return FileResponse(task.path.open("rb"), as_attachment=True, filename=task.file)

    def _task(self, request: HttpRequest, pk: str) -> Task:
        task = get_object_or_404(Task, pk=whole_number(pk, at_most=HIGHEST_ID))
        if not self.has_view_permission(request, task):
            raise PermissionDenied
        return task

    def _task_for_post(self, request: HttpRequest, pk: int) -> Task:
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        return self._task(request, str(pk))

    def _page(self, request: HttpRequest, name: str, context: dict) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/articles/task/{name}.html", context)
