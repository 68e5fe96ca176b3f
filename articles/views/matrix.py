"""The matrix of two dimensions of a policy, and the articles behind each of its numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.analysis.forms import CellForm, MatrixForm
from articles.analysis.matrix import Matrix, listing_of


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    form = MatrixForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/matrix.html", {"form": form}, status=400)
    matrix = form.matrix()
    if matrix and form.cleaned_data["format"] == "csv":
        return _csv(matrix)
    return render(request, "articles/matrix.html", {"form": form, "matrix": matrix, "params": request.GET})


def _csv(matrix: Matrix) -> HttpResponse:
    crossing = matrix.crossing
    name = f"matrix-{crossing.policy.slug}-{crossing.rows}-{crossing.cols}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(matrix.csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def matrix_cell(request: HttpRequest) -> HttpResponse:
    form = CellForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/matrix_cell.html", {"form": form}, status=400)
    cleaned = form.cleaned_data
    listing = None
    if form.crossing:
        listing = listing_of(form.crossing, cleaned["cell"], page=request.GET.get("page", 1))
    context = {"form": form, "listing": listing, "params": request.GET}
    return render(request, "articles/matrix_cell.html", context)
