"""The queue of what waits (队列): one item after another in context, decided on with a key or a button.

With htmx a decision replaces its item alone; without JavaScript the same forms lead back to the list.
"""

from __future__ import annotations

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.base import log_rows
from articles.models import DecisionBatch
from articles.models.links.link_rule import Certainty
from articles.review.queue import (
    DecisionOutcome,
    QueueFilters,
    ReviewerDecision,
    answer_item,
    open_item,
    policies_waiting,
    queue_kinds,
    queue_page,
    undo_batch,
    waiting_numbers,
)
from articles.review.refusals import Refusal
from articles.text.numbers.whole_numbers import HIGHEST_ID, HIGHEST_STORED, whole_number

_POLICIES_OFFERED = 100
_LAST_DECISIONS = 10


def urls(site: admin.AdminSite) -> list:
    views = (
        ("", queue_view, "queue"),
        ("decide/", decide_view, "queue_decide"),
        ("undo/", undo_view, "queue_undo"),
    )
    return [
        path(f"queue/{route}", site.admin_view(partial(view, site)), name=name) for route, view, name in views
    ]


def queue_view(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """The list; with htmx only the items that follow."""
    _require_reviewer(request)
    filters = QueueFilters.of(request.GET)
    page = queue_page(filters, request.user, after=request.GET.get("after", ""))
    context = {"page": page, "filters": filters, "deciding": _decidable_kinds(request)}
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "admin/queue/items.html", context)
    return TemplateResponse(
        request, "admin/queue/index.html", {**_frame_context(site, request, filters), **context}
    )


def decide_view(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """Decide on an item as the pressed button says."""
    if not _decidable_kinds(request):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:queue")
    key = request.POST.get("item", "")
    try:
        reviewer_decision = ReviewerDecision.of(
            request.POST.get("decision", ""),
            start=_typed_offset(request.POST.get("start", "")),
            answer=request.POST.get("answer", ""),
        )
        outcome = answer_item(key, reviewer_decision, by=request.user)
    except Refusal as refusal:
        outcome = DecisionOutcome(key, "没有改变", problems=(str(refusal),))
    except PermissionError as error:
        raise PermissionDenied from error
    log_rows(request, tuple(outcome.done), outcome.said)
    return _outcome_response(request, outcome)


def undo_view(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """Undo a decision; the item waits again."""
    if not _decidable_kinds(request):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:queue")
    key = request.POST.get("item", "")
    try:
        decision = undo_batch(
            whole_number(request.POST.get("batch", ""), at_most=HIGHEST_ID) or 0, by=request.user
        )
    except Refusal as refusal:
        return _outcome_response(request, DecisionOutcome(key, "没有撤销", problems=(str(refusal),)))
    except PermissionError as error:
        raise PermissionDenied from error
    log_rows(request, tuple(decision.done), "撤销队列里的决定")
    message = f"已撤销，恢复 {len(decision.done)} 项"
    return _outcome_response(
        request, DecisionOutcome(key, message, problems=decision.problems), is_undone=True
    )


def _outcome_response(
    request: HttpRequest, outcome: DecisionOutcome, *, is_undone: bool = False
) -> HttpResponse:
    """With htmx the part that replaces the item; else a redirect to the list, with a message."""
    if not request.headers.get("HX-Request"):
        level = messages.WARNING if outcome.problems else messages.SUCCESS
        messages.add_message(request, level, "；".join((outcome.said, *outcome.problems)))
        filters = QueueFilters.of(request.POST)
        return redirect(f"{reverse('admin:queue')}?{filters.query}#queue")
    waits_again = is_undone or (outcome.problems and not outcome.done)
    context = {
        "answer": outcome,
        "filters": QueueFilters.of(request.POST),
        "item": open_item(outcome.key, request.user) if waits_again else None,
        "deciding": _decidable_kinds(request),
        "also": _other_settled_keys(outcome),
    }
    return TemplateResponse(request, "admin/queue/answer.html", context)


def _other_settled_keys(outcome: DecisionOutcome) -> str:
    """The keys of the other items that a decision on the same words has settled."""
    kind = outcome.key.rpartition("-")[0]
    keys = (f"{kind}-{row.pk}" for row in outcome.done)
    return " ".join(key for key in keys if key != outcome.key)


def _frame_context(site: admin.AdminSite, request: HttpRequest, filters: QueueFilters) -> dict:
    """The context of the page around the items: numbers, filters, the last decisions."""
    kinds = queue_kinds(request.user)
    latest = DecisionBatch.objects.latest_of(request.user)[:_LAST_DECISIONS]
    return {
        **site.each_context(request),
        "title": "待办队列",
        "numbers": waiting_numbers(filters, kinds),
        "policies": policies_waiting(request.user, most=_POLICIES_OFFERED),
        "certainties": Certainty.choices,
        "latest": latest,
    }


def _decidable_kinds(request: HttpRequest) -> frozenset[str]:
    """The kinds on which the user may decide."""
    return frozenset(kind.name for kind in queue_kinds(request.user) if kind.may_decide(request.user))


def _typed_offset(typed: str) -> int | None:
    """The offset of the words that the reviewer saw; None where the form says none."""
    return 0 if typed == "0" else whole_number(typed, at_most=HIGHEST_STORED)


def _require_reviewer(request: HttpRequest) -> None:
    if not queue_kinds(request.user):
        raise PermissionDenied
