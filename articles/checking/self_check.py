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
    findings = list(_quotation_findings(policy, now))
    QuotationFinding.objects.of_policies([policy.pk]).delete()
    return len(QuotationFinding.objects.bulk_create(findings))


def _quotation_findings(policy: Policy, now: datetime) -> Iterator[QuotationFinding]:
    articles = list(policy.articles.published().in_order())
    text, starts = _joined_articles(articles)
    known_keys = set()
    for finding in check_draft(text, of=policy).findings:
        index = bisect_right(starts, finding.start) - 1
        start = finding.start - starts[index] if index >= 0 else -1
        is_within = index >= 0 and finding.end - starts[index] <= len(articles[index].text)
        if not finding.is_fault or not is_within or (index, start, finding.kind) in known_keys:
            continue
        known_keys.add((index, start, finding.kind))
        yield QuotationFinding(
            article=articles[index],
            start=start,
            end=finding.end - starts[index],
            kind=finding.kind,
            verdict=finding.verdict,
            words=finding.words,
            explanation=finding.explanation,
            right=finding.right,
            target=finding.unit.url if finding.unit else "",
            sha256=articles[index].sha256,
            checked_at=now,
        )


def _joined_articles(articles: list[Article]) -> tuple[str, list[int]]:
    """The articles as one text with their labels, and where the text of each begins in it."""
    parts, starts, length = [], [], 0
    for article in articles:
        label = f"{article.own_label}\u3000"
        starts.append(length + len(label))
        parts.append(f"{label}{article.text}\n")
        length += len(parts[-1])
    return "".join(parts), starts
