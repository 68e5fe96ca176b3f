"""Which support measures apply to a profile, and why. Pure: no database, no clock.

A criterion of a measure is met, failed or unknown. One that fails excludes the measure, whatever else is
met; one that is unknown leaves it to be checked; else the measure applies where its words single the
applicant out, and is open where they restrict nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from guidance.matching.codes import Activity, Answer, Finding, Force, Kind, Ownership, Size, Verdict, sectors
from guidance.matching.profile import EnterpriseProfile


class Role(StrEnum):
    """What a criterion is for its measure."""

    BENEFICIARY = "beneficiary"  # any one of them is enough
    ACTIVITY = "activity"  # any one of them makes the measure relevant
    CONDITION = "condition"  # each has to be met


class Aspect(StrEnum):
    """Which answer of the profile a criterion looks at."""

    KIND = "kind"
    ACTIVITY = "activity"
    SIZE = "size"
    OWNERSHIP = "ownership"
    MULTINATIONAL = "multinational"
    SECTOR = "sector"
    FACT = "fact"


@dataclass(frozen=True)
class Criterion:
    """One criterion: what it asks, which values meet it, and the words of the article that set it.

    `question` is that of a fact, `fact` its code. `quote` is empty only where the clause leaves its subject
    out.
    """

    role: Role
    aspect: Aspect
    values: tuple[str, ...] = ()
    quote: str = ""
    fact: str = ""
    question: str = ""

    @property
    def code(self) -> str:
        return f"fact:{self.fact}" if self.aspect == Aspect.FACT else self.aspect.value


@dataclass(frozen=True)
class Terms:
    """What matching needs of a measure; `quotes` are its operative words, the main ones first."""

    slug: str
    force: Force
    place: tuple[int, ...]
    quotes: tuple[str, ...]
    criteria: tuple[Criterion, ...]

    def of_role(self, role: Role) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.role == role)


class Offered(Protocol):
    @property
    def terms(self) -> Terms: ...


M = TypeVar("M", bound=Offered)


@dataclass(frozen=True)
class Reason:
    """How one criterion fares: its name, the profile's answer and the deciding words of the policy.

    `is_limiting` says that the words single out some applicants.
    """

    criterion: str
    label: str
    finding: Finding
    answer: str
    quotes: tuple[str, ...]
    is_limiting: bool = False

    @property
    def quote(self) -> str:
        return self.quotes[0] if self.quotes else ""


@dataclass(frozen=True)
class Match(Generic[M]):
    """A measure with its verdict for a profile; `fit` counts the needs and the activities it is about."""

    measure: M
    verdict: Verdict
    reasons: tuple[Reason, ...]
    fit: tuple[int, int] = (0, 0)

    @property
    def is_offered(self) -> bool:
        return self.verdict != Verdict.EXCLUDED

    @property
    def is_about_activities(self) -> bool:
        """Whether it is about something the applicant does or needs; an excluded one may be."""
        return any(self.fit)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """What is not known yet and would decide."""
        return self.found(Finding.UNKNOWN)

    @property
    def failed(self) -> tuple[Reason, ...]:
        return self.found(Finding.FAILED)

    @property
    def met(self) -> tuple[Reason, ...]:
        return self.found(Finding.MET)

    def found(self, finding: Finding) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.finding == finding)


def match(profile: EnterpriseProfile, measures: Iterable[M]) -> list[Match[M]]:
    """Judge every measure. Order: verdict (applies, open, check, excluded), then operative force, then how
    well it fits the stated needs and activities, then the order of the text.
    """
    found = [_judged(profile, measure) for measure in measures]
    return sorted(found, key=_order)


def _order(one: Match[M]) -> tuple[int, int, int, int, tuple[int, ...]]:
    verdicts, forces = list(Verdict), list(Force)
    needs, activities = one.fit
    terms = one.measure.terms
    force = forces.index(Force(terms.force))
    return (verdicts.index(one.verdict), force, -needs, -activities, terms.place)


def _judged(profile: EnterpriseProfile, measure: M) -> Match[M]:
    terms = measure.terms
    reasons = [
        *_of_group(profile, terms.of_role(Role.BENEFICIARY)),
        *_of_group(profile, terms.of_role(Role.ACTIVITY)),
        *(_reason(profile, (criterion,), is_limiting=True) for criterion in terms.of_role(Role.CONDITION)),
    ]
    verdict = _verdict(reasons)
    if verdict == Verdict.OPEN:
        reasons.append(Reason("restriction", "限定", Finding.OPEN, "本句没有限定适用对象", terms.quotes[:1]))
    return Match(measure, verdict, tuple(reasons), _fit(profile, terms))


def _verdict(reasons: Iterable[Reason]) -> Verdict:
    findings = {reason.finding for reason in reasons}
    if Finding.FAILED in findings:
        return Verdict.EXCLUDED
    if Finding.UNKNOWN in findings:
        return Verdict.CHECK
    return Verdict.APPLIES if any(reason.is_limiting for reason in reasons) else Verdict.OPEN


def _fit(profile: EnterpriseProfile, terms: Terms) -> tuple[int, int]:
    about = {value for criterion in terms.of_role(Role.ACTIVITY) for value in criterion.values}
    return len(about & profile.needs), len(about & profile.activities)


def _of_group(profile: EnterpriseProfile, criteria: tuple[Criterion, ...]) -> list[Reason]:
    """The one reason of criteria any of which is enough; none where there are none.

    A clause for enterprises at large, or for what somebody does, singles nobody out; one for alliances or
    universities alone does.
    """
    if not criteria:
        return []
    asked = {value for criterion in criteria for value in criterion.values}
    is_limiting = criteria[0].aspect == Aspect.KIND and Kind.ENTERPRISE not in asked
    return [_reason(profile, criteria, is_limiting=is_limiting)]


def _reason(profile: EnterpriseProfile, criteria: tuple[Criterion, ...], *, is_limiting: bool) -> Reason:
    by_finding: dict[Finding, list[Criterion]] = {finding: [] for finding in Finding}
    for criterion in criteria:
        by_finding[_finding(profile, criterion)].append(criterion)
    finding = next(f for f in (Finding.MET, Finding.UNKNOWN, Finding.FAILED) if by_finding[f])
    first = criteria[0]
    quotes = tuple(dict.fromkeys(one.quote for one in by_finding[finding] if one.quote))
    return Reason(
        criterion=first.code,
        label=first.question or _LABELS[first.aspect],
        finding=finding,
        answer=_answer(profile, first),
        quotes=quotes,
        is_limiting=is_limiting,
    )


def _finding(profile: EnterpriseProfile, criterion: Criterion) -> Finding:
    said = _said(profile, criterion)
    if not said:
        return Finding.UNKNOWN
    wanted = criterion.values if criterion.aspect != Aspect.FACT else (Answer.YES.value,)
    return Finding.MET if said & set(wanted) else Finding.FAILED


def _said(profile: EnterpriseProfile, criterion: Criterion) -> set[str]:
    """What the profile answers to a criterion; empty where it does not."""
    said = {
        Aspect.KIND: profile.all_kinds,
        Aspect.ACTIVITY: profile.all_activities,
        Aspect.SIZE: {profile.size},
        Aspect.OWNERSHIP: {profile.ownership},
        Aspect.MULTINATIONAL: {profile.multinational},
        Aspect.SECTOR: {profile.sector},
        Aspect.FACT: {profile.answer_to(criterion.fact)},
    }
    return set(said[criterion.aspect]) - {"", Answer.UNKNOWN.value}


_LABELS = {
    Aspect.KIND: "主体类型",
    Aspect.ACTIVITY: "开展的活动",
    Aspect.SIZE: "企业规模",
    Aspect.OWNERSHIP: "内资或外资",
    Aspect.MULTINATIONAL: "是否跨国公司",
    Aspect.SECTOR: "行业",
}
_NAMES = {Aspect.KIND: Kind, Aspect.ACTIVITY: Activity, Aspect.SIZE: Size, Aspect.OWNERSHIP: Ownership}


def _answer(profile: EnterpriseProfile, criterion: Criterion) -> str:
    """The profile's answer in words; of activities those that the profile names, in order."""
    said = _said(profile, criterion)
    if criterion.aspect == Aspect.KIND:
        said = set(profile.kinds)
    if not said:
        return "没有填写"
    if criterion.aspect == Aspect.SECTOR:
        return sectors().get(profile.sector, profile.sector)
    names: Iterable[Kind | Activity | Size | Ownership | Answer] = _NAMES.get(criterion.aspect, Answer)
    return "、".join(str(name.label) for name in names if name in said)
