"""What may be done with a draft of a change, by whom and when: submit, return, publish, schedule, discard.

A second person reviews: nobody decides on a draft of their own. The database holds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models.editing.edit_draft import DraftState, EditDraft
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Saves what a draft holds as if its author had sent the form now; returns the problems, none if it is saved.
Replay = Callable[[EditDraft], Sequence[str]]

_PERMISSION = "articles.publish_editdraft"
_NOT_YET_DECIDED = (DraftState.EDITING, DraftState.RETURNED)


def steps_for(draft: EditDraft, user: User) -> frozenset[str]:
    """The names of the steps that `user` may take now, as the buttons of the page of a draft."""
    return frozenset(name for name, refusal in _GUARDS.items() if not refusal(draft, user))


def may_edit(draft: EditDraft, user: User) -> bool:
    return "edit" in steps_for(draft, user)


def store_form_data(draft: EditDraft, form_data: dict[str, list[str]], *, by: User) -> None:
    """Store what its author has typed now; the draft is edited again and has no problem. Raises Refusal."""
    with _locked_draft(draft, "edit", by) as stored:
        _set_state(stored, DraftState.EDITING, form_data=form_data, problem="")


def discard_after_direct_save(draft: EditDraft, *, by: User) -> None:
    """Discard a draft whose form somebody who may do so has saved directly. Raises Refusal."""
    with _locked_draft(draft, "discard", by) as stored:
        _set_state(stored, DraftState.DISCARDED, problem="已由有权的人直接保存。")


def submit(draft: EditDraft, *, by: User, note: str) -> None:
    """Hand a draft in for review; `note` says why. Raises Refusal."""
    with _locked_draft(draft, "submit", by) as stored:
        if not note.strip():
            raise Refusal("请写明为何修改，审核的人要看。")
        _set_state(stored, DraftState.SUBMITTED, note=note.strip(), problem="")


def take_back(draft: EditDraft, *, by: User) -> None:
    """Return a waiting or scheduled draft to its author. Raises Refusal."""
    with _locked_draft(draft, "take_back", by) as stored:
        _set_state(stored, DraftState.EDITING, publish_at=None)


def send_back(draft: EditDraft, *, by: User, comment: str) -> None:
    """Return a draft to its author with a comment. Raises Refusal."""
    with _locked_draft(draft, "send_back", by) as stored:
        if not comment.strip():
            raise Refusal("退回请写明意见，起草的人要看。")
        _set_state(stored, DraftState.RETURNED, **_review_fields(by, comment), publish_at=None)


def schedule(draft: EditDraft, *, by: User, at: datetime, comment: str = "") -> None:
    """Publish a draft later, at a time to come. Raises Refusal."""
    with _locked_draft(draft, "schedule", by) as stored:
        if at <= timezone.now():
            raise Refusal("定的时间已经过去。")
        _set_state(stored, DraftState.SCHEDULED, **_review_fields(by, comment), publish_at=at, problem="")


def publish(draft: EditDraft, *, by: User, replay: Replay, comment: str = "") -> None:
    """Save what the draft holds; all of it, with index and links, or nothing. Raises Refusal."""
    with _locked_draft(draft, "publish", by) as stored:
        _set_state(stored, DraftState.PUBLISHED, **_review_fields(by, comment), publish_at=None, problem="")
        if problems := replay(stored):
            raise Refusal(" ".join(problems))


def publish_due(now: datetime, *, replay: Replay) -> list[EditDraft]:
    """Publish the scheduled ones whose time has come. What cannot be published waits for review again, with
    the reason; those are returned as well, with their `problem`."""
    return [_publish_scheduled_draft(draft, replay) for draft in EditDraft.objects.due(now)]


def discard(draft: EditDraft, *, by: User) -> None:
    """Give a draft up; `reopen` brings it back. Raises Refusal."""
    with _locked_draft(draft, "discard", by) as stored:
        _set_state(stored, DraftState.DISCARDED, publish_at=None)


def reopen(draft: EditDraft, *, by: User) -> None:
    """Undo `discard`. Raises Refusal."""
    with _locked_draft(draft, "reopen", by) as stored:
        _set_state(stored, DraftState.EDITING)


def _publish_scheduled_draft(draft: EditDraft, replay: Replay) -> EditDraft:
    try:
        with transaction.atomic():
            stored = EditDraft.objects.locked().get(pk=draft.pk)
            if stored.state != DraftState.SCHEDULED:
                return stored
            _set_state(stored, DraftState.PUBLISHED, publish_at=None, problem="")
            if problems := replay(stored):
                raise Refusal(" ".join(problems))
            return stored
    except Refusal as refusal:
        _set_state(draft, DraftState.SUBMITTED, publish_at=None, problem=str(refusal)[:500])
        return draft


@contextmanager
def _locked_draft(draft: EditDraft, step: str, user: User) -> Iterator[EditDraft]:
    """The stored draft, locked until the step is done. Raises Refusal where the guard forbids the step."""
    with transaction.atomic():
        stored = EditDraft.objects.locked().get(pk=draft.pk)
        if refusal := _GUARDS[step](stored, user):
            raise Refusal(refusal)
        yield stored


def _set_state(draft: EditDraft, state: DraftState, **values: object) -> None:
    for name, value in {"state": state, "changed_at": timezone.now(), **values}.items():
        setattr(draft, name, value)
    draft.save()


def _review_fields(by: User, comment: str) -> dict[str, object]:
    return {"reviewed_by": by, "reviewed_at": timezone.now(), "review_note": comment.strip()}


def _author_guard(*states: DraftState) -> Callable[[EditDraft, User], str]:
    def refusal(draft: EditDraft, user: User) -> str:
        if draft.state not in states:
            return f"它现在是“{draft.get_state_display()}”。"
        return "" if draft.is_by(user) or user.is_superuser else "只有起草的人可以这样做。"

    return refusal


def _reviewer_guard(*states: DraftState) -> Callable[[EditDraft, User], str]:
    def refusal(draft: EditDraft, user: User) -> str:
        if draft.state not in states:
            return f"它现在是“{draft.get_state_display()}”。"
        if draft.is_by(user):
            return "自己的修改稿由另一人审核。"
        return "" if user.has_perm(_PERMISSION) else "您的账号没有审核修改稿的权限。"

    return refusal


_GUARDS: dict[str, Callable[[EditDraft, User], str]] = {
    "edit": _author_guard(*_NOT_YET_DECIDED),
    "submit": _author_guard(*_NOT_YET_DECIDED),
    "take_back": _author_guard(DraftState.SUBMITTED, DraftState.SCHEDULED),
    "send_back": _reviewer_guard(DraftState.SUBMITTED, DraftState.SCHEDULED),
    "schedule": _reviewer_guard(DraftState.SUBMITTED, DraftState.SCHEDULED),
    "publish": _reviewer_guard(DraftState.SUBMITTED, DraftState.SCHEDULED),
    "discard": _author_guard(*_NOT_YET_DECIDED),
    "reopen": _author_guard(DraftState.DISCARDED),
}
