"""What to do with the results (接下来): whom the documents were sent to, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Policy
from guidance.matching.measure import Measure, policies_of
from guidance.matching.measure_choices import StatedName


@dataclass(frozen=True)
class SentTo:
    """The bodies that a policy's notice is addressed to, in its own words."""

    policy: Policy
    words: str


@dataclass(frozen=True)
class NextSteps:
    """`not_stated` are the things that none of the measures has a word on."""

    sent_to: tuple[SentTo, ...]
    not_stated: tuple[StatedName, ...]


def next_steps(measures: Sequence[Measure]) -> NextSteps:
    stated = {row.name for measure in measures for row in measure.stated if row.is_stated}
    return NextSteps(
        sent_to=tuple(
            SentTo(policy, words) for policy in policies_of(measures) if (words := sent_to_words(policy))
        ),
        not_stated=tuple(name for name in StatedName if measures and name not in stated),
    )


def sent_to_words(policy: Policy) -> str:
    """The addressees as the notice prints them, without the colon behind them."""
    return policy.addressees_text.strip().rstrip("：:")
