"""What is read out of one clause that gives something."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.matching.measure import Quote
from guidance.matching.measure_choices import Benefit, Force
from guidance.matching.profile_choices import ApplicantKind


@dataclass(frozen=True)
class Beneficiary:
    """The kind of applicant that words stand for."""

    kind: ApplicantKind
    words: Quote


@dataclass(frozen=True)
class DraftedMeasure:
    """A clause with its terms, each in the clause's own words: places are those of the whole text.

    `conditions` are the parts that say for whom or when; what the clause does not say is empty.
    """

    clause: Quote
    verb: Quote
    force: Force
    benefit: Benefit
    beneficiaries: tuple[Beneficiary, ...] = ()
    conditions: tuple[Quote, ...] = ()
    amounts: tuple[Quote, ...] = ()
    ratios: tuple[Quote, ...] = ()
    ceilings: tuple[Quote, ...] = ()
    deadlines: tuple[Quote, ...] = ()
    offices: tuple[Quote, ...] = ()
    contacts: tuple[Quote, ...] = ()
