"""The form of a row that keeps drafts: what is typed can be kept beside the published row (修改稿)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.admin.drafts.draft_replay import form_data_of
from articles.admin.saving.form_fingerprints import OPENED_STATE
from articles.admin.texts.article_review import REVIEW
from articles.models.editing.edit_draft import EditDraft
from articles.review.refusals import Refusal
from articles.review.texts.edit_drafts import discard_after_direct_save, may_edit, store_form_data
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

#: The button that keeps a draft; the field, and the parameter of an address, with the number of an open one.
KEEP, DRAFT = "_keep_draft", "_draft"
#: The button that overwrites another editor's save; its value is the version that was shown with it.
TAKE_OVER = "_take_over"
_BUTTONS = (
    *("_save", "_continue", "_addanother", "_saveasnew"),
    *(KEEP, DRAFT, REVIEW, TAKE_OVER, "csrfmiddlewaretoken"),
)


def may_save(model_admin: ModelAdmin, request: HttpRequest, row: models.Model) -> bool:
    """Whether this user's form changes the row itself. A change of what readers see needs the right to
    publish it; without it the change is kept as a draft for a second person."""
    if not keeps_drafts(model_admin) or hasattr(request, "replays") or not _is_public(row):
        return True
    return request.user.has_perm(model_admin.draft_permission)


def becomes_draft(model_admin: ModelAdmin, request: HttpRequest, row: models.Model) -> bool:
    """Whether what was sent becomes a draft: by its own button, or instead of a save."""
    saves = REVIEW not in request.POST  # that only shows what saving would change
    return KEEP in request.POST or (saves and not may_save(model_admin, request, row))


def keeps_drafts(model_admin: ModelAdmin) -> bool:
    return bool(getattr(model_admin, "draft_permission", ""))


def keep(model_admin: ModelAdmin, request: HttpRequest, row: models.Model) -> HttpResponse:
    """Keep what was sent as a draft, and show its page with what is still to be corrected."""
    try:
        draft = _store_draft(request, row)
    except Refusal as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        return redirect(request.path)
    model_admin.message_user(request, "已保存为修改稿；读者看到的没有变。写明缘由即可提交审核。")
    return redirect("admin:articles_editdraft_change", draft.pk)


def requested_draft(request: HttpRequest, row: models.Model) -> EditDraft | None:
    """The draft that the address asks for, if it is of this row and this user may go on with it."""
    draft_pk = whole_number(request.GET.get(DRAFT, ""), at_most=HIGHEST_ID)
    draft = EditDraft.objects.of_row(row).filter(pk=draft_pk).first() if draft_pk else None
    return draft if draft and may_edit(draft, request.user) else None


def show(request: HttpRequest, draft: EditDraft) -> None:
    """Turn the request into one that sends the draft's form, and holds it back: it is shown, not saved."""
    request.FILES  # noqa: B018 - Django reads the body at the first look, and would put its fields into POST
    request.method, request.POST, request.shown_draft = "POST", form_data_of(draft), draft


def close(request: HttpRequest) -> None:
    """Close the draft that was open in a form that has now been saved."""
    draft_pk = whole_number(request.POST.get(DRAFT, ""), at_most=HIGHEST_ID)
    draft = EditDraft.objects.open().filter(pk=draft_pk).first() if draft_pk else None
    if draft and may_edit(draft, request.user):
        discard_after_direct_save(draft, by=request.user)


def buttons(model_admin: ModelAdmin, request: HttpRequest, row: models.Model) -> dict[str, object]:
    """The part of the context of a row's page that is about drafts: its button, the open drafts."""
    may_change = model_admin.has_change_permission(request, row)
    return {
        "keep_draft": KEEP if may_change else "",
        "only_drafts": may_change and not may_save(model_admin, request, row),
        "shown_draft": getattr(request, "shown_draft", None),
        "draft_field": DRAFT,
        "open_drafts": EditDraft.objects.of_row(row).open().select_related("created_by"),
    }


def _store_draft(request: HttpRequest, row: models.Model) -> EditDraft:
    typed = {name: values for name, values in request.POST.lists() if name not in _BUTTONS}
    if version := request.POST.get(TAKE_OVER):
        typed[OPENED_STATE] = [version]
    draft_pk = whole_number(request.POST.get(DRAFT, ""), at_most=HIGHEST_ID)
    if draft := EditDraft.objects.of_row(row).filter(pk=draft_pk).first() if draft_pk else None:
        store_form_data(draft, typed, by=request.user)
        draft.refresh_from_db()
        return draft
    now = timezone.now()
    return EditDraft.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=f"{row._meta.verbose_name}：{row}"[:300],
        form_data=typed,
        note="".join(typed.get("revision_note", [])).strip()[:300],
        created_by=request.user,
        created_at=now,
        changed_at=now,
    )


def _is_public(row: models.Model) -> bool:
    """Whether readers see it; a division is seen with its policy."""
    published_row = row if hasattr(row, "is_published") else getattr(row, "policy", None)
    return bool(getattr(published_row, "is_published", False))
