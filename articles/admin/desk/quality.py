"""The quality page: each check with its number; its rows lead to the forms where they are corrected."""

from __future__ import annotations

import csv
from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.saving.returning import with_return
from articles.exports.download import attachment
from articles.quality import QualityCheck, check_named, csv_rows, numbers_of_checks, quality_checks
from articles.reading.site_address import site_address

_PER_PAGE = 50


def urls(site: admin.AdminSite) -> list:
    return [
        path("quality/", site.admin_view(partial(quality_view, site)), name="quality"),
        path("quality/<slug:name>/", site.admin_view(partial(check_view, site)), name="quality_check"),
        path("quality/<slug:name>.csv", site.admin_view(csv_view), name="quality_csv"),
    ]


def quality_view(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    checks = quality_checks(request.user)
    if not checks:
        raise PermissionDenied
    numbers = numbers_of_checks(checks)
    context = {
        **site.each_context(request),
        "title": "质量",
        "wrong": [(check, number) for check, number in numbers if number],
        "right": [check for check, number in numbers if not number],
    }
    return TemplateResponse(request, "admin/quality/index.html", context)


def check_view(site: admin.AdminSite, request: HttpRequest, name: str) -> HttpResponse:
    check = _check_or_404(request, name)
    page = Paginator(check.in_order(check.rows()), _PER_PAGE).get_page(request.GET.get("page"))
    back = request.get_full_path()
    rows = [(check.place(row), check.problem(row), with_return(check.mend(row), back)) for row in page]
    context = {**site.each_context(request), "title": check.label, "check": check, "page": page, "rows": rows}
    return TemplateResponse(request, "admin/quality/check.html", context)


def csv_view(request: HttpRequest, name: str) -> HttpResponse:
    """The whole list, with a mark by which spreadsheets know that it is UTF-8."""
    check = _check_or_404(request, name)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(f"{check.name}.csv")
    csv.writer(response).writerows(csv_rows(check, site=site_address("")))
    return response


def _check_or_404(request: HttpRequest, name: str) -> QualityCheck:
    if not quality_checks(request.user):
        raise PermissionDenied
    check = check_named(name, request.user)
    if check is None:
        raise Http404("没有这一项检查，或者没有查看它的权限。")
    return check
