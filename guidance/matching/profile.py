"""An applicant as it describes itself. Nothing of it is stored; it lives in the address of the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from guidance.matching.profile_choices import (
    ACTIVITIES_OF,
    IMPLIED_KINDS,
    Activity,
    ApplicantKind,
    OpenAnswer,
    Ownership,
    Size,
    Topic,
    facts_settled_by_answers,
)


@dataclass(frozen=True)
class EnterpriseProfile:
    """What matching asks of an applicant.

    `activities` are what it does (closed world: what is not listed is not done), `needs` the activities it
    seeks support for now. `possible` are those that it may do: said neither way, they exclude nothing.
    `has_no_activity` says that it does none at all. `facts` answer the criteria of measures by code (open
    world: what is missing is not known). `sector` is a letter of GB/T 4754-2017 or empty.
    """

    kinds: frozenset[ApplicantKind] = frozenset()
    size: Size = Size.UNKNOWN
    ownership: Ownership = Ownership.UNKNOWN
    multinational: OpenAnswer = OpenAnswer.UNKNOWN
    sector: str = ""
    activities: frozenset[Activity] = frozenset()
    needs: frozenset[Activity] = frozenset()
    possible: frozenset[Activity] = frozenset()
    has_no_activity: bool = False
    facts: Mapping[str, OpenAnswer] = field(default_factory=dict)

    @property
    def all_kinds(self) -> frozenset[str]:
        """The kinds with those that they imply: a group is an enterprise too."""
        return self.kinds | {IMPLIED_KINDS[kind] for kind in self.kinds if kind in IMPLIED_KINDS}

    @property
    def all_activities(self) -> frozenset[str]:
        return self.activities | self.needs

    @property
    def tells_activities(self) -> bool:
        """Whether anything was said of activities; then those not named are not done."""
        return bool(self.all_activities or self.possible or self.has_no_activity)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said yet that a measure could be chosen by."""
        return not (self.kinds or self.tells_activities)

    def with_wishes(self, topics: Iterable[Topic]) -> EnterpriseProfile:
        """A topic leaves its activities open, unless one of them or that there are none has been said."""
        named_activities = self.all_activities
        open_groups = [
            ACTIVITIES_OF[topic] for topic in topics if not named_activities & set(ACTIVITIES_OF[topic])
        ]
        possible = () if self.has_no_activity else (activity for group in open_groups for activity in group)
        return replace(self, possible=frozenset(possible))

    def answer_to(self, fact: str) -> OpenAnswer:
        """What the profile says of a fact, or what follows from its other answers."""
        answer = OpenAnswer(self.facts.get(fact, OpenAnswer.UNKNOWN))
        if answer != OpenAnswer.UNKNOWN:
            return answer
        settled = facts_settled_by_answers().get(fact, ())
        return next((answer for answer, wanted in settled if self._has_values(wanted)), OpenAnswer.UNKNOWN)

    def _has_values(self, wanted: Mapping[str, str | list[str]]) -> bool:
        """Whether each of the names has one of the values wanted of it."""
        values_by_name = {"kinds": self.all_kinds, "activities": self.all_activities}
        return all(
            values_by_name.get(name, {getattr(self, name)})
            & ({values} if isinstance(values, str) else set(values))
            for name, values in wanted.items()
        )

    def as_record(self) -> dict[str, Any]:
        """The profile as JSON values in one order, so that equal profiles give equal records."""
        known_facts = {
            code: str(answer) for code, answer in self.facts.items() if answer != OpenAnswer.UNKNOWN
        }
        uncertain = {
            "possible": _ordered_codes(self.possible, Activity),
            "has_no_activity": self.has_no_activity,
        }
        return {
            "kinds": _ordered_codes(self.kinds, ApplicantKind),
            "size": str(self.size),
            "ownership": str(self.ownership),
            "multinational": str(self.multinational),
            "sector": self.sector,
            "activities": _ordered_codes(self.activities, Activity),
            "needs": _ordered_codes(self.needs, Activity),
            "facts": dict(sorted(known_facts.items())),
            **{name: value for name, value in uncertain.items() if value},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> EnterpriseProfile:
        """The profile that a record of these names describes; what is missing is not known.

        Who names an activity has not said that there are none. Raises ValueError for an unknown code.
        """
        named_activities = [*record.get("activities", ()), *record.get("needs", ())]
        return cls(
            kinds=frozenset(map(ApplicantKind, record.get("kinds", ()))),
            size=Size(record.get("size") or Size.UNKNOWN),
            ownership=Ownership(record.get("ownership") or Ownership.UNKNOWN),
            multinational=_answer(record.get("multinational")),
            sector=record.get("sector") or "",
            activities=frozenset(map(Activity, record.get("activities", ()))),
            needs=frozenset(map(Activity, record.get("needs", ()))),
            possible=frozenset(map(Activity, record.get("possible", ()))),
            has_no_activity=bool(record.get("has_no_activity")) and not named_activities,
            facts={code: _answer(value) for code, value in record.get("facts", {}).items()},
        )

    def canonical(self) -> str:
        """The record as one line of JSON, the same for equal profiles."""
        return json.dumps(self.as_record(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _answer(value: object) -> OpenAnswer:
    """An answer as people and systems write it: yes/no/unknown, true/false, nothing."""
    if value is None or value == "":
        return OpenAnswer.UNKNOWN
    if isinstance(value, bool):
        return OpenAnswer.YES if value else OpenAnswer.NO
    return OpenAnswer(str(value))


def _ordered_codes(chosen: frozenset[StrEnum], vocabulary: type[StrEnum]) -> list[str]:
    return [code.value for code in vocabulary if code in chosen]
