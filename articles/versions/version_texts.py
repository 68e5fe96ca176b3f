"""The texts of past and announced versions as pages, formats and API read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from articles.models import Article, Division, Policy, PolicyVersion
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import Contents, arranged, contents_of
from articles.text.numbers.dates import written_date
from articles.versions.snapshots import rows_of
from articles.versions.timeline import Timeline, Version, timeline_of

_KEPT = 8


@dataclass(frozen=True)
class VersionContents(Contents):
    """The contents of a text that is not the present one: its articles hold their texts themselves."""

    def with_texts(self, listed: Iterable[Article]) -> list[Article]:
        return list(listed)


@dataclass(frozen=True)
class DatedText:
    """The text that was asked for: the one in force on `day`, or a version by its own address."""

    timeline: Timeline
    version: Version
    day: date | None = None
    contents: Contents = field(kw_only=True)

    @property
    def announced(self) -> tuple[Version, ...]:
        """Other versions that were announced on the day, and not yet in force."""
        of_day = self.timeline.announced_on(self.day) if self.day else ()
        return tuple(version for version in of_day if version != self.version)

    @property
    def is_announced(self) -> bool:
        """Whether this text itself was not yet in force on the day."""
        return self.day is not None and self.version.dates.is_announced(self.day)

    @property
    def statement(self) -> str:
        """Which text it is, in one sentence: 2022年1月1日施行的是2021年12月24日的文本。"""
        version = self.version
        if self.day is None:
            return f"这是{version.name}，{self._in_force_phrase}。"
        day = written_date(self.day)
        if self.is_announced:
            return f"{day}，{version.name}已公布，尚未施行（{self._in_force_phrase}）。"
        text = f"{version.made_on.year}年{self._change_word}的文本" if version.made_on else "日期不详的文本"
        return f"{day}施行的是{text}（{self._date_details}）。"

    @property
    def _change_word(self) -> str:
        return "修改" if self.contents.policy.amended_on else "制定"

    @property
    def _date_details(self) -> str:
        made_on = written_date(self.version.made_on) if self.version.made_on else ""
        return f"{made_on}{self._change_word}，{self._in_force_phrase}" if made_on else self._in_force_phrase

    @property
    def _in_force_phrase(self) -> str:
        version = self.version
        if version.effective_on:
            until = f"，至{written_date(version.until)}前" if version.until else ""
            return f"{written_date(version.effective_on)}起施行{until}"
        return "施行日期来源未载明，按修改或制定的日期排列"

    def no_such_place(self, place: str) -> str:
        """The message that this text lacks a place, with the dates whose texts are held."""
        return f"{self.version.name}里没有{place}。{self.timeline.dates_held}"

    @property
    def is_todays(self) -> bool:
        """Whether it is the present text, and in force on the day."""
        return self.version.is_current and not self.is_announced


def dated_text(slug: str, day: date) -> DatedText:
    """The text in force on a day. Raises Policy.DoesNotExist and NoVersionError."""
    timeline = timeline_of(slug)
    version = timeline.on(day)
    return DatedText(timeline, version, day, contents=contents_of_version(version))


def text_of_version(slug: str, key: str) -> DatedText:
    """The text at /versions/<key>/. Raises Policy.DoesNotExist and NoVersionError."""
    timeline = timeline_of(slug)
    version = timeline.keyed(key)
    return DatedText(timeline, version, contents=contents_of_version(version))


def contents_of_version(version: Version) -> Contents:
    """The contents of any version of a policy, also of the present one."""
    return contents_of(version.slug) if version.row is None else _past_contents(version.row)


@remembered(Policy, PolicyVersion, Article, Division, most=_KEPT)
def _past_contents(row: int) -> Contents:
    return contents_of_row(PolicyVersion.objects.select_related("policy").get(pk=row))


def contents_of_row(version: PolicyVersion) -> Contents:
    """The contents of a stored version, without the articles that are withdrawn, then or now."""
    hidden = set(version.policy.articles.withdrawn().values_list("address", flat=True))
    text = rows_of(version.snapshot, version.policy, with_ids=True)
    public = (unit for unit in text.articles if unit.is_published and unit.address not in hidden)
    return arranged(text.policy, tuple(text.divisions), tuple(public), VersionContents)
