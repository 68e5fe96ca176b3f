"""What editors decide on proposals: a measure of its own, put on offer or kept as a draft, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction

from guidance.drafting.proposals import Proposal
from guidance.matching.measure import Quote
from guidance.matching.measure_choices import Benefit, Force
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.measures.measure_records import keep_measure, write_measure
from guidance.models import Fact, MeasureStatus, RejectedDraft, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_LONGEST_QUESTION = 100


@dataclass(frozen=True)
class CorrectedProposal:
    """A proposal as the editor has corrected it. `conditions` are the places of those that are kept."""

    title: str
    promise: str
    force: Force
    benefit: Benefit
    kinds: tuple[ApplicantKind, ...] = ()
    conditions: tuple[int, ...] = ()
    activities: tuple[Activity, ...] = ()


@transaction.atomic
def confirm(proposal: Proposal, choice: CorrectedProposal, *, by: User, publish: bool) -> SupportMeasure:
    """Make it a measure with its quotes and criteria; each condition becomes a question to applicants.

    Raises MeasureRecordError where it is none.
    """
    article = proposal.article
    measure = SupportMeasure(
        article=article,
        slug=_free_slug(proposal),
        status=MeasureStatus.PUBLISHED if publish else MeasureStatus.DRAFT,
        position=SupportMeasure.objects.of_article(article).count() + 1,
    )
    measure = write_measure(measure, _record(proposal, choice, measure.slug))
    keep_measure(measure, by=by, note="由起草的措施确认" if publish else "由起草的措施存为草稿")
    return measure


def reject(proposal: Proposal, *, reason: str, by: User) -> RejectedDraft:
    """Say that the clause is no measure; it is not proposed again until that is taken back."""
    row, _ = RejectedDraft.objects.get_or_create(
        article=proposal.article, quote=proposal.words, defaults={"reason": reason, "rejected_by": by}
    )
    return row


def _record(proposal: Proposal, choice: CorrectedProposal, slug: str) -> dict:
    drafted = proposal.drafted
    words_by_kind = {beneficiary.kind: beneficiary.words for beneficiary in drafted.beneficiaries}
    phrases = proposal.activities
    return {
        "title": choice.title,
        "promise": choice.promise,
        "force": choice.force,
        "benefit": choice.benefit,
        "verb": drafted.verb.quote,
        "quotes": [_notation(drafted.clause)],
        "beneficiaries": [
            {"kind": kind, "quote": _notation(words_by_kind.get(kind, drafted.clause))}
            for kind in choice.kinds
        ],
        "activities": [
            {"code": code, "quote": _notation(phrases.get(code, drafted.clause))}
            for code in choice.activities
        ],
        "conditions": [
            {"fact": fact_of(drafted.conditions[place], f"{slug}-{place + 1}").code}
            | {"quote": _notation(drafted.conditions[place])}
            for place in choice.conditions
        ],
        "instruments": [],
        **_stated_values(proposal),
    }


def fact_of(condition: Quote, code: str) -> Fact:
    """The question that asks an applicant for a condition in the clause's own words."""
    words = re.sub(r"^(?:对于|对|凡)", "", condition.quote)
    longest = _LONGEST_QUESTION - len("是否符合“”？")
    words = words if len(words) <= longest else f"{words[: longest - 1]}…"
    fact, _ = Fact.objects.get_or_create(
        code=code,
        defaults={
            "question": f"是否符合“{words}”？",
            "help": "按条文的原话核对；怎样认定，以主管机关的规定为准。",
            "position": 1_000,
        },
    )
    return fact


def _stated_values(proposal: Proposal) -> dict[str, dict[str, str]]:
    """What the clause says of amount, deadline, office and application, in its own words."""
    drafted, source = proposal.drafted, f"{proposal.article.label}原文"
    values = {
        "amount": _words((*drafted.amounts, *drafted.ratios, *drafted.ceilings)),
        "deadline": _words(drafted.deadlines),
        "office": _words(drafted.offices),
        "application": _words(drafted.contacts),
    }
    return {name: {"value": value, "source": source} for name, value in values.items() if value}


def _words(quotes: Iterable[Quote]) -> str:
    """Different words once, those that hold others alone: 最高不超过500万元 holds 500万元."""
    words = list(dict.fromkeys(quote.quote for quote in quotes))
    return "；".join(text for text in words if not any(text != other and text in other for other in words))


def _notation(quote: Quote) -> dict:
    return {"quote": quote.quote, "start": quote.start}


def _free_slug(proposal: Proposal) -> str:
    policy, address = proposal.article.policy.slug[:70], proposal.article.address
    slugs = (f"{policy}-{address}-{number}" for number in count(1))
    return next(slug for slug in slugs if not SupportMeasure.objects.with_slugs([slug]).exists())
