"""Updates quotes after an edit, in its transaction: they are moved or set to stale (待复核)."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, LaterRule, Mention, Policy, Reference
from articles.models.links.evidence import Evidence, LinkStatus, Passage
from articles.text.citing.quoting.anchoring import reanchor

#: The models of rows that quote a text.
_QUOTING = (Mention, Reference, LaterRule)


def update_quotes_of_article(article: Article, *, old_text: str) -> int:
    """Re-anchor every link that quotes `article`, whose text was `old_text`; return how many went stale."""
    return sum(
        _update_quotes(model, model.objects.of_article(article).with_quote(), old=old_text, new=article.text)
        for model in _QUOTING
    )


def update_quotes_of_passage(policy: Policy, passage: Passage, *, old_text: str, new_text: str) -> int:
    """The same for a policy's notice, issuers, addressees or introduction."""
    return sum(
        _update_quotes(
            model,
            model.objects.of_policy(policy).of_passage(passage).with_quote(),
            old=old_text,
            new=new_text,
        )
        for model in _QUOTING
    )


def _update_quotes(model: type[Evidence], rows: Iterable[Evidence], *, old: str, new: str) -> int:
    if old == new:
        return 0
    anchored = [row for row in rows if old[row.start : row.end] == row.quote]
    spans = reanchor([row.span for row in anchored], old=old, new=new)
    stale = 0
    for row, span in zip(anchored, spans, strict=True):
        if span:
            row.start, row.end = span
        elif row.status in (LinkStatus.PUBLISHED, LinkStatus.SUGGESTED):
            # A rejected link stays rejected.
            row.status = LinkStatus.STALE
            stale += 1
    _save_spans(model, anchored)
    return stale


def _save_spans(model: type[Evidence], rows: list[Evidence]) -> None:
    # Stale for a moment, so that no two rows have the same place while they move.
    stored = model._default_manager
    stored.filter(pk__in=[row.pk for row in rows]).update(status=LinkStatus.STALE)
    for row in rows:
        stored.filter(pk=row.pk).update(start=row.start, end=row.end, status=row.status)
