"""A reader reports a problem, and looks up what became of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import ReaderReport
from articles.models.editing.reader_report import LONGEST_WORDS, NUMBER_LENGTH
from articles.reports import ReportForm, TooMany, file_report, local_address, place_of


@never_cache
@csrf_exempt  # the form has a signed ticket and nobody is signed in: docs/decisions/0070
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form for a page (`at`), and what is sent with it."""
    if request.method != "POST":
        return _form_or_state(request)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=400)
    try:
        filed = file_report(form)
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, status=429)
    return render(request, "articles/report_filed.html", {"report": filed})


@never_cache
@require_safe
def report_state(request: HttpRequest, number: str) -> HttpResponse:
    """What became of the report with this number."""
    filed = ReaderReport.objects.numbered(number).first()
    if filed is None:
        raise Http404("没有这个编号的报告：请核对编号，一共 12 个字母和数字。")
    return render(request, "articles/report_state.html", {"report": filed})


def _form_or_state(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("number", "").strip().lower()
    if number.isalnum() and number.isascii() and len(number) == NUMBER_LENGTH:
        return redirect("articles:report_state", number)
    words = request.GET.get("words", "").replace("\0", "")[:LONGEST_WORDS]
    form = ReportForm(initial={"at": local_address(request.GET.get("at", "")) or "/", "words": words})
    return _form_page(request, form, wrong_number=bool(number))


def _form_page(request: HttpRequest, form: ReportForm, *, status: int = 200, **more: object) -> HttpResponse:
    at = local_address(form["at"].value() or "") or "/"
    context = {"form": form, "place": place_of(at), **more}
    return render(request, "articles/report.html", context, status=status)
