"""A finding in the words of a report."""

from __future__ import annotations

from articles.checking import Difference, Finding, Report, Stress, UnitRef
from articles.reading.site_address import site_address

#: The most findings of one page or report: a Word document with more takes a minute to write.
MOST_FINDINGS = 3_000


def left_out(report: Report) -> str:
    """What is said where not all findings are listed, or ""."""
    number = len(report.findings)
    if number <= MOST_FINDINGS:
        return ""
    return f"草稿里有 {number:,} 处，这里是前 {MOST_FINDINGS:,} 处；全部在 JSON 报告里。请分几次核验。"


def comment_of(finding: Finding) -> str:
    """What a comment in Word says, a line each: verdict, reason, right words, source, address."""
    lines = [
        f"【{finding.verdict_label}】{finding.explanation}",
        *(difference_text(difference) for difference in finding.differences),
        f"应为：{finding.right}" if finding.right else "",
        *(place_of(finding.unit, finding.status_label) if finding.unit else ()),
        *(f"另见：{unit.citation or unit.label}" for unit in finding.elsewhere),
    ]
    return "\n".join(line for line in lines if line)


def difference_text(difference: Difference) -> str:
    """稿中“允许”，原文“禁止”（否定）"""
    kind = "" if difference.stress is Stress.OTHER else f"（{difference.stress.label}）"
    if not difference.draft:
        return f"稿中缺“{difference.right}”{kind}"
    if not difference.right:
        return f"稿中多“{difference.draft}”{kind}"
    return f"稿中“{difference.draft}”，原文“{difference.right}”{kind}"


def place_of(unit: UnitRef, status: str) -> tuple[str, str]:
    """Its citation with the validity of the document, and its address."""
    return f"出处：{unit.citation or unit.label}" + (f"（{status}）" if status else ""), address_of(unit)


def address_of(unit: UnitRef) -> str:
    return site_address(unit.url)
