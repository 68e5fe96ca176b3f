"""Earlier states of later rules: what has changed since, and how one is brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.editing import keep_later_rule, rule_snapshot
from articles.models import LaterRule, LaterRuleRevision
from articles.review.link_decisions import find_quote
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_OF_PLACE = ("policy", "article", "passage")


def _field(name: str) -> models.Field:
    field = LaterRule._meta.get_field(name)
    assert isinstance(field, models.Field)  # its own columns, no relation to it
    return field


def changes_since(revision: LaterRuleRevision) -> list[tuple[str, str, str]]:
    """(label, value then, value now) of what differs; the article never does."""
    now = rule_snapshot(revision.rule)
    return [
        (str(_field(name).verbose_name), _shown(name, then), _shown(name, now.get(name)))
        for name, then in revision.snapshot.items()
        if name not in _OF_PLACE and then != now.get(name)
    ]


def _shown(name: str, value: object) -> str:
    """A value as an editor reads it: the label of a choice."""
    return str(dict(_field(name).flatchoices).get(value, value or ""))


@transaction.atomic
def restore_later_rule(revision: LaterRuleRevision, *, by: User, may_publish: bool) -> LaterRule:
    """Bring the content back, as a new revision; the status only where `by` may decide on it.

    Raises Refusal if the article no longer has the words, or the content is no longer possible.
    """
    rule = LaterRule.objects.locked().select_related("article__policy", "policy").get(pk=revision.rule_id)
    keep_later_rule(rule, note="恢复之前的内容")
    kept = {*_OF_PLACE, *(() if may_publish else ("status",))}
    for name, value in revision.snapshot.items():
        if name not in kept:
            setattr(rule, name, _field(name).to_python(value))
    find_quote(rule)
    try:
        rule.full_clean()
    except ValidationError as error:
        raise Refusal("".join(error.messages)) from error
    rule.save()
    keep_later_rule(rule, by=by, note=f"恢复到修订 {revision.number}")
    return rule
