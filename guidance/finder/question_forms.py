"""The finder's questions with what has been answered, as the template writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from guidance.finder.option_help import explanations
from guidance.finder.parameters import NO_ACTIVITY, FinderQuery
from guidance.matching import sizes
from guidance.matching.figures import plain
from guidance.matching.measure_choices import Aspect
from guidance.matching.profile_choices import (
    ACTIVITIES_OF,
    Activity,
    ApplicantKind,
    OpenAnswer,
    Ownership,
    Size,
    Topic,
    sector_choices,
)
from guidance.models.catalogue import offered_measures


@dataclass(frozen=True)
class OfferedChoice:
    name: str
    value: str
    label: str
    is_chosen: bool
    explanation: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}-{self.value}"


@dataclass(frozen=True)
class ActivityLine:
    """An activity, asked twice: whether the visitor does it, and whether it seeks support for it."""

    label: str
    explanation: str
    does: OfferedChoice
    needs: OfferedChoice

    @property
    def is_chosen(self) -> bool:
        return self.does.is_chosen or self.needs.is_chosen


@dataclass(frozen=True)
class ActivityGroup:
    topic: Topic
    lines: tuple[ActivityLine, ...]

    @property
    def name(self) -> str:
        return self.topic.label

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(line.label for line in self.lines if line.is_chosen)


@dataclass(frozen=True)
class FigureField:
    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Questions:
    """The form; `rule` and `source` are those by which figures tell the size.

    `sectors` is empty where no measure depends on the sector.
    """

    kinds: tuple[OfferedChoice, ...]
    sizes: tuple[OfferedChoice, ...]
    industries: tuple[OfferedChoice, ...]
    figures: tuple[FigureField, ...]
    ownership: tuple[OfferedChoice, ...]
    multinational: tuple[OfferedChoice, ...]
    sectors: tuple[OfferedChoice, ...]
    activities: tuple[ActivityGroup, ...]
    no_activity: OfferedChoice
    rule: str
    source: str
    has_figures: bool


def questions_of(query: FinderQuery) -> Questions:
    """The questions to an applicant, as the measures on offer make them worth asking."""
    profile = query.profile
    return Questions(
        kinds=_choices("kind", ApplicantKind.choices, profile.kinds),
        sizes=_choices("size", Size.choices, {query.chosen_size}),
        industries=_choices(
            "industry",
            [(row.code, row.name) for row in sizes.industries().values()],
            {query.figures.industry},
        ),
        figures=tuple(
            FigureField(name, label, _figure_text(query, name)) for name, label in sizes.INDICATORS.items()
        ),
        ownership=_choices("ownership", Ownership.choices, {profile.ownership}),
        multinational=_choices("multinational", OpenAnswer.choices, {profile.multinational}),
        sectors=_choices("sector", sector_choices(), {profile.sector}) if _asks_sector() else (),
        activities=tuple(
            ActivityGroup(topic, tuple(_activity_line(query, activity) for activity in ACTIVITIES_OF[topic]))
            for topic in Topic
        ),
        no_activity=OfferedChoice("does", NO_ACTIVITY, "以上都没有", profile.has_no_activity),
        rule=sizes.rule(),
        source=sizes.source(),
        has_figures=not query.figures.is_empty,
    )


def topic_choices(query: FinderQuery) -> tuple[OfferedChoice, ...]:
    return _choices("topic", Topic.choices, query.topics)


def _choices(name: str, known: Iterable[tuple[str, str]], chosen: Collection) -> tuple[OfferedChoice, ...]:
    explanation_by_code = explanations().get(name, {})
    return tuple(
        OfferedChoice(name, value, label, value in chosen, explanation_by_code.get(value, ""))
        for value, label in known
    )


def _asks_sector() -> bool:
    return any(
        criterion.aspect == Aspect.SECTOR for measure in offered_measures() for criterion in measure.criteria
    )


def _activity_line(query: FinderQuery, activity: Activity) -> ActivityLine:
    does, needs = query.profile.activities, query.profile.needs
    return ActivityLine(
        label=activity.label,
        explanation=explanations()["activity"].get(activity.value, ""),
        does=OfferedChoice("does", activity.value, activity.label, activity in does),
        needs=OfferedChoice("needs", activity.value, activity.label, activity in needs),
    )


def _figure_text(query: FinderQuery, name: str) -> str:
    return plain(query.figures.values[name]) if name in query.figures.values else ""
