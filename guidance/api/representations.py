"""Measures and judgements → the plain values that `fields` describes. Addresses are absolute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from articles.api.representations import Site
from articles.reading.citation_forms import permanent_identifiers
from guidance.matching.codes import (
    ACTIVITY_GROUPS,
    IMPLIED_KINDS,
    NOTICE,
    Activity,
    Answer,
    Finding,
    Force,
    Kind,
    Ownership,
    Size,
    Verdict,
    sectors,
)
from guidance.matching.fingerprint import content_hash, hashed_text
from guidance.matching.matcher import Match, Reason
from guidance.matching.profile import EnterpriseProfile
from guidance.models import Criterion, Fact, MeasureQuote, StatedName, SupportMeasure

_NOT_STATED = {"value": None, "stated": False, "source": None}


def vocabulary_object(facts: Iterable[Fact], site: Site) -> dict:
    groups = {code: name for name, codes in ACTIVITY_GROUPS for code in codes}
    return {
        "kinds": [{**term, "implies": IMPLIED_KINDS.get(term["code"])} for term in _terms(Kind)],
        "sizes": _terms(Size),
        "ownership": _terms(Ownership),
        "answers": _terms(Answer),
        "activities": [{**term, "group": groups[term["code"]]} for term in _terms(Activity)],
        "sectors": [{"code": code, "label": name} for code, name in sectors().items()],
        "forces": _terms(Force),
        "verdicts": _terms(Verdict),
        "findings": _terms(Finding),
        "facts": [_fact(fact, site) for fact in facts],
    }


def _terms(vocabulary: type) -> list[dict]:
    return [{"code": one.value, "label": one.label} for one in vocabulary]


def _fact(fact: Fact, site: Site) -> dict:
    return {
        "code": fact.code,
        "question": fact.question,
        "help": fact.help,
        "criteria": [
            {"measure": measure_name(row.measure, site), **_evidence(row)} for row in fact.published_criteria
        ],
    }


def measure_name(measure: SupportMeasure, site: Site) -> dict:
    article = measure.article
    return {
        "slug": measure.slug,
        "title": measure.title,
        "policy": article.policy.slug,
        "article": article.number,
        "suffix": article.suffix,
        "label": article.label,
        "url": site(measure.get_absolute_url()),
    }


def measure_item(measure: SupportMeasure, site: Site) -> dict:
    return {
        **measure_name(measure, site),
        "promise": measure.promise,
        "force": measure.force,
        "verb": measure.verb,
        "quotes": [_evidence(row) for row in measure.quotes.all()],
        "instruments": [
            {"slug": row.instrument.slug, "name": row.instrument.name}
            for row in measure.measure_instruments.all()
        ],
        "permalink": site(permanent_identifiers(measure.article).eli),
    }


def measure_object(measure: SupportMeasure, site: Site) -> dict:
    """A measure with everything that is known of it; what its document does not state says so."""
    policy = measure.article.policy
    stated = {
        row.name: {"value": row.value, "stated": True, "source": row.source}
        for row in measure.stated_values.all()
    }
    return {
        **measure_item(measure, site),
        "policy_title": policy.title,
        "document_number": policy.document_number,
        "policy_status": policy.get_status_display(),
        "sha256": measure.article.sha256,
        "beneficiaries_note": measure.beneficiaries_note,
        "criteria": [_criterion(row) for row in measure.criteria.all()],
        "ministries": [
            {"slug": row.ministry.slug, "name": row.ministry.name, "basis": row.basis, "reason": row.reason}
            for row in measure.competent.all()
        ],
        **{name: stated.get(name, _NOT_STATED) for name in StatedName.values},
        "cautions": [{"text": row.text, "source": row.source} for row in measure.cautions.all()],
        "questions": measure.everyday_questions,
    }


def _evidence(row: MeasureQuote | Criterion) -> dict:
    return {"quote": row.quote, "start": row.start, "end": row.end}


def _criterion(row: Criterion) -> dict:
    return {
        "role": row.role,
        "criterion": row.as_criterion().code,
        "aspect": row.aspect,
        "values": list(row.values),
        "fact": row.fact.code if row.fact else None,
        "question": row.fact.question if row.fact else None,
        **_evidence(row),
    }


def matching_object(
    profile: EnterpriseProfile, matches: list[Match[SupportMeasure]], *, ignored: list[str], site: Site
) -> dict:
    """The judgement of every measure: what is offered, in order, and what is not, with reasons."""
    counts = Counter(found.verdict for found in matches)
    return {
        "profile": profile.as_record(),
        "ignored": ignored,
        "hash": content_hash(hashed_text(profile, matches)),
        "counts": {verdict.value: counts[verdict] for verdict in Verdict},
        "results": [_match(found, site) for found in matches if found.is_offered],
        "excluded": [_match(found, site) for found in matches if not found.is_offered],
        "notice": NOTICE,
    }


def _match(found: Match[SupportMeasure], site: Site) -> dict:
    measure = found.measure
    return {
        "measure": measure_name(measure, site),
        "verdict": found.verdict.value,
        "label": found.verdict.label,
        "reasons": [_reason(reason) for reason in found.reasons],
        "missing": [{"criterion": reason.criterion, "label": reason.label} for reason in found.missing],
        "promise": measure.promise,
        "force": measure.force,
        "quotes": [_evidence(row) for row in measure.quotes.all()],
        "sha256": measure.article.sha256,
        "policy_status": measure.article.policy.get_status_display(),
        "permalink": site(permanent_identifiers(measure.article).eli),
    }


def _reason(reason: Reason) -> dict:
    return {
        "criterion": reason.criterion,
        "label": reason.label,
        "verdict": reason.finding.value,
        "answer": reason.answer,
        "quote": reason.quote,
        "quotes": list(reason.quotes),
    }
