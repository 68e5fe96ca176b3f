"""The evidence pack (证据包): a judgement with all that a reader needs to check it, as plain words.

The writers of files and pages read nothing else: what stands in one of them stands in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.exports.qr import qr_data_uri
from articles.reading.citation_forms import citation_lines
from articles.reading.signed_statements import SignedStatement, canonical, signed
from guidance.finder.judgement import Judgement
from guidance.matching.fingerprint import content_hash
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure, policies_of
from guidance.matching.measure_choices import STATE_TASK
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import OpenAnswer, Ownership, Size, sectors
from guidance.matching.verdicts import NOTICE, Verdict
from guidance.models.catalogue import facts_by_code

TITLE = "支持措施匹配结果"
_NOT_FILLED_IN = "没有填写"
#: What the verdicts say; a reader of the file has no page to look them up.
VERDICTS_EXPLAINED = (
    (Verdict.APPLIES.label, "条文的限定语逐项符合，或条文专指这一类主体。"),
    (Verdict.OPEN.label, "条文面向所述主体和活动，没有再作限定。"),
    (Verdict.CHECK.label, "有的限定语，所填写的情况没有回答，须人工核对。"),
    (STATE_TASK, "条文写的是国家要做的事，没有给谁可以申请的待遇；不能直接申请。"),
    (Verdict.STOPPED.label, "后来的文件已经停止执行，只供了解沿革，不能据以申请。"),
    (Verdict.EXCLUDED.label, "至少有一项限定语不符合。"),
)


@dataclass(frozen=True)
class PackEntry:
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
    def is_claimable(self) -> bool:
        return self.match.is_offered and not self.match.is_task

    @property
    def verdict(self) -> str:
        return self.match.label

    @property
    def force(self) -> str:
        return self.measure.force_in_words

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
    """The whole result. `address` is the finder's page with the same answers and the same question.

    `tasks` are the State's own, which nobody can apply for.
    """

    made_on: date
    made_by: str
    address: str
    profile: tuple[tuple[str, str], ...]
    narrowed: tuple[tuple[str, str], ...]
    question: str
    claimable: tuple[PackEntry, ...]
    tasks: tuple[PackEntry, ...]
    excluded: tuple[PackEntry, ...]
    limits: tuple[PackEntry, ...]
    hashed_text: str
    title: str = TITLE
    notice: str = NOTICE

    @property
    def site(self) -> str:
        return settings.PORTAL_SITE_URL

    @property
    def statement(self) -> dict[str, Any]:
        """What is signed of it: `sha256` is its content hash."""
        return {
            "kind": "pack",
            "title": self.title,
            "made_on": self.made_on.isoformat(),
            "question": self.question,
            "address": self.address,
            "sha256": self.hash,
        }

    @cached_property
    def evidence(self) -> SignedStatement | None:
        return signed(self.statement)

    @property
    def signature_lines(self) -> tuple[tuple[str, str], ...]:
        """The signed statement and its signatures, in words; or that there are none."""
        if self.evidence is None:
            return (("签名", "制作这份文件的网站没有启用签名。"),)
        signatures = (
            (f"签名（{signature.algorithm}，base64）", f"{signature.value}\n密钥指纹 {signature.fingerprint}")
            for signature in self.evidence.signatures
        )
        return (("签名的陈述", canonical(self.evidence.statement).decode()), *signatures)

    @property
    def offered(self) -> tuple[PackEntry, ...]:
        return (*self.claimable, *self.tasks)

    @property
    def hash(self) -> str:
        return content_hash(self.hashed_text)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many there are of each kind, in words; the State's own tasks apart from what may be claimed."""
        verdict_counts = Counter(entry.match.verdict for entry in (*self.claimable, *self.excluded))
        rows = [(verdict.label, verdict_counts[verdict]) for verdict in Verdict if verdict_counts[verdict]]
        return (*rows, *([(STATE_TASK, len(self.tasks))] if self.tasks else []))

    @property
    def standings(self) -> tuple[str, ...]:
        """The age and validity of each document: they stand above the result."""
        measures = (entry.measure for entry in (*self.offered, *self.excluded))
        return tuple(f"{policy.citation}：{policy.standing}" for policy in policies_of(measures))

    def file_name(self, extension: str) -> str:
        return f"{self.title}-{self.made_on.isoformat()}-{self.hash[:8]}.{extension}"


def pack_of(
    judgement: Judgement,
    *,
    address: str,
    site: Callable[[str], str],
    made_on: date | None = None,
) -> Pack:
    """Put a judgement into words. `site` makes a path absolute."""
    made_on, query = made_on or timezone.localdate(), judgement.query
    profile, matches = judgement.judged_query.profile, judgement.after_filters
    entries = [
        _entry(number, match, site, made_on) for number, match in enumerate(_in_order(matches), start=1)
    ]
    return Pack(
        made_on=made_on,
        made_by=settings.PORTAL_SITE_NAME,
        address=address,
        profile=profile_in_words(profile),
        narrowed=tuple((narrowing.label, narrowing.value_label) for narrowing in query.narrowed),
        question=judgement.answered_question,
        claimable=tuple(entry for entry in entries if entry.is_claimable),
        tasks=tuple(entry for entry in entries if entry.match.is_task),
        excluded=tuple(entry for entry in entries if not entry.match.is_offered),
        limits=tuple(
            _entry(number, match, site, made_on) for number, match in enumerate(judgement.limits, start=1)
        ),
        hashed_text=judgement.hashed_text,
    )


def _in_order(matches: Iterable[Match]) -> list[Match]:
    """What may be claimed, the State's own tasks, what does not fit; each in the order of the page."""
    return sorted(matches, key=lambda match: (not match.is_offered, match.measure.is_state_task))


def profile_in_words(profile: EnterpriseProfile) -> tuple[tuple[str, str], ...]:
    """Each question with its answer; of the facts those that are answered."""
    sector = f"{profile.sector} {sectors().get(profile.sector, '')}" if profile.sector else _NOT_FILLED_IN
    answered_facts = profile.as_record()["facts"]
    return (
        ("单位类别", _labels(profile.kinds)),
        ("企业规模", _label(profile.size)),
        ("内资或外资", _label(profile.ownership)),
        ("是否跨国公司", _label(profile.multinational)),
        ("行业（GB/T 4754-2017 门类）", sector.strip()),
        ("开展的活动", "没有所列的活动" if profile.has_no_activity else _labels(profile.activities)),
        ("寻求支持的活动", _labels(profile.needs)),
        *([("可能有关的活动", _labels(profile.possible))] if profile.possible else []),
        *(
            (fact.question, profile.answer_to(code).label)
            for code, fact in facts_by_code().items()
            if code in answered_facts
        ),
    )


def _labels(chosen: Iterable[Any]) -> str:
    """Labels of the chosen values, in the order of their vocabulary."""
    ordered = sorted(chosen, key=lambda value: list(value.__class__).index(value))
    return "、".join(value.label for value in ordered) or _NOT_FILLED_IN


def _label(value: Size | Ownership | OpenAnswer) -> str:
    return _NOT_FILLED_IN if value == "unknown" else str(value.label)


def _entry(number: int, match: Match, site: Callable[[str], str], made_on: date) -> PackEntry:
    measure = match.measure
    permalink = site(measure.permalink)
    citations = {
        line.key: line.text for line in citation_lines(measure.article, url=permalink, cited_on=made_on)
    }
    return PackEntry(
        number=number,
        match=match,
        citation=citations.get("numbered", citations["short"]),
        reference=citations["gbt7714"],
        permalink=permalink,
        page=site(measure.url),
    )
