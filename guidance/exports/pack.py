"""The evidence pack (证据包): a judgement with all that a reader needs to check it, as plain words.

The writers of files and pages read nothing else: what stands in one of them stands in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.exports.qr import qr_data_uri
from articles.reading.citation_forms import citation_lines
from guidance.finder.parameters import Narrowing
from guidance.matching.codes import NOTICE, Answer, Ownership, Size, Verdict, sectors
from guidance.matching.fingerprint import content_hash, hashed_text
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure, policies_of
from guidance.matching.profile import EnterpriseProfile
from guidance.models import Fact

TITLE = "支持措施匹配结果"
_NOT_SAID = "没有填写"
#: What the verdicts say; a reader of the file has no page to look them up.
VERDICTS_EXPLAINED = (
    (Verdict.APPLIES, "条文的限定语逐项符合，或条文专指这一类主体。"),
    (Verdict.OPEN, "条文面向所述主体和活动，没有再作限定。"),
    (Verdict.CHECK, "有的限定语，所填写的情况没有回答，须人工核对。"),
    (Verdict.STOPPED, "后来的文件已经停止执行，只供了解沿革，不能据以申请。"),
    (Verdict.EXCLUDED, "至少有一项限定语不符合。"),
)


@dataclass(frozen=True)
class Entry:
    """One judged measure, and where it and its article can be found and how to cite them."""

    number: int
    match: Match
    citation: str
    reference: str
    permalink: str
    page: str

    @property
    def measure(self) -> Measure:
        return self.match.measure

    @property
    def force(self) -> str:
        return f"{self.measure.force.label}（{self.measure.verb}）"

    @property
    def standing(self) -> str:
        """Age and validity of its document."""
        return self.measure.policy.standing

    @property
    def later_rules(self) -> tuple[str, ...]:
        return tuple(rule.sentence for rule in self.measure.later_rules)

    @property
    def qr(self) -> str:
        return qr_data_uri(self.permalink)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(reason.label for reason in self.match.missing)


@dataclass(frozen=True)
class Pack:
    """The whole result. `address` is the finder's page with the same answers."""

    made_on: date
    made_by: str
    address: str
    profile: tuple[tuple[str, str], ...]
    narrowed: tuple[tuple[str, str], ...]
    offered: tuple[Entry, ...]
    excluded: tuple[Entry, ...]
    hashed_text: str
    title: str = TITLE
    notice: str = NOTICE

    @property
    def hash(self) -> str:
        return content_hash(self.hashed_text)

    @property
    def counts(self) -> tuple[tuple[Verdict, int], ...]:
        counted = Counter(entry.match.verdict for entry in (*self.offered, *self.excluded))
        return tuple((verdict, counted[verdict]) for verdict in Verdict)

    @property
    def standings(self) -> tuple[str, ...]:
        """The age and validity of each document: they stand above the result."""
        measures = (entry.measure for entry in (*self.offered, *self.excluded))
        return tuple(f"{policy.citation}：{policy.standing}" for policy in policies_of(measures))

    def file_name(self, extension: str) -> str:
        return f"{self.title}-{self.made_on.isoformat()}-{self.hash[:8]}.{extension}"


def pack_of(
    profile: EnterpriseProfile,
    matches: Iterable[Match],
    *,
    address: str,
    site: Callable[[str], str],
    narrowed: Iterable[Narrowing] = (),
    made_on: date | None = None,
) -> Pack:
    """Put a judgement into words. `site` makes a path absolute; `narrowed` are the filters obeyed."""
    made_on, matches, narrowed = made_on or timezone.localdate(), list(matches), tuple(narrowed)
    offered = [match for match in matches if match.is_offered]
    excluded = [match for match in matches if not match.is_offered]  # the stopped ones first
    return Pack(
        made_on=made_on,
        made_by=settings.PORTAL_SITE_NAME,
        address=address,
        profile=profile_in_words(profile),
        narrowed=tuple((narrowing.label, narrowing.value_label) for narrowing in narrowed),
        offered=tuple(_entry(n, match, site, made_on) for n, match in enumerate(offered, start=1)),
        excluded=tuple(_entry(n, match, site, made_on) for n, match in enumerate(excluded, start=1)),
        hashed_text=hashed_text(profile, matches, narrowed={row.name: row.value for row in narrowed}),
    )


def profile_in_words(profile: EnterpriseProfile) -> tuple[tuple[str, str], ...]:
    """Each question with its answer; of the facts those that are answered."""
    sector = f"{profile.sector} {sectors().get(profile.sector, '')}" if profile.sector else _NOT_SAID
    asked = {fact.code: fact.question for fact in Fact.objects.coded(profile.facts).in_order()}
    record = profile.as_record()
    return (
        ("主体类型", _labels(profile.kinds)),
        ("企业规模", _label(profile.size)),
        ("内资或外资", _label(profile.ownership)),
        ("是否跨国公司", _label(profile.multinational)),
        ("行业（GB/T 4754-2017 门类）", sector.strip()),
        ("开展的活动", _labels(profile.activities)),
        ("寻求支持的活动", _labels(profile.needs)),
        *((asked[code], profile.answer_to(code).label) for code in asked if code in record["facts"]),
    )


def _labels(chosen: Iterable[Any]) -> str:
    """Labels of the chosen values, in the order of their vocabulary."""
    ordered = sorted(chosen, key=lambda value: list(value.__class__).index(value))
    return "、".join(value.label for value in ordered) or _NOT_SAID


def _label(value: Size | Ownership | Answer) -> str:
    return _NOT_SAID if value == "unknown" else value.label


def _entry(number: int, match: Match, site: Callable[[str], str], made_on: date) -> Entry:
    measure = match.measure
    permalink = site(measure.permalink)
    cited = {line.key: line.text for line in citation_lines(measure.article, url=permalink, cited_on=made_on)}
    return Entry(
        number=number,
        match=match,
        citation=cited.get("numbered", cited["short"]),
        reference=cited["gbt7714"],
        permalink=permalink,
        page=site(measure.url),
    )
