"""The evidence pack (证据包): a judgement with all that a reader needs to check it, as plain words.

The writers of files and pages read nothing else: what stands in one of them stands in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from articles.reading.citation_forms import citation_lines, permanent_identifiers
from guidance.exports.qr import qr_data_uri
from guidance.matching.codes import NOTICE, Finding, Force, Verdict, sectors
from guidance.matching.fingerprint import content_hash, hashed_text
from guidance.matching.matcher import Match, Reason
from guidance.matching.profile import EnterpriseProfile
from guidance.models import Fact, StatedName, SupportMeasure

TITLE = "支持措施匹配结果"
NOT_STATED = "文件未规定"
_NOT_SAID = "没有填写"
#: What the verdicts say; a reader of the file has no page to look them up.
VERDICTS_EXPLAINED = (
    (Verdict.APPLIES, "条文的限定语逐项符合，或条文专指这一类主体。"),
    (Verdict.OPEN, "条文面向所述主体和活动，没有再作限定。"),
    (Verdict.CHECK, "有的限定语，所填写的情况没有回答，须人工核对。"),
    (Verdict.EXCLUDED, "至少有一项限定语不符合。"),
)


@dataclass(frozen=True)
class ReasonLine:
    """One reason: what was asked, the answer, how it fares, and the deciding words."""

    label: str
    answer: str
    finding: Finding
    words: tuple[str, ...]

    @property
    def short_answer(self) -> str:
        """Of a long list of answers the first ones; the profile has them all."""
        answers = self.answer.split("、")
        return self.answer if len(answers) <= 3 else f"{'、'.join(answers[:2])}等 {len(answers)} 项"

    @property
    def in_words(self) -> str:
        words = "".join(f"“{one}”" for one in self.words) or "（原文没有写明）"
        asked = self.label.removesuffix("？")
        return f"{asked}：{self.short_answer}（{self.finding.label}）——{words}"


@dataclass(frozen=True)
class Entry:
    """One measure with its verdict and evidence."""

    number: int
    slug: str
    title: str
    promise: str
    verdict: Verdict
    force: str
    place: str
    quotes: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]
    ministries: tuple[str, ...]
    stated: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    citation: str
    reference: str
    permalink: str
    page: str
    sha256: str
    policy_status: str

    @property
    def qr(self) -> str:
        return qr_data_uri(self.permalink)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.label for one in self.reasons if one.finding == Finding.UNKNOWN)

    @property
    def failed(self) -> tuple[ReasonLine, ...]:
        return tuple(one for one in self.reasons if one.finding == Finding.FAILED)


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
        entries = (*self.offered, *self.excluded)
        return tuple((one, sum(entry.verdict == one for entry in entries)) for one in Verdict)

    def file_name(self, extension: str) -> str:
        return f"{self.title}-{self.made_on.isoformat()}-{self.hash[:8]}.{extension}"


@dataclass(frozen=True)
class Narrowing:
    """A filter of the page of results that left measures out: 政策工具 = 税收优惠."""

    name: str
    label: str
    value: str
    value_label: str


def pack_of(
    profile: EnterpriseProfile,
    matches: Iterable[Match[SupportMeasure]],
    *,
    address: str,
    site: Callable[[str], str],
    narrowed: Iterable[Narrowing] = (),
    made_on: date | None = None,
) -> Pack:
    """Put a judgement into words. `site` makes a path absolute; `narrowed` are the filters obeyed."""
    made_on, matches, narrowed = made_on or timezone.localdate(), list(matches), tuple(narrowed)
    offered = [found for found in matches if found.is_offered]
    excluded = [found for found in matches if not found.is_offered]
    return Pack(
        made_on=made_on,
        made_by=settings.PORTAL_SITE_NAME,
        address=address,
        profile=profile_in_words(profile),
        narrowed=tuple((one.label, one.value_label) for one in narrowed),
        offered=tuple(_entry(n, one, site, made_on) for n, one in enumerate(offered, start=1)),
        excluded=tuple(_entry(n, one, site, made_on) for n, one in enumerate(excluded, start=1)),
        hashed_text=hashed_text(profile, matches, narrowed={one.name: one.value for one in narrowed}),
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


def _labels(chosen: Iterable) -> str:
    order = {one: place for one in chosen for place, other in enumerate(type(one)) if other == one}
    return "、".join(one.label for one in sorted(chosen, key=order.get)) or _NOT_SAID


def _label(one) -> str:
    return _NOT_SAID if one.value == "unknown" else one.label


def _entry(number: int, found: Match[SupportMeasure], site: Callable[[str], str], made_on: date) -> Entry:
    measure, article = found.measure, found.measure.article
    permalink = site(permanent_identifiers(article).eli)
    cited = {line.key: line.text for line in citation_lines(article, url=permalink, cited_on=made_on)}
    return Entry(
        number=number,
        slug=measure.slug,
        title=measure.title,
        promise=measure.promise,
        verdict=found.verdict,
        force=f"{Force(measure.force).label}（{measure.verb}）",
        place=article.short_citation,
        quotes=found.measure.terms.quotes,
        reasons=tuple(map(_reason, found.reasons)),
        ministries=tuple(map(_ministry, measure.competent.all())),
        stated=_stated(measure),
        cautions=tuple(f"{row.text}（出处：{row.source}）" for row in measure.cautions.all()),
        citation=cited.get("numbered", cited["short"]),
        reference=cited["gbt7714"],
        permalink=permalink,
        page=site(measure.get_absolute_url()),
        sha256=article.sha256,
        policy_status=article.policy.get_status_display(),
    )


def _reason(reason: Reason) -> ReasonLine:
    return ReasonLine(reason.label, reason.answer, reason.finding, reason.quotes)


def _ministry(row) -> str:
    basis = row.get_basis_display()
    return (
        f"{row.ministry.name}（{basis}：{row.reason}）" if row.reason else f"{row.ministry.name}（{basis}）"
    )


def _stated(measure: SupportMeasure) -> tuple[tuple[str, str], ...]:
    told: Mapping[str, str] = {
        row.name: f"{row.value}（出处：{row.source}）" for row in measure.stated_values.all()
    }
    return tuple((name.label, told.get(name.value, NOT_STATED)) for name in StatedName)
