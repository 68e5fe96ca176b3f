"""The workplace (工作页): the text with its links, above the form of an article or a policy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from articles.admin.linking.link_forms import DecisionForm, LinkForm
from articles.models import DecisionBatch, Mention, Reference
from articles.models.links.evidence import Evidence, LinkStatus
from articles.review.batches import may_undo, remember, undo
from articles.review.decisions import Decision
from articles.review.links.hand_citations import articles_for, cite_words
from articles.review.links.hand_links import (
    Grounds,
    Subject,
    entities_for,
    link_words,
    move_link,
    place_of,
    read_place,
)
from articles.review.links.link_decisions import publish_links, reject_links, withdraw_links
from articles.review.links.own_proposals import LABELS as OWN_STEPS
from articles.review.links.own_proposals import take_own_step
from articles.review.refusals import Refusal
from articles.review.workplace import key_of, steps_of, surroundings_of, workplace_of
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

_MODELS = {"mention": Mention, "reference": Reference}
_DECIDE = {"publish": publish_links, "reject": reject_links, "withdraw": withdraw_links}
_VERBS = {"publish": "发布", "reject": "否决", "withdraw": "撤下"}
_STEPS = ("link", "link_entities", "decide_link", "undo_links")
_SHOWN_ENTITIES = 8


class Working:
    """For the administration of articles and of policies: their pages begin with the workplace."""

    def get_urls(self) -> list:
        def address(step: str, view):
            name = f"{self.opts.app_label}_{self.opts.model_name}_{step.replace('-', '_')}"
            return path(f"<int:pk>/{step}/", self.admin_site.admin_view(partial(view, self)), name=name)

        return [
            address("link", link_view),
            address("link-entities", entities_view),
            address("decide-link", decide_view),
            address("undo-links", undo_view),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and (stored := self.get_object(request, unquote(str(obj.pk)))):
            context |= workplace_context(request, stored)
        return super().render_change_form(request, context, add, change, form_url, obj)


def workplace_context(request: HttpRequest, subject: Subject) -> dict:
    is_article = subject._meta.model_name == "article"
    return {
        "workplace": workplace_of(subject, request.user),
        "surroundings": surroundings_of(subject, request.user) if is_article else None,
        "link_form": LinkForm(subject=subject),
        **{f"{step}_url": _step_url(subject, step) for step in _STEPS},
        "undoable": _undoable_batch(request),
        "moved": _moved_link(request),
    }


def link_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Add a link; without a script the places and the entities to choose from are shown first."""
    subject = _permitted_subject(model_admin, request, pk, "articles.add_mention")
    form = LinkForm(request.POST or None, subject=subject)
    if request.method == "POST" and form.is_valid():
        try:
            row = _add_link(request, subject, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _workplace_redirect(
                subject, batch=_remember(request, row, None, "添加链接"), anchor=key_of(row)
            )
    return _chooser_page(model_admin, request, subject, form, "添加链接", "link")


def entities_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The entities to choose from, for the script."""
    subject = _permitted_subject(model_admin, request, pk, "articles.add_mention")
    typed, words = (request.GET.get(name, "").replace("\0", "")[:200] for name in ("q", "words"))
    entities = entities_for(typed, words=words)[:_SHOWN_ENTITIES]
    article_choices = [
        {
            "field": "target",
            "id": article.pk,
            "name": f"{article.label} {article.display_title}".strip(),
            "kind": "条文",
            "policy": article.policy.title,
            "is_public": article.is_published,
        }
        for article in articles_for(subject, typed or words)
    ]
    entity_choices = [
        {
            "field": "entity",
            "id": entity.pk,
            "name": entity.name,
            "kind": entity.get_kind_display(),
            "policy": entity.policy.title if entity.policy else "",
            "is_public": entity.is_published,
        }
        for entity in entities
    ]
    return JsonResponse({"entities": [*article_choices, *entity_choices]})


def decide_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, reject, withdraw or move one link of the text."""
    subject = _permitted_subject(
        model_admin, request, pk, f"{model_admin.opts.app_label}.view_{model_admin.opts.model_name}"
    )
    if request.method != "POST":
        return _workplace_redirect(subject)
    form = DecisionForm(request.POST, subject=subject)
    if not form.is_valid():
        return _chooser_page(model_admin, request, subject, form, "移动链接", "decide_link")
    with transaction.atomic():
        row = _locked_link(subject, form.cleaned_data["link"])
        if row.status != form.cleaned_data["seen"]:
            message = f"没有改动：这一处刚由别人改为“{row.get_status_display()}”，请看过再决定。"
            messages.warning(request, message)
            return _workplace_redirect(subject, anchor=key_of(row))
        step = form.cleaned_data["step"]
        decide = _move if step == "move" else _take_own_step if step in OWN_STEPS else _decide
        return decide(model_admin, request, subject, row, form.cleaned_data)


def undo_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the last decision, whose batch the page named."""
    subject = _permitted_subject(model_admin, request, pk, "articles.view_mention")
    batch = _open_batch(request.POST.get("batch", ""))
    if request.method != "POST" or batch is None:
        return _workplace_redirect(subject)
    if not may_undo(batch, request.user):
        raise PermissionDenied
    try:
        decision = undo(batch, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        for row in decision.done:
            model_admin.log_change(request, row, f"撤销：{batch}")
        messages.success(request, f"已撤销“{batch.verb}”。")
        for problem in decision.problems:
            messages.warning(request, problem)
    return _workplace_redirect(subject)


def _add_link(request: HttpRequest, subject: Subject, cleaned: dict) -> Mention | Reference:
    if cleaned["target"]:
        may_publish = request.user.has_perm("articles.publish_reference")
        return cite_words(
            subject, cleaned["at"], cleaned["target"], by=request.user, is_published=may_publish
        )
    return link_words(
        subject,
        cleaned["at"],
        cleaned["entity"],
        grounds=Grounds(cleaned["basis"], cleaned["relation"], cleaned["reason"]),
        by=request.user,
        is_published=request.user.has_perm("articles.publish_mention"),
    )


def _remember(request: HttpRequest, row: Evidence, before: str | None, verb: str) -> DecisionBatch | None:
    """Keep the decision as a batch that can be undone, and show a message.

    Undoing the batch of a new link (`before` is None) withdraws or rejects the link.
    """
    state_if_undone = LinkStatus.WITHDRAWN if row.status == LinkStatus.PUBLISHED else LinkStatus.REJECTED
    state_before = state_if_undone if before is None else before
    batch = remember(Decision((row,)), {row.pk: state_before}, verb=verb, by=request.user)
    waits = before is None and row.status != LinkStatus.PUBLISHED
    waiting_note = "，待有发布权限的人审定" if waits else ""
    messages.success(request, f"已{verb}：{row}{waiting_note}。")
    return batch


def _decide(
    model_admin, request: HttpRequest, subject: Subject, row: Evidence, cleaned: dict
) -> HttpResponse:
    step, before = cleaned["step"], row.status
    if not request.user.has_perm(f"articles.publish_{row._meta.model_name}"):
        raise PermissionDenied
    if step not in dict(steps_of(row)):
        raise Http404("没有这样的决定。")
    if cleaned["reason"]:
        row.note = cleaned["reason"]
        row.save(update_fields=["note"])
    decision = _DECIDE[step]([row], by=request.user)
    for problem in decision.problems:
        messages.error(request, problem)
    if not decision.done:
        return _workplace_redirect(subject, anchor=key_of(row))
    reason = f"，理由：{cleaned['reason']}" if cleaned["reason"] else ""
    model_admin.admin_site.get_model_admin(type(row)).log_change(request, row, f"{_VERBS[step]}{reason}")
    return _workplace_redirect(
        subject, batch=_remember(request, row, before, _VERBS[step]), anchor=key_of(row)
    )


def _take_own_step(
    model_admin, request: HttpRequest, subject: Subject, row: Evidence, cleaned: dict
) -> HttpResponse:
    """Take back what one has proposed, or propose it again."""
    try:
        take_own_step(row, cleaned["step"], by=request.user)
    except Refusal as refusal:
        messages.error(request, f"没有改动：{refusal}")
    else:
        verb = OWN_STEPS[cleaned["step"]]
        model_admin.admin_site.get_model_admin(type(row)).log_change(request, row, verb)
        messages.success(request, f"已{verb}：{row}。")
    return _workplace_redirect(subject, anchor=key_of(row))


def _move(model_admin, request: HttpRequest, subject: Subject, row: Evidence, cleaned: dict) -> HttpResponse:
    may_change = model_admin.admin_site.get_model_admin(type(row)).has_change_permission(request, row)
    if not isinstance(row, Mention) or not may_change:
        raise PermissionDenied
    before, words = place_of(row), row.quote
    try:
        move_link(row, cleaned["at"])
    except Refusal as refusal:
        messages.error(request, f"没有移动：{refusal}")
        return _workplace_redirect(subject, anchor=key_of(row))
    move_text = f"由“{words or '整条'}”移到“{row.quote}”"
    model_admin.admin_site.get_model_admin(Mention).log_change(request, row, move_text)
    messages.success(request, f"{row.entity}：已{move_text}。")
    return _workplace_redirect(subject, moved=f"{key_of(row)}@{before}" if before else "", anchor=key_of(row))


def _chooser_page(
    model_admin, request: HttpRequest, subject: Subject, form: LinkForm | DecisionForm, title: str, step: str
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{title}：{subject}",
        "opts": model_admin.opts,
        "subject": subject,
        "form": form,
        "action": _step_url(subject, step),
        "sent": [(name, request.POST.get(name, "")) for name in ("link", "step", "seen", "reason")],
        "is_link": isinstance(form, LinkForm),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/articles/workplace/choose.html", context, status=status)


def _permitted_subject(model_admin: ModelAdmin, request: HttpRequest, pk: int, permission: str) -> Subject:
    subject = model_admin.get_object(request, str(pk))
    if not (model_admin.has_view_permission(request, subject) and request.user.has_perm(permission)):
        raise PermissionDenied
    if subject is None:
        raise Http404("没有这一项。")
    return subject


def _locked_link(subject: Subject, key: str) -> Evidence:
    """The link of this key, its row locked; it has to stand in a text of `subject`."""
    name, _, typed = key.partition(":")
    pk = whole_number(typed, at_most=HIGHEST_ID)
    model = _MODELS.get(name)
    rows = model.objects.with_texts().select_for_update(of=("self",)).with_ids([pk or 0]) if model else []
    row = next(iter(rows), None)
    if row is None or (row.article or row.policy) != subject:
        raise Http404("没有这一处链接。")
    return row


def _step_url(subject: Subject, step: str) -> str:
    return reverse(f"admin:articles_{subject._meta.model_name}_{step}", args=[subject.pk])


def _workplace_redirect(
    subject: Subject, *, batch: DecisionBatch | None = None, moved: str = "", anchor: str = ""
) -> HttpResponse:
    """To the workplace, which offers to undo what has just been done."""
    query = urlencode(
        {name: value for name, value in (("undo", batch and batch.pk), ("moved", moved)) if value}
    )
    place = f"#{anchor.replace(':', '-')}" if anchor else ""
    return redirect(f"{_step_url(subject, 'change')}{f'?{query}' if query else ''}{place}")


def _open_batch(typed: str) -> DecisionBatch | None:
    pk = whole_number(typed, at_most=HIGHEST_ID)
    return DecisionBatch.objects.not_undone().in_bulk([pk]).get(pk) if pk else None


def _undoable_batch(request: HttpRequest) -> DecisionBatch | None:
    batch = _open_batch(request.GET.get("undo", ""))
    return batch if batch and batch.made_by_id == request.user.pk and may_undo(batch, request.user) else None


def _moved_link(request: HttpRequest) -> tuple[str, str, str] | None:
    """The link that has just been moved, where it was, and its state."""
    key, _, typed = request.GET.get("moved", "").partition("@")
    place, pk = read_place(typed), whole_number(key.removeprefix("mention:"), at_most=HIGHEST_ID)
    row = Mention.objects.with_ids([pk]).first() if place and pk else None
    return (key, str(place), row.status) if row else None
