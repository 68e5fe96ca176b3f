"""Decides, when a file of a known policy is imported, by its dates only: it is the present text, or a version
before or after it. Stores nothing."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from articles.importing.identification.identity import KnownPolicy
from articles.importing.prepare import Prepared
from articles.models import Policy
from articles.models.policies.policy_version import VersionDates, version_dates


class VersionPosition(Enum):
    """`SAME`: another text, or a further part, of the present version."""

    SAME = auto()
    PRESENT = auto()
    PAST = auto()
    ANNOUNCED = auto()


UNDATED = "两份文本至少有一份没有载明日期，不能按日期排列：以后导入的为现行文本，请在后台核对日期"
SAME_DAY = "库中已有同一日期（{}）的文本，文字不同：以后导入的为准，原文字留在修订里"


def place_of(prepared: Prepared, known: KnownPolicy, *, today: date) -> VersionPosition:
    """Decide by the dates: the newest text in force is the present one (docs/decisions/0052).

    Two files of the same words are of one version, whatever dates each states.
    """
    new, present = version_dates(prepared.stated), version_dates(known.policy)
    is_further_part = bool(known.remaining) and not known.replaced
    if is_further_part or new.made_on == present.made_on or _says_the_same(prepared, known.policy):
        return VersionPosition.SAME
    if new.made_on is None or present.made_on is None or _precedes(present, new, today=today):
        return VersionPosition.PRESENT
    return VersionPosition.ANNOUNCED if _is_to_come(new, today) else VersionPosition.PAST


def _says_the_same(prepared: Prepared, policy: Policy) -> bool:
    texts = policy.articles.in_text().in_order().values_list("text", flat=True)
    return [article.text for article in prepared.parsed.articles] == list(texts)


def _precedes(present: VersionDates, new: VersionDates, *, today: date) -> bool:
    """Whether the new text takes the place of the present one.

    Of texts in force the newest is present; if none is in force yet, the one that will be first.
    """
    to_come = _is_to_come(present, today), _is_to_come(new, today)
    if to_come == (False, False):
        return _sort_key(present) < _sort_key(new)
    return to_come == (True, False) or (to_come == (True, True) and _sort_key(new) < _sort_key(present))


def _is_to_come(dates: VersionDates, today: date) -> bool:
    return dates.begins_on is not None and dates.begins_on > today


def _sort_key(dates: VersionDates) -> tuple[date, date]:
    return dates.begins_on or date.min, dates.made_on or date.min
