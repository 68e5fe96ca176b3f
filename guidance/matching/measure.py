"""A support measure (支持措施) as everything but its editors' forms reads it: one frozen value for matching,
finder, list, questions, search, evidence pack and API. `guidance.models.catalogue` makes it of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from articles.text.citing.naming.jurisdiction import Jurisdiction, jurisdiction_of
from guidance.matching.measure_choices import (
    NOT_STATED,
    STATE_TASK_IN_FULL,
    Aspect,
    Benefit,
    Force,
    Purpose,
    Role,
    StatedName,
)
from guidance.matching.verdicts import Verdict

if TYPE_CHECKING:
    from articles.models import Article, LaterRule, Policy
    from articles.models.links.evidence import Basis


def code_of_fact(fact: str) -> str:
    """What a fact is called among criteria (kind, size, …): fact:able_to_build_technology_centre."""
    return f"fact:{fact}"


@dataclass(frozen=True)
class Quote:
    """Words of the measure's article: `article.text[start:end]`, in code points."""

    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class MeasureCriterion:
    """One criterion: what it asks, which values meet it, and the words of the article that set it.

    `question` is that of a fact, `fact` its code, `help` what is told beside it. `quote` is empty only
    where the clause leaves its subject out.
    """

    role: Role
    aspect: Aspect
    values: tuple[str, ...] = ()
    quote: str = ""
    start: int | None = None
    end: int | None = None
    fact: str = ""
    question: str = ""
    help: str = ""

    @property
    def code(self) -> str:
        return code_of_fact(self.fact) if self.aspect == Aspect.FACT else self.aspect.value


@dataclass(frozen=True)
class Named:
    """An instrument, a class of instruments or a ministry; `position` is its place among its like."""

    slug: str
    name: str
    position: int = 0
    url: str = ""


@dataclass(frozen=True)
class Instrument(Named):
    """An instrument with the classes above it that readers may see, the nearest first."""

    above: tuple[Named, ...] = ()

    @property
    def lineage(self) -> tuple[Named, ...]:
        """The classes from the highest down, and itself."""
        return (*reversed(self.above), self)


@dataclass(frozen=True, kw_only=True)
class Ministry(Named):
    """A ministry that decides on the measure or carries it out (主管部委), and what that rests on.

    `only_if` is the fact that has to hold of the applicant (国资委 only for state-owned
    firms), `question` asks for it.
    """

    basis: Basis
    reason: str
    only_if: str = ""
    question: str = ""

    @property
    def proviso(self) -> str:
        """只在“是否为国有企业”答“是”时"""
        return f"只在“{self.question.removesuffix('？')}”答“是”时" if self.only_if else ""

    def __str__(self) -> str:
        why = f"{self.basis.label}：{self.reason}" if self.reason else self.basis.label
        return f"{self.name}（{'；'.join(filter(None, [self.proviso, why]))}）"


@dataclass(frozen=True)
class Note:
    """What a reader has to know beside the measure (提示)."""

    text: str
    source: str

    def __str__(self) -> str:
        return f"{self.text}（出处：{self.source}）"


@dataclass(frozen=True)
class Stated:
    """What applicants ask of every measure; `value` and `source` are None where the document does not say."""

    name: StatedName
    value: str | None = None
    source: str | None = None

    @property
    def is_stated(self) -> bool:
        return self.value is not None

    def __str__(self) -> str:
        return f"{self.value}（出处：{self.source}）" if self.is_stated else NOT_STATED


@dataclass(frozen=True)
class Measure:
    """`quotes` are its operative words, the main ones first; `place` its place in the order of the texts.

    `implements` is the slug of the measure of a higher level that it carries out (配套).
    `article` is the row of its article with policy, issuers and divisions; nothing more is read of it.
    """

    slug: str
    force: Force
    place: tuple[int, ...]
    quotes: tuple[Quote, ...]
    criteria: tuple[MeasureCriterion, ...]
    article: Article
    purpose: Purpose = Purpose.SUPPORT
    title: str = ""
    promise: str = ""
    verb: str = ""
    serves: bool = False
    benefit: Benefit | None = None
    implements: str = ""
    beneficiaries_note: str = ""
    questions: tuple[str, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    ministries: tuple[Ministry, ...] = ()
    stated: tuple[Stated, ...] = ()
    cautions: tuple[Note, ...] = ()
    url: str = ""
    permalink: str = ""
    #: The rows of later documents that concern its words (后来的规定), the gravest first.
    later_rules: tuple[LaterRule, ...] = ()

    @property
    def stops(self) -> tuple[LaterRule, ...]:
        """The later rules that stopped it, the first one first: it is shown for its history only."""
        return tuple(rule for rule in self.later_rules if rule.is_stop)

    @property
    def is_stopped(self) -> bool:
        return bool(self.stops)

    @property
    def stopped_label(self) -> str:
        """What its verdict is for everybody, "" where nothing has stopped it."""
        return Verdict.STOPPED.label if self.stops else ""

    @property
    def is_limit(self) -> bool:
        """Whether it has to be heeded (须注意的限制), and gives nothing."""
        return self.purpose == Purpose.LIMIT

    @property
    def is_state_task(self) -> bool:
        """Whether the State undertakes to do it itself, not for those whom the clause names (`serves`)."""
        return self.force == Force.TASK and not (self.is_limit or self.serves)

    @property
    def force_in_words(self) -> str:
        """导向（鼓励）; 任务（建立），国家的任务，不能直接申请"""
        force_and_verb = f"{self.force.label}（{self.verb}）"
        return f"{force_and_verb}，{STATE_TASK_IN_FULL}" if self.is_state_task else force_and_verb

    @property
    def not_stated(self) -> tuple[Stated, ...]:
        """What the document does not say of it."""
        return tuple(stated for stated in self.stated if not stated.is_stated)

    @property
    def has_provisos(self) -> bool:
        """Whether some ministry decides on some applicants only."""
        return any(ministry.only_if for ministry in self.ministries)

    @cached_property
    def jurisdiction(self) -> Jurisdiction:
        """From which level of government and from where its document comes."""
        policy = self.article.policy
        return jurisdiction_of(policy.title, [issuer.name for issuer in policy.issuers.all()])

    @property
    def has_ended(self) -> bool:
        """Whether its document is repealed or has expired."""
        return self.policy.has_ended

    @property
    def policy(self) -> Policy:
        return self.article.policy

    def of_role(self, role: Role) -> tuple[MeasureCriterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.role == role)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The operative words without their places."""
        return tuple(quote.quote for quote in self.quotes)

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """The words that limit it, beyond whom and what it is about."""
        return tuple(dict.fromkeys(condition.quote for condition in self.of_role(Role.CONDITION)))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds that its words address; none where they address nobody in particular."""
        return self._values(Role.BENEFICIARY)

    @cached_property
    def activities(self) -> frozenset[str]:
        return self._values(Role.ACTIVITY)

    def _values(self, role: Role) -> frozenset[str]:
        return frozenset(value for criterion in self.of_role(role) for value in criterion.values)


def policies_of(parts: Iterable[Measure | Article]) -> tuple[Policy, ...]:
    """The policies that measures or articles are of, each once, in their order."""
    return tuple({part.policy.pk: part.policy for part in parts}.values())
