"""A revision is brought back as a new one: nothing of what was written since is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction

from articles.history.content_kinds import RowHistory, fingerprint
from articles.history.row_timeline import restored_content
from articles.models.editing.revision import Revision
from articles.review.refusals import Refusal, refusal_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_LONGEST_NOTE = 300


class Overtaken(Exception):
    """The row is not what the editor saw any more."""


def restore(
    history: RowHistory, pk: int, revision: Revision, *, seen: str, reason: str, by: User, may_publish: bool
) -> None:
    """Bring `revision` back, through the code that saves such rows, with all its checks.

    `seen` is the fingerprint of the content that the editor saw; "" for a deleted row. Raises Overtaken, or
    Refusal if the content is no longer possible; nothing is written then.
    """
    note = f"恢复到修订 {revision.number}：{reason}"[:_LONGEST_NOTE]
    content = restored_content(history, history.content(revision), may_publish=may_publish)
    try:
        with transaction.atomic():
            row = history.row(pk, locked=True)
            if seen != (fingerprint(history.present(row)) if row else ""):
                raise Overtaken
            history.restore(row, pk, content, by=by, note=note)
            connection.check_constraints()
    except DatabaseError as error:
        if (words := refusal_of(error)) is None:
            raise
        raise Refusal(words) from error
