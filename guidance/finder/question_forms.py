"""The finder's questions with what has been answered, as the template writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from guidance.finder.parameters import Asked
from guidance.matching import sizes
from guidance.matching.codes import ACTIVITY_GROUPS, Activity, Answer, Kind, Ownership, Size, sector_choices
from guidance.matching.figures import plain


@dataclass(frozen=True)
class Choice:
    name: str
    value: str
    label: str
    is_chosen: bool

    @property
    def id(self) -> str:
        return f"{self.name}-{self.value}"


@dataclass(frozen=True)
class ActivityLine:
    """An activity, asked twice: whether the visitor does it, and whether it seeks support for it."""

    label: str
    does: Choice
    needs: Choice

    @property
    def is_chosen(self) -> bool:
        return self.does.is_chosen or self.needs.is_chosen


@dataclass(frozen=True)
class ActivityGroup:
    name: str
    lines: tuple[ActivityLine, ...]

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
    """The form; `rule` and `source` are those by which figures tell the size."""

    kinds: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    industries: tuple[Choice, ...]
    figures: tuple[FigureField, ...]
    ownership: tuple[Choice, ...]
    multinational: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    activities: tuple[ActivityGroup, ...]
    rule: str
    source: str
    has_figures: bool


def questions_of(asked: Asked) -> Questions:
    profile = asked.profile
    return Questions(
        kinds=_choices("kind", Kind.choices, profile.kinds),
        sizes=_choices("size", Size.choices, {asked.chosen_size}),
        industries=_choices(
            "industry",
            [(row.code, row.name) for row in sizes.industries().values()],
            {asked.figures.industry},
        ),
        figures=tuple(
            FigureField(name, label, _figure_text(asked, name)) for name, label in sizes.INDICATORS.items()
        ),
        ownership=_choices("ownership", Ownership.choices, {profile.ownership}),
        multinational=_choices("multinational", Answer.choices, {profile.multinational}),
        sectors=_choices("sector", sector_choices(), {profile.sector}),
        activities=tuple(
            ActivityGroup(name, tuple(_line(asked, activity) for activity in group))
            for name, group in ACTIVITY_GROUPS
        ),
        rule=sizes.rule(),
        source=sizes.source(),
        has_figures=not asked.figures.is_empty,
    )


def _choices(name: str, known: Iterable[tuple[str, str]], chosen: Collection) -> tuple[Choice, ...]:
    return tuple(Choice(name, value, label, value in chosen) for value, label in known)


def _line(asked: Asked, activity: Activity) -> ActivityLine:
    does, needs = asked.profile.activities, asked.profile.needs
    return ActivityLine(
        label=activity.label,
        does=Choice("does", activity.value, activity.label, activity in does),
        needs=Choice("needs", activity.value, activity.label, activity in needs),
    )


def _figure_text(asked: Asked, name: str) -> str:
    return plain(asked.figures.values[name]) if name in asked.figures.values else ""
