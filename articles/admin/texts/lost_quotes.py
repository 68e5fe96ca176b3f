"""After an edit: a message about quotes that the text no longer has, and a page to replace them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from articles.review.links.hand_links import Occurrence, Subject
from articles.review.links.lost_quotes import (
    LostRow,
    lost_quotes,
    lost_rows,
    may_replace,
    places_to_choose,
    replace_quote,
)

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

_MOST_TITLES = 20


class ReplacementForm(forms.Form):
    quote = forms.CharField(widget=forms.HiddenInput, strip=False)
    words = forms.CharField(label="改为", strip=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    which = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={"invalid": "请选一处。", "min_value": "请选一处。", "max_value": "请选一处。"},
    )

    def __init__(self, *args, subject: Subject, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.occurrences: list[Occurrence] = []

    def clean(self) -> dict:
        """Where the words stand more than once, the place has to be chosen."""
        cleaned = super().clean()
        for name in ("quote", "words"):
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
        if cleaned["words"] and cleaned.get("which") is None:
            self.occurrences = places_to_choose(self.subject, cleaned["quote"], cleaned["words"])
        if self.occurrences:
            times = len(self.occurrences)
            self.add_error("which", f"“{cleaned['words']}”在原文里有 {times} 处，请选一处。")
        return cleaned


def addresses(model_admin: ModelAdmin) -> list:
    """The pages for an article and for a policy's texts outside its articles."""
    view = model_admin.admin_site.admin_view(partial(lost_quotes_page, model_admin))
    return [path("<int:pk>/lost-quotes/", view, name=_url_name(model_admin.opts))]


def address_of(subject: Subject) -> str:
    return reverse(f"admin:{_url_name(subject._meta)}", args=[subject.pk])


def warn_of_lost_quotes(
    model_admin: ModelAdmin, request: HttpRequest, subject: Subject, before: list[LostRow]
) -> None:
    """Show how many quotes this edit has lost (`before`: those lost before it), and where to replace them."""
    known_keys = {row.key for row in before}
    lost = [row for row in lost_rows(subject) if row.key not in known_keys]
    if not lost:
        return
    titles = list(dict.fromkeys(f"{row.kind}“{row.title}”" for row in lost))
    names, more = "、".join(titles[:_MOST_TITLES]), "等" if len(titles) > _MOST_TITLES else ""
    text = "这次修改之后，{} 处链接和措施失去了所引的原文，已不在公开页面上：{}{}。<a href='{}'>逐处改正</a>"
    model_admin.message_user(
        request, format_html(text, len(lost), names, more, address_of(subject)), messages.WARNING
    )


def lost_quotes_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The lost quotes of an article or policy, each with a form for the words that replace it."""
    subject = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not (model_admin.has_change_permission(request, subject) or may_replace(request.user)):
        raise PermissionDenied
    form = ReplacementForm(request.POST or None, subject=subject)
    if request.method == "POST" and form.is_valid():
        _replace(model_admin, request, subject, form)
        return redirect(address_of(subject))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"失去原文的链接与措施：{subject}",
        "opts": model_admin.opts,
        "subject": subject,
        "lost": lost_quotes(subject),
        "form": form,
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "admin/articles/lost_quotes.html", context, status=status)


def _replace(model_admin: ModelAdmin, request: HttpRequest, subject: Subject, form: ReplacementForm) -> None:
    quote, words, which = (form.cleaned_data[name] for name in ("quote", "words", "which"))
    outcome = replace_quote(subject, quote, words, which=which, by=request.user)
    if outcome.replaced_count:
        result = f"“{quote}”改为“{words}”：{outcome.replaced_count} 处"
        model_admin.log_change(request, subject, result)
        model_admin.message_user(request, f"{result}。", messages.SUCCESS)
    elif not outcome.problems:
        model_admin.message_user(
            request, "没有可以替换的链接或措施，或没有修改它们的权限。", messages.WARNING
        )
    for problem in dict.fromkeys(outcome.problems[:20]):
        model_admin.message_user(request, problem, messages.WARNING)


def _url_name(opts) -> str:
    return f"{opts.app_label}_{opts.model_name}_lost_quotes"
