"""Views for a version of the search settings: try, put into force, drop, restore, compare."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.journal import SETTINGS, log_rows
from articles.jobs import settle_jobs
from articles.models import SearchConfiguration, SearchTrial
from articles.search import (
    Configuration,
    PublicationError,
    configuration,
    configuration_of,
    current_trial,
    drop_draft,
    publish_settings,
    rebuild_state,
    restore_as_draft,
    settings_difference,
    shipped_configuration,
    start_rebuild,
    start_trial,
    table_as_text,
    table_differs,
    trial_loss,
)
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from articles.text.wording.synonym_tables.synonyms import parse_synonyms, synonym_problems

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

_NAME = "articles_searchconfiguration"
_TEMPLATES = "admin/articles/searchconfiguration"
#: There are more than ten thousand, which a browser takes seconds to lay out.
_SYNONYMS_PER_PAGE = 200


def addresses(model_admin: ModelAdmin) -> list:
    """URL patterns of the views below, for staff only."""
    views = {
        "<int:pk>/try/": try_out,
        "<int:pk>/trial/": trial_page,
        "<int:pk>/stop/": stop_trial,
        "<int:pk>/publish/": put_into_force,
        "<int:pk>/drop/": give_up,
        "<int:pk>/restore/": bring_back,
        "restore-shipped/": bring_back_shipped,
        "<int:pk>/diff/": diff_page,
        "<int:pk>/synonyms/": synonyms_page,
        "<int:pk>/synonyms/take/": take_table,
        "rebuild/": rebuild,
        "state/": state_part,
    }
    guarded = model_admin.admin_site.admin_view
    return [
        path(route, guarded(partial(view, model_admin)), name=f"{_NAME}_{view.__name__}")
        for route, view in views.items()
    ]


def after_saving(model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration) -> HttpResponse:
    """Stay with the draft, or go on to its trial."""
    if "_try" in request.POST and model_admin.has_change_permission(request):
        start_trial(version, by=request.user)
        return redirect(f"admin:{_NAME}_trial_page", version.pk)
    model_admin.message_user(request, f"第 {version.pk} 版草稿已保存，尚未生效。", messages.SUCCESS)
    return redirect(f"admin:{_NAME}_change", version.pk)


def button_permissions(model_admin: ModelAdmin, request: HttpRequest) -> dict[str, bool]:
    """Which buttons work for this user."""
    return {
        "may_add": model_admin.has_add_permission(request),
        "may_change": model_admin.has_change_permission(request),
        "may_publish": model_admin.has_publish_permission(request),
    }


def _state_change(permission: str) -> Callable:
    """Decorate a view that changes state: POST only, permission checked, errors shown to the editor."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(model_admin: ModelAdmin, request: HttpRequest, pk: int | None = None) -> HttpResponse:
            if not getattr(model_admin, f"has_{permission}_permission")(request):
                raise PermissionDenied
            if request.method != "POST":
                return HttpResponseRedirect(reverse(f"admin:{_NAME}_changelist"))
            version = get_object_or_404(SearchConfiguration, pk=pk) if pk else None
            try:
                with transaction.atomic():
                    return view(model_admin, request, version)
            except PublicationError as error:
                model_admin.message_user(request, str(error), messages.ERROR)
                return redirect(f"admin:{_NAME}_change", pk)

        return guarded

    return decorate


@_state_change("change")
def try_out(model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration) -> HttpResponse:
    start_trial(version, by=request.user)
    return redirect(f"admin:{_NAME}_trial_page", version.pk)


@_state_change("change")
def stop_trial(model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration) -> HttpResponse:
    SearchTrial.objects.of_version(version).stop()
    return redirect(f"admin:{_NAME}_trial_page", version.pk)


@_state_change("publish")
def put_into_force(
    model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration
) -> HttpResponse:
    published = publish_settings(version, by=request.user, is_loss_accepted="accept" in request.POST)
    log_rows(request, [published.version], "检索设置生效", kind=SETTINGS)
    rebuild_note = "索引在后台重建，期间检索照常。" if published.rebuild else ""
    model_admin.message_user(request, f"第 {version.pk} 版已经生效。{rebuild_note}", messages.SUCCESS)
    return redirect(f"admin:{_NAME}_changelist")


@_state_change("change")
def give_up(model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration) -> HttpResponse:
    drop_draft(version)
    model_admin.log_change(request, version, "放弃草稿")
    model_admin.message_user(request, f"第 {version.pk} 版草稿已放弃，内容仍可查看和恢复。", messages.SUCCESS)
    return redirect(f"admin:{_NAME}_changelist")


@_state_change("add")
def bring_back(
    model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration | None
) -> HttpResponse:
    draft = restore_as_draft(version, by=request.user)
    model_admin.log_addition(request, draft, draft.note)
    model_admin.message_user(request, f"已建立草稿：{draft.note}。试运行之后可以生效。", messages.SUCCESS)
    return redirect(f"admin:{_NAME}_change", draft.pk)


def bring_back_shipped(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    return bring_back(model_admin, request)


@_state_change("change")
def take_table(model_admin: ModelAdmin, request: HttpRequest, version: SearchConfiguration) -> HttpResponse:
    """Give a draft the synonyms of the table as they are now."""
    if not version.is_draft:
        raise PermissionDenied
    version.synonyms = table_as_text()
    version.save(update_fields=["synonyms"])
    model_admin.log_change(request, version, "换成现在的同义词表")
    model_admin.message_user(request, "草稿已换成现在的同义词表。", messages.SUCCESS)
    return redirect(f"admin:{_NAME}_synonyms_page", version.pk)


@_state_change("change")
def rebuild(model_admin: ModelAdmin, request: HttpRequest, version: None) -> HttpResponse:
    start_rebuild(by=request.user)
    return redirect(f"admin:{_NAME}_changelist")


def trial_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The last trial of a version: its progress or its results; htmx loads that part only."""
    version = _version_or_404(model_admin, request, pk)
    settle_jobs(SearchTrial)
    trial = version.trials.select_related("created_by").first()
    is_current = trial is not None and trial == current_trial(version)
    context = {
        "trial": trial,
        "is_current": is_current,
        "loss": trial_loss(trial) if is_current else "",
        "title": f"第 {pk} 版：试运行",
    }
    name = "includes/trial.html" if "HX-Request" in request.headers else "trial.html"
    return _page(model_admin, request, name, version, context)


def diff_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The differences from another version, the shipped settings or (by default) those in force."""
    version = _version_or_404(model_admin, request, pk)
    label, other = _compared_configuration(request.GET.get("with", ""))
    context = {
        "diffs": settings_difference(other, configuration_of(version)),
        "other": label,
        "versions": SearchConfiguration.objects.all(),
        "chosen": request.GET.get("with", ""),
        "title": f"第 {pk} 版：与{label}比较",
    }
    return _page(model_admin, request, "diff.html", version, context)


def synonyms_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    version = _version_or_404(model_admin, request, pk)
    problems = list(synonym_problems(version.synonyms))
    synonyms = [] if problems else parse_synonyms(version.synonyms)
    query = request.GET.get("q", "").strip()
    matches = [synonym for synonym in synonyms if synonym.mentions(query)]
    context = {
        "problems": problems,
        "page": Paginator(matches, _SYNONYMS_PER_PAGE).get_page(request.GET.get("page")),
        "total": len(synonyms),
        "differs": table_differs(version.synonyms),
        "may_take": request.user.has_perm("articles.change_synonymentry"),
        "q": query,
        "title": f"第 {pk} 版：同义词表",
    }
    return _page(model_admin, request, "synonyms.html", version, context)


def state_part(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    context = {"state": rebuild_state(), **button_permissions(model_admin, request)}
    return TemplateResponse(request, f"{_TEMPLATES}/includes/index_state.html", context)


def _compared_configuration(chosen: str) -> tuple[str, Configuration]:
    if chosen == "shipped":
        return "随附的设置", shipped_configuration()
    if not chosen:
        return "生效的设置", configuration()
    version = get_object_or_404(SearchConfiguration, pk=whole_number(chosen, at_most=HIGHEST_ID))
    return f"第 {version.pk} 版", configuration_of(version)


def _version_or_404(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> SearchConfiguration:
    version = get_object_or_404(SearchConfiguration, pk=pk)
    if not model_admin.has_view_permission(request, version):
        raise PermissionDenied
    return version


def _page(
    model_admin: ModelAdmin, request: HttpRequest, name: str, version: SearchConfiguration, context: dict
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": version,
        **button_permissions(model_admin, request),
        **context,
    }
    return TemplateResponse(request, f"{_TEMPLATES}/{name}", context)
