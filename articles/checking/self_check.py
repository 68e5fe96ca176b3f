"""The texts held here quote each other: the same check as of a draft, of their own words.

Findings are kept (`QuotationFinding`), as a check of all texts takes minutes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from articles.checking.checker import check_draft
from articles.models import Article, Policy, QuotationFinding
from articles.models.links.quotation_finding import QuotationFindingQuerySet


def self_check_findings() -> QuotationFindingQuerySet:
    """What the last check of each text has found and still holds, in the order of the texts."""
    return QuotationFinding.objects.current().in_order()


@transaction.atomic
def check_quotations_of(policy: Policy, *, now: datetime) -> int:
    """Check what a published policy cites and quotes, and keep what is found; how many that is."""
    found = list(_findings(policy, now))
    QuotationFinding.objects.of_policies([policy.pk]).delete()
    return len(QuotationFinding.objects.bulk_create(found))


def _findings(policy: Policy, now: datetime) -> Iterator[QuotationFinding]:
    articles = list(policy.articles.published().in_order())
    text, starts = _written_out(articles)
    seen = set()
    for each in check_draft(text, of=policy).findings:
        place = bisect_right(starts, each.start) - 1
        start = each.start - starts[place] if place >= 0 else -1
        is_within = place >= 0 and each.end - starts[place] <= len(articles[place].text)
        if not each.is_fault or not is_within or (place, start, each.kind) in seen:
            continue
        seen.add((place, start, each.kind))
        yield QuotationFinding(
            article=articles[place],
            start=start,
            end=each.end - starts[place],
            kind=each.kind,
            verdict=each.verdict,
            words=each.words,
            explanation=each.explanation,
            right=each.right,
            target=each.unit.url if each.unit else "",
            sha256=articles[place].sha256,
            checked_at=now,
        )


def _written_out(articles: list[Article]) -> tuple[str, list[int]]:
    """The articles as one text with their labels, and where the text of each begins in it."""
    parts, starts, length = [], [], 0
    for article in articles:
        label = f"{article.own_label}\u3000"
        starts.append(length + len(label))
        parts.append(f"{label}{article.text}\n")
        length += len(parts[-1])
    return "".join(parts), starts
