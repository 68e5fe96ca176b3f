"""Example applicants (fixtures/guidance/examples.toml): whom a measure is offered to, while it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from articles.content_files import content_table
from guidance.matching.matcher import Match, match
from guidance.matching.profile import EnterpriseProfile
from guidance.models import SupportMeasure
from guidance.models.catalogue import read_measures


@dataclass(frozen=True)
class Example:
    name: str
    description: str
    profile: EnterpriseProfile


@dataclass(frozen=True)
class ExamplePreview:
    """An example with what the measure says to it."""

    example: Example
    match: Match


@cache
def examples() -> tuple[Example, ...]:
    rows = content_table("guidance/examples.toml")["example"]
    return tuple(
        Example(row["name"], row.get("description", ""), EnterpriseProfile.from_record(row)) for row in rows
    )


def previewed(measure: SupportMeasure, among: Iterable[Example] | None = None) -> tuple[ExamplePreview, ...]:
    """Judge the stored measure for each example; those it is offered to come first, in order of verdict."""
    (stored,) = read_measures(SupportMeasure.objects.with_ids([measure.pk]))
    previews = [
        ExamplePreview(example, match(example.profile, [stored])[0])
        for example in (examples() if among is None else among)
    ]
    order = list(type(previews[0].match.verdict)) if previews else []
    return tuple(sorted(previews, key=lambda preview: order.index(preview.match.verdict)))
