"""/check/ (引文核验): a draft is pasted or uploaded, and shown with what was found; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.renderers import JSONRenderer

from articles.api.check import report_values
from articles.checking import MOST_CHARACTERS, Report, check_draft
from articles.exports.checks import commented, xlsx_bytes
from articles.exports.download import EXCEL, WORD, attachment
from articles.models.postgres.content_versions import one_state
from articles.views.check_example import example_draft
from articles.views.check_page import check_page
from articles.views.submitted_draft import LARGEST_FILE, CheckedDraftForm, SubmittedDraft


@csrf_exempt  # a read by POST: it changes nothing, and a cookie for it would be one more than readers get
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request)
    form = CheckedDraftForm(request.POST, request.FILES)
    return _result_page(request, form.draft) if form.is_valid() else _form_page(request, form)


@csrf_exempt
@require_POST
def check_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The report on a draft, which comes once more with the request: nothing was kept."""
    form = CheckedDraftForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, form)
    draft = form.draft
    with one_state():
        body = _FILES[suffix](draft, check_draft(draft.text))
    response = HttpResponse(body, content_type=_MEDIA_TYPES[suffix])
    name = f"{draft.title}（引文核验）.{suffix}"
    response["Content-Disposition"] = attachment(f"check.{suffix}", chinese=name)
    return _with_no_store(response)


def _form_page(request: HttpRequest, form: CheckedDraftForm | None = None) -> HttpResponse:
    """The empty page, or what was sent with the reason why it was not checked."""
    context = {
        "errors": form.non_field_errors() if form else (),
        "typed": form.typed if form else "",
        "example": example_draft(),
        "longest": MOST_CHARACTERS // 10_000,
        "largest": LARGEST_FILE / 1_000_000,
    }
    response = render(request, "articles/check.html", context, status=form.status if form else 200)
    return _with_no_store(response) if form else response


def _result_page(request: HttpRequest, draft: SubmittedDraft) -> HttpResponse:
    with one_state():
        page = check_page(draft.text, check_draft(draft.text))
        return _with_no_store(render(request, "articles/check_result.html", {"draft": draft, "page": page}))


def _with_no_store(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _docx(draft: SubmittedDraft, report: Report) -> bytes:
    return commented(draft.as_word(), report)


def _xlsx(draft: SubmittedDraft, report: Report) -> bytes:
    title = f"{draft.title}（引文核验）"
    return xlsx_bytes(draft.text, report, title=title, made_by=settings.PORTAL_SITE_NAME)


def _json(draft: SubmittedDraft, report: Report) -> bytes:
    """The same as POST /api/v1/check/ answers."""
    return JSONRenderer().render(report_values(report))


_FILES: dict[str, Callable[[SubmittedDraft, Report], bytes]] = {"docx": _docx, "xlsx": _xlsx, "json": _json}
_MEDIA_TYPES = {
    "docx": WORD,
    "xlsx": EXCEL,
    "json": "application/json",
}
