"""The administration of golden questions (测试问题): edited singly, uploaded or downloaded as a file."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.journal import audit
from articles.exports.download import attachment
from articles.models import GoldenAnswer, GoldenQuestion
from articles.models.search.golden_question import QuestionOrigin
from articles.review.refusals import refusal_of
from articles.search import GoldenFileError, GoldenLine, golden_as_lines, parse_golden, store_golden_questions

_LARGEST_FILE = 2_000_000  # bytes: some ten thousand questions
_NAME = "articles_goldenquestion"


class AnswerFormSet(forms.BaseInlineFormSet):
    """A question has answers, or is marked as having none."""

    def clean(self) -> None:
        super().clean()
        remaining = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        remaining = [form for form in remaining if not form.cleaned_data.get("closed_because")]
        with_article = [form for form in remaining if form.cleaned_data.get("article")]
        if with_article and self.instance.has_no_answer:
            raise ValidationError("“不应有答案”的问题不能列出条文；请去掉勾选，或删去条文。")
        if not with_article and not self.instance.has_no_answer:
            raise ValidationError("请列出至少一条应找到的条文，或勾选“不应有答案”。")


class AnswerInline(admin.TabularInline):
    model = GoldenAnswer
    formset = AnswerFormSet
    autocomplete_fields = ("article",)
    extra = 1


class GoldenFileForm(forms.Form):
    file = forms.FileField(
        label="JSON Lines 文件",
        help_text="UTF-8，每行一个问题。已有的问题以文件里的答案为准；有一行不合格式，就一行也不导入。",
    )

    def clean_file(self) -> list[GoldenLine]:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > _LARGEST_FILE:
            raise ValidationError(f"文件超过 {_LARGEST_FILE // 1_000_000} MB")
        try:
            return parse_golden(uploaded.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ValidationError("文件不是 UTF-8 编码") from error
        except GoldenFileError as error:
            raise ValidationError(list(error.problems)) from error


@admin.register(GoldenQuestion)
class GoldenQuestionAdmin(admin.ModelAdmin):
    section = "检索"
    change_list_template = "admin/articles/goldenquestion/change_list.html"
    list_display = ("query", "scope", "expected", "origin", "note")
    list_filter = ("origin", "has_no_answer")
    search_fields = ("query", "note")
    search_help_text = "按问题或说明查找"
    inlines = (AnswerInline,)
    fields = ("query", "scope", "has_no_answer", "note")
    autocomplete_fields = ("scope",)

    @admin.display(description="应找到")
    def expected(self, question: GoldenQuestion) -> str:
        if question.has_no_answer:
            return "不应有答案"
        citations = [answer.article.short_citation for answer in question.answers.all()]
        return "、".join(citations) or "没有条文（不计入试运行）"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).with_answers()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        return {name: request.GET[name] for name in ("query", "note") if name in request.GET}

    def has_upload_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        may_upload = self.has_upload_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "may_upload": may_upload})

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("upload/", guarded(partial(upload, self)), name=f"{_NAME}_upload"),
            path("golden.jsonl", guarded(partial(download, self)), name=f"{_NAME}_download"),
            *super().get_urls(),
        ]


def upload(model_admin: GoldenQuestionAdmin, request: HttpRequest) -> HttpResponse:
    """Import a file of questions."""
    if not model_admin.has_upload_permission(request):
        raise PermissionDenied
    form = GoldenFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = store_golden_questions(
                form.cleaned_data["file"], origin=QuestionOrigin.UPLOADED, by=request.user
            )
        except GoldenFileError as error:
            form.add_error("file", list(error.problems))
        except IntegrityError as error:  # another upload has just added the same questions
            form.add_error("file", refusal_of(error))
        else:
            message = f"新增 {stored.added} 个测试问题，更新 {stored.replaced} 个。"
            audit().record("import", f"导入测试问题的文件：{message}", request=request)
            model_admin.message_user(request, message, messages.SUCCESS)
            return redirect(f"admin:{_NAME}_changelist")
    frame = model_admin.admin_site.each_context(request)
    context = {**frame, "opts": model_admin.opts, "form": form, "title": "导入测试问题"}
    status = 400 if form.errors else 200
    return TemplateResponse(request, "admin/articles/goldenquestion/upload.html", context, status=status)


def download(model_admin: GoldenQuestionAdmin, request: HttpRequest) -> HttpResponse:
    """All questions as a file that `upload` and `manage.py evaluate_search` read."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    questions = GoldenQuestion.objects.measurable().with_answers()
    headers = {"Content-Disposition": attachment("golden.jsonl")}
    return HttpResponse(
        "".join(golden_as_lines(questions)), content_type="application/jsonl; charset=utf-8", headers=headers
    )
