"""The page of a selection and its files. Nothing of it is stored here: the address holds it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exports.quotations import quotation_list
from articles.reading.site_address import site_address
from articles.views.quotation_files import quotation_file
from guidance.selection.chosen import LONGEST_TITLE, MOST, read_selection
from guidance.selection.selected_quotations import selected_items, selected_quotations


@require_safe
def selection_page(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET)
    context = {
        "selection": selection,
        "items": selected_items(selection, cited_on=timezone.localdate()),
        "address": site_address(f"{request.path}?{selection.query}"),
        "most": MOST,
        "longest_title": LONGEST_TITLE,
    }
    return render(request, "guidance/selection.html", context)


@require_safe
def selection_file(request: HttpRequest, list_format: str) -> HttpResponse:
    selection, today = read_selection(request.GET), timezone.localdate()
    quotations = quotation_list(
        selected_quotations(selection, cited_on=today),
        title=selection.title,
        path=f"{reverse('selection:page')}?{selection.query}",
        made_on=today,
        made_by=settings.PORTAL_SITE_NAME,
    )
    return quotation_file(quotations, list_format)
