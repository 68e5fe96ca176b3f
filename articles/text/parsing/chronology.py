"""In which order the dates of a Chinese law or official document can stand.

What is made is adopted (通过), then signed (成文), then published (公布); it is amended (修改) after it
was adopted; and none of this has happened in the future. Sources: 立法法 (2023) 第六十二条 (a law is
published by an order that states its days of adoption and force), 党政机关公文处理工作条例 第九条 (成文日期
is the day on which the meeting adopted or the head signed the document).

No order holds between amendment and publication, as 公布日期 may be that of the first text or of the present
one, nor between amendment and force, as an amended law mostly keeps its first 施行日期.

From when a text is in force is different: notices on taxes do reach back (自2008年1月1日起执行, signed in
2009; 立法法 第一百零四条 has the exception), and a ministry's notice holds from its signature, weeks before
it is published. So a day of force before the text was made is no error, but somebody has to say on what it
rests. An amended text is not compared with its publication, which may be that of the amendment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

#: Pairs that stand in this order, if both are known.
ORDER = (
    ("adopted_on", "signed_on"),
    ("adopted_on", "published_on"),
    ("signed_on", "published_on"),
    ("adopted_on", "amended_on"),
)
#: What has happened if its date is known.
PAST = ("adopted_on", "signed_on", "published_on", "amended_on")
#: A text of these states is or was in force; one may be amended or repealed before it ever was.
STARTED = ("in_force", "expired")
NAMES = {
    "adopted_on": "通过日期",
    "signed_on": "成文日期",
    "published_on": "公布日期",
    "amended_on": "修改日期",
    "effective_on": "施行日期",
}

Dates = Mapping[str, date | None]


def impossible_dates(dates: Dates, *, today: date) -> dict[str, str]:
    """The impossible dates, by field, each with its problem in Chinese.

    >>> dates = {"signed_on": date(2009, 5, 15), "published_on": date(2008, 1, 1)}
    >>> impossible_dates(dates, today=date(2020, 1, 1))
    {'published_on': '公布日期（2008-01-01）早于成文日期（2009-05-15）'}
    """
    problems = {
        name: f"{_name_and_date(dates, name)}在今天之后"
        for name in PAST
        if (day := dates.get(name)) and day > today
    }
    for earlier, later in ORDER:
        first, second = dates.get(earlier), dates.get(later)
        if first and second and first > second and earlier not in problems:
            problems.setdefault(later, f"{_name_and_date(dates, later)}早于{_name_and_date(dates, earlier)}")
    return problems


def without_impossible(dates: Dates, *, today: date) -> tuple[dict[str, date | None], tuple[str, ...]]:
    """The dates without the impossible ones, and the problems of those."""
    problems = impossible_dates(dates, today=today)
    return {**dates, **dict.fromkeys(problems)}, tuple(problems.values())


def reaches_back(dates: Dates) -> str:
    """A message, in Chinese, if the day of force precedes an earlier step; "" otherwise."""
    effective = dates.get("effective_on")
    if effective is None:
        return ""
    for name in ("adopted_on", "signed_on", *(() if dates.get("amended_on") else ("published_on",))):
        if (day := dates.get(name)) and effective < day:
            return f"{_name_and_date(dates, 'effective_on')}早于{_name_and_date(dates, name)}"
    return ""


def impossible_status(status: str, effective_on: date | None, *, today: date) -> str:
    """Why a text of this status cannot be in force from this day, in Chinese; "" where it can."""
    if effective_on and status in STARTED and effective_on > today:
        return f"效力状态写明已经施行，而施行日期（{effective_on.isoformat()}）还没有到"
    if effective_on and status == "not_yet" and effective_on <= today:
        return f"效力状态写明尚未施行，而施行日期（{effective_on.isoformat()}）已到"
    return ""


def _name_and_date(dates: Dates, name: str) -> str:
    return f"{NAMES[name]}（{dates[name]}）"
