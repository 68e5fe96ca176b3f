"""What the API answers with beside single measures: the whole vocabulary, a judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from guidance.finder.judgement import Judgement
from guidance.matching.fingerprint import content_hash
from guidance.matching.measure import Measure
from guidance.matching.measure_choices import Force, Purpose
from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size, sectors
from guidance.matching.verdicts import NOTICE, CriterionFinding, Verdict
from guidance.models import Fact
from guidance.models.catalogue import facts_by_code, public_clauses


def vocabulary() -> dict:
    """All codes, and the facts with the criteria that turn on them."""
    measures = public_clauses()
    return {
        "kinds": ApplicantKind,
        "sizes": Size,
        "ownership": Ownership,
        "answers": OpenAnswer,
        "activities": Activity,
        "sectors": [{"value": code, "label": name} for code, name in sectors().items()],
        "forces": Force,
        "purposes": Purpose,
        "verdicts": Verdict,
        "findings": CriterionFinding,
        "facts": [_fact(fact, measures) for fact in facts_by_code().values()],
    }


def _fact(fact: Fact, measures: Sequence[Measure]) -> dict:
    """A fact with its criteria in the order of the texts."""
    criteria = [
        {"measure": measure, "criterion": criterion}
        for measure in measures
        for criterion in measure.criteria
        if criterion.fact == fact.code
    ]
    criteria.sort(key=lambda row: (row["measure"].place[:2], row["criterion"].start))
    return {"code": fact.code, "question": fact.question, "help": fact.help, "criteria": criteria}


def judged_profile(judgement: Judgement, *, ignored_fields: Sequence[str]) -> dict:
    """The judgement of a profile: what is offered, in order, and what is not, with reasons."""
    matches = judgement.after_filters
    return {
        "profile": judgement.query.profile.as_record(),
        "ignored": ignored_fields,
        "hash": content_hash(judgement.hashed_text),
        "counts": Counter(match.verdict for match in matches),
        "results": [match for match in matches if match.is_offered],
        "excluded": [match for match in matches if not match.is_offered],
        "limits": judgement.limits,
        "notice": NOTICE,
    }
