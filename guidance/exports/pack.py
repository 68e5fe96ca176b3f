"""The evidence pack (证据包): a judgement with all that a reader needs to check it, as plain words.

The writers of files and pages read nothing else: what stands in one of them stands in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from articles.reading.citation_forms import citation_lines
from guidance.exports.qr import qr_data_uri
from guidance.finder.parameters import Narrowing
from guidance.matching.codes import NOTICE, Verdict, sectors
from guidance.matching.fingerprint import content_hash, hashed_text
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure
from guidance.matching.profile import EnterpriseProfile
from guidance.models import Fact

TITLE = "支持措施匹配结果"
_NOT_SAID = "没有填写"
#: What the verdicts say; a reader of the file has no page to look them up.
VERDICTS_EXPLAINED = (
    (Verdict.APPLIES, "条文的限定语逐项符合，或条文专指这一类主体。"),
    (Verdict.OPEN, "条文面向所述主体和活动，没有再作限定。"),
    (Verdict.CHECK, "有的限定语，所填写的情况没有回答，须人工核对。"),
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
        entries = (*self.offered, *self.excluded)
        return tuple((one, sum(entry.match.verdict == one for entry in entries)) for one in Verdict)

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
    offered = [judged for judged in matches if judged.is_offered]
    excluded = [judged for judged in matches if not judged.is_offered]
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


def _entry(number: int, judged: Match, site: Callable[[str], str], made_on: date) -> Entry:
    measure = judged.measure
    permalink = site(measure.permalink)
    cited = {line.key: line.text for line in citation_lines(measure.article, url=permalink, cited_on=made_on)}
    return Entry(
        number=number,
        match=judged,
        citation=cited.get("numbered", cited["short"]),
        reference=cited["gbt7714"],
        permalink=permalink,
        page=site(measure.url),
    )
