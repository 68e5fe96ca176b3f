"""The Atom feed of the support measures: new ones and those whose words have changed."""

from __future__ import annotations

from hashlib import sha256

from django.urls import reverse

from articles.feeds.atom import NEVER, FeedContent, FeedEntry, authors_of, page_of
from guidance.models import SupportMeasure


def measures_feed(page: int) -> FeedContent:
    latest = SupportMeasure.objects.published().supports().with_last_change().latest_changed()
    related = latest.select_related("article__policy").prefetch_related("article__policy__issuers", "quotes")
    measures, has_next = page_of(related, page)
    entries = [_entry(measure) for measure in measures]
    return FeedContent("支持措施：新增与修改", reverse("guidance:measures"), entries, page, has_next)


def _entry(measure: SupportMeasure) -> FeedEntry:
    text = "\n".join([measure.promise, *(quote.quote for quote in measure.quotes.all())])
    return FeedEntry(
        title=f"{measure.title}（{measure.article.short_citation}）",
        path=measure.get_absolute_url(),
        identifier=measure.get_absolute_url(),
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        updated=measure.changed_at or NEVER,
        authors=authors_of(measure.article.policy),
    )
