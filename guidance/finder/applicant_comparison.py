"""Two applicants side by side: what each answer changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.reading.facets import FilterLink
from guidance.finder.chips import chips_of
from guidance.finder.judgement import Judgement, judgement_of
from guidance.finder.parameters import FinderQuery
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure
from guidance.matching.reasons import Reason
from guidance.matching.verdicts import Verdict


@dataclass(frozen=True)
class ProfileSide:
    """One of the two: its answers in words, and its own page."""

    name: str
    query: FinderQuery
    answers: tuple[FilterLink, ...]


@dataclass(frozen=True)
class ComparedMeasure:
    measure: Measure
    first: Match
    second: Match

    @property
    def is_different(self) -> bool:
        return self.first.verdict != self.second.verdict

    @property
    def is_offered(self) -> bool:
        return self.first.is_offered or self.second.is_offered

    @property
    def cells(self) -> tuple[tuple[Match, tuple[Reason, ...]], ...]:
        """Each judgement with what keeps it from being settled."""
        return tuple((match, match.failed or match.missing) for match in (self.first, self.second))


@dataclass(frozen=True)
class ProfileComparison:
    """`different` have another verdict for each of the two; `same` are offered to both alike."""

    sides: tuple[ProfileSide, ProfileSide]
    different: tuple[ComparedMeasure, ...]
    same: tuple[ComparedMeasure, ...]

    @property
    def is_about_nothing(self) -> bool:
        return any(side.query.profile.is_empty for side in self.sides)


def comparison_of(first: FinderQuery, second: FinderQuery) -> ProfileComparison:
    judgements = judgement_of(first), judgement_of(second)
    rows = sorted(_compared_measures(*judgements), key=_order)
    first_side, second_side = (
        ProfileSide(name, judgement.judged_query, chips_of(judgement.judged_query))
        for name, judgement in zip("甲乙", judgements, strict=True)
    )
    return ProfileComparison(
        sides=(first_side, second_side),
        different=tuple(row for row in rows if row.is_different),
        same=tuple(row for row in rows if not row.is_different and row.is_offered),
    )


def _compared_measures(first: Judgement, second: Judgement) -> Iterable[ComparedMeasure]:
    """The measures that both were judged for."""
    others = {match.measure.slug: match for match in second.judged}
    return (
        ComparedMeasure(match.measure, match, others[match.measure.slug])
        for match in first.judged
        if match.measure.slug in others
    )


def _order(row: ComparedMeasure) -> tuple:
    """The greatest change first: what one may claim and the other may not."""
    verdicts = list(Verdict)
    positions = verdicts.index(row.first.verdict), verdicts.index(row.second.verdict)
    return (-abs(positions[0] - positions[1]), min(positions), row.measure.place)
