"""Updates quotes after an edit, in its transaction: they are moved or set to stale (待复核)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Article, LaterRule, Mention, Policy, Reference
from articles.models.links.evidence import STANDING, Evidence, EvidenceQuerySet, LinkStatus, Passage
from articles.text.citing.quoting.anchoring import reanchor
from articles.text.citing.quoting.quote_notation import Span

#: The models of rows that quote a text.
_QUOTING = (Mention, Reference, LaterRule)
#: The new place of each span of the old text; None where it is lost.
Places = Mapping[Span, Span | None]


@dataclass(frozen=True)
class Quotes:
    """What quotes a text: the spans, and the function that gives their rows the new places."""

    spans: Sequence[Span]
    follow: Callable[[Places], None]


def update_quotes(quotes: Iterable[Quotes], *, old: str, new: str) -> None:
    """Re-anchor all that quotes a text, together: the same words have the same place for each kind of row."""
    quotes = list(quotes)
    spans = sorted({span for text_quotes in quotes for span in text_quotes.spans})
    if not spans:
        return
    places = dict(zip(spans, reanchor(spans, old=old, new=new), strict=True))
    for text_quotes in quotes:
        text_quotes.follow(places)


def links_of_article(article: Article, *, old_text: str) -> Quotes:
    """Links that quote `article`, whose text was `old_text`."""
    return _quotes_in([model.objects.of_article(article) for model in _QUOTING], old_text)


def update_quotes_of_passage(policy: Policy, passage: Passage, *, old_text: str, new_text: str) -> None:
    """Update links that quote a policy's notice, issuers, addressees or introduction."""
    if old_text != new_text:
        querysets = [model.objects.of_policy(policy).of_passage(passage) for model in _QUOTING]
        update_quotes([_quotes_in(querysets, old_text)], old=old_text, new=new_text)


def _quotes_in(querysets: Iterable[EvidenceQuerySet[Any]], old: str) -> Quotes:
    rows = [row for links in querysets for row in links.with_quote() if old[row.start : row.end] == row.quote]

    def follow(places: Places) -> None:
        for model in _QUOTING:
            _move_rows(model, [row for row in rows if isinstance(row, model)], places)

    return Quotes([row.span for row in rows], follow)


def _move_rows(model: type[Evidence], rows: Sequence[Evidence], places: Places) -> None:
    # A rejected link that is lost stays rejected.
    lost = [row.pk for row in rows if places[row.span] is None and row.status in STANDING]
    moved = [row for row in rows if places[row.span] not in (None, row.span)]
    if lost or moved:  # the moved ones for a moment, so that no two rows have the same place while they move
        changed = model._default_manager.filter(pk__in=[*lost, *(row.pk for row in moved)])
        changed.update(status=LinkStatus.STALE)
    for row in moved:
        row.start, row.end = places[row.span] or row.span
    model._default_manager.bulk_update(moved, ["start", "end", "status"], batch_size=500)
