"""Publishing a draft of a change is sending its form again: the same checks, revisions, links and index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from articles.models.editing.edit_draft import EditDraft
from articles.models.postgres.content_versions import another_state

#: The note of a revision; forms without one do not read it.
_NOTE = "revision_note"
_MOST_TOLD = 5


def replay(draft: EditDraft) -> list[str]:
    """Save what the draft holds in the name of its author; the problems if it cannot be saved.

    The caller has a transaction, and takes it back where there are problems.
    """
    row = draft.row
    if row is None:
        return ["它已不在库中。"]
    request = author_request(draft)
    model_admin = admin.site.get_model_admin(type(row))
    try:
        response = model_admin.changeform_view(request, str(row.pk))
    except PermissionDenied:
        return [f"{draft.created_by}的账号已不能修改这一项。"]
    return [] if response.status_code == 302 else _problems(request, response)


def rehearse(draft: EditDraft) -> list[str]:
    """The problems that publishing would have now; nothing is saved."""
    with rolled_back():
        return replay(draft)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Roll back at the end what is written within; nothing computed from it is cached for other pages."""
    with transaction.atomic(), another_state():
        yield
        transaction.set_rollback(True)


def form_data_of(draft: EditDraft) -> QueryDict:
    """The fields and values of the draft, as its form sends them."""
    form_data = QueryDict(mutable=True)
    for name, values in draft.form_data.items():
        form_data.setlist(name, values)
    return form_data


def author_request(draft: EditDraft) -> HttpRequest:
    """A request that sends the draft's form in the name of its author, with that account's permissions."""
    request = HttpRequest()
    request.method, request.POST, request.user = "POST", form_data_of(draft), draft.created_by
    request.FILES = MultiValueDict()
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "SCRIPT_NAME": "", "PATH_INFO": "/"}
    request.csrf_processing_done = True
    request._messages = SimpleNamespace(add=lambda *message: None)
    request.replays = draft
    request.POST[_NOTE] = _revision_note(draft)
    return request


def _revision_note(draft: EditDraft) -> str:
    reason = "".join(draft.form_data.get(_NOTE, [])).strip() or draft.note
    reviewer = f"审核：{draft.reviewed_by}" if draft.reviewed_by else ""
    return "；".join(filter(None, (reason, reviewer)))[:300]


def _problems(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Why the form was not saved, as its page would say it."""
    context = getattr(response, "context_data", None) or {}
    if "adminform" not in context:
        return [re.sub(r"^没有保存：", "", str(context.get("title") or "没有保存"))]
    problems = [*getattr(request, "refusals", ()), *_form_errors(context)]
    return list(dict.fromkeys(problems))[:_MOST_TOLD] or ["没有保存。"]


def _form_errors(context: dict) -> Iterator[str]:
    for name, errors in context["adminform"].form.errors.items():
        yield from (f"{_field_label(context['adminform'].form, name)}{message}" for message in errors)
    for inline in context["inline_admin_formsets"]:
        formset, row_name = inline.formset, inline.formset.model._meta.verbose_name
        yield from (f"{row_name}：{message}" for message in formset.non_form_errors())
        for form in formset.forms:
            for name, errors in form.errors.items():
                yield from (f"{row_name}：{_field_label(form, name)}{message}" for message in errors)


def _field_label(form, name: str) -> str:
    return f"{form[name].label}：" if name in form.fields else ""
