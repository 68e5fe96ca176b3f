"""Two articles side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.analysis.forms import CompareForm


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET)
    if not form.is_valid():
        return render(request, "articles/compare.html", {"form": form}, status=404)
    return render(request, "articles/compare.html", {"form": form, "comparison": form.comparison()})
