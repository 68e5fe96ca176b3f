"""The page of rows whose article a newer text has removed: move each to another article, or close it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.models import Article
from articles.review.refusals import Refusal
from articles.review.waiting import Waiting, article_named, close, find_waiting, move, waiting_by_article

_PAGE = "admin:articles_article_waiting"


class WaitingForm(forms.Form):
    """The decision on one row: either `to`, an article to move it to, or `reason`, why it is closed."""

    to = forms.CharField(label="移到", max_length=200, required=False)
    reason = forms.CharField(label="收起的理由", max_length=300, required=False)

    def __init__(self, *args, article: Article, **kwargs) -> None:
        self._article = article
        super().__init__(*args, **kwargs)

    def clean_to(self) -> Article | None:
        words = self.cleaned_data["to"]
        try:
            return article_named(words, instead_of=self._article) if words else None
        except Refusal as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and bool(cleaned["to"]) == bool(cleaned["reason"]):
            raise ValidationError("请写明移到哪一条，或收起的理由（只写一样）。")
        return cleaned


def waiting_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The list; a POST decides on one row of it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return _page(model_admin, request)
    waiting = find_waiting(request.POST.get("row", ""))
    if waiting is None:
        model_admin.message_user(request, "这一项已经不在等待之列。", messages.WARNING)
        return redirect(_PAGE)
    if not request.user.has_perm(waiting.kind.permission):
        raise PermissionDenied
    form = WaitingForm(request.POST, article=waiting.row.article)
    if form.is_valid() and _decide(model_admin, request, waiting, form):
        return redirect(_PAGE)
    return _page(model_admin, request, refused_forms={waiting.key: form})


def _decide(model_admin: admin.ModelAdmin, request: HttpRequest, waiting: Waiting, form: WaitingForm) -> bool:
    """Move or close the row, log it and show a message; a refusal becomes a form error.

    Returns whether it was carried out.
    """
    new_article, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    old_citation = waiting.row.article.short_citation
    try:
        if new_article:
            moved = move(waiting, to=new_article, by=request.user)
            result = f"由{old_citation}移到{new_article.short_citation}。{moved}"
        else:
            close(waiting, reason=reason, by=request.user)
            result = f"已收起，理由：{reason}"
    except Refusal as error:
        form.add_error(None, str(error))
        return False
    model_admin.log_change(request, waiting.row, result)
    model_admin.message_user(request, f"{waiting.kind.label}“{waiting.row}”{result}", messages.SUCCESS)
    return True


def _page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    *,
    refused_forms: dict[str, WaitingForm] | None = None,
) -> TemplateResponse:
    groups = [
        (
            group.article,
            [(row, (refused_forms or {}).get(row.key), _may_decide(request, row)) for row in group.rows],
        )
        for group in waiting_by_article()
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "待复核：所在条文已不在现行文本",
        "opts": model_admin.opts,
        "groups": groups,
    }
    status = 400 if refused_forms else 200
    return TemplateResponse(request, "admin/articles/article/waiting.html", context, status=status)


def _may_decide(request: HttpRequest, waiting: Waiting) -> bool:
    return request.user.has_perm(waiting.kind.permission)
