"""The matrix of two dimensions of a policy, and the articles behind each of its numbers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.analysis.forms import CellForm, MatrixForm
from articles.analysis.matrix import Matrix, listing_of
from articles.analysis.matrix_workbook import xlsx_bytes
from articles.exports.download import attachment
from articles.exports.quotations import FORMATS, MOST_IN_A_FILE, quotation_list, quotations_of
from articles.models import Article
from articles.views.quotation_files import quotation_file


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    form = MatrixForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/matrix.html", {"form": form}, status=400)
    matrix = form.matrix()
    if matrix and form.cleaned_data["format"] != "html":
        return _FILES[form.cleaned_data["format"]](matrix)
    return render(request, "articles/matrix.html", {"form": form, "matrix": matrix, "params": request.GET})


def _csv(matrix: Matrix) -> HttpResponse:
    return _download(matrix, "csv", matrix.csv(), "text/csv; charset=utf-8")


def _xlsx(matrix: Matrix) -> HttpResponse:
    content = xlsx_bytes(matrix, made_on=timezone.localdate(), made_by=settings.PORTAL_SITE_NAME)
    return _download(matrix, "xlsx", content, FORMATS["xlsx"].media_type)


_FILES = {"csv": _csv, "xlsx": _xlsx}


def _download(matrix: Matrix, suffix: str, content: str | bytes, media_type: str) -> HttpResponse:
    crossing = matrix.crossing
    name = f"matrix-{crossing.policy.slug}-{crossing.rows}-{crossing.cols}.{suffix}"
    headers = {"Content-Disposition": attachment(name)}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_safe
def matrix_cell(request: HttpRequest) -> HttpResponse:
    """The articles of a cell: a page, or for its script a row that opens beneath the cell's."""
    is_part = "HX-Request" in request.headers
    template = "articles/includes/matrix/matrix_opened.html" if is_part else "articles/matrix_cell.html"
    form = CellForm(request.GET)
    if not form.is_valid():
        return render(request, template, {"form": form}, status=400)
    listing = None
    if form.crossing:
        listing = listing_of(form.crossing, form.cleaned_data["cell"], page=request.GET.get("page", 1))
    response = render(request, template, {"form": form, "listing": listing, "params": request.GET})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def cell_file(request: HttpRequest, list_format: str) -> HttpResponse:
    """The articles of a cell as a file, with their links to its row and its column."""
    form = CellForm(request.GET)
    if not form.is_valid() or form.crossing is None:
        return render(request, "articles/matrix_cell.html", {"form": form}, status=400)
    cell, today = form.cleaned_data["cell"], timezone.localdate()
    articles = Article.objects.with_ids(cell.article_ids).for_reading().in_order()[:MOST_IN_A_FILE]
    lines = [line for line in (cell.row, cell.col) if line]
    entity_ids = frozenset().union(*(line.entity_ids for line in lines)) if lines else None
    quotations = quotation_list(
        quotations_of(articles, cited_on=today, entities=entity_ids),
        title=cell.label,
        path=f"{reverse('articles:matrix_cell')}?{form.crossing.query}&{cell.query}",
        made_on=today,
        made_by=settings.PORTAL_SITE_NAME,
        total=cell.count,
    )
    return quotation_file(quotations, list_format)
