"""A checked draft as its page shows it: line by line, with what was found in a line beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from articles.checking import CheckVerdict, Difference, Finding, Report, Stress, UnitRef
from articles.exports.checks import MOST_FINDINGS, left_out

_SIGNS = {
    CheckVerdict.EXACT: "✓",
    CheckVerdict.DIFFERS: "≠",
    CheckVerdict.PARAPHRASE: "≈",
    CheckVerdict.MISATTRIBUTED: "⇄",
    CheckVerdict.NO_SUCH_UNIT: "✗",
    CheckVerdict.NOT_HELD: "○",
    CheckVerdict.OLD_VERSION: "↺",
}


@dataclass(frozen=True)
class WordingPair:
    """Words of the draft, and what stands in their place in the text; `stress` says what differs."""

    draft: str
    right: str = ""
    is_different: bool = False
    stress: str = ""


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its number in the draft."""

    number: int
    finding: Finding

    @property
    def sign(self) -> str:
        return _SIGNS[self.finding.verdict]

    @property
    def is_explained(self) -> bool:
        """What agrees needs no more words than its verdict."""
        return self.finding.verdict is not CheckVerdict.EXACT

    @cached_property
    def wordings(self) -> tuple[WordingPair, ...]:
        return tuple(_wording_pairs(self.finding)) if self.finding.differences else ()

    @property
    def stresses(self) -> tuple[str, ...]:
        """The kinds of differing words that may reverse the meaning."""
        labels = (
            difference.stress.label
            for difference in self.finding.differences
            if difference.stress is not Stress.OTHER
        )
        return tuple(dict.fromkeys(labels))

    @property
    def elsewhere(self) -> list[UnitRef]:
        """Other places where the words stand."""
        return [unit for unit in self.finding.elsewhere if unit != self.finding.unit]


@dataclass(frozen=True)
class Piece:
    """Words of a line that the same findings cover: the narrowest of them, and those that begin here."""

    text: str
    mark: ShownFinding | None = None
    begins: tuple[ShownFinding, ...] = ()


@dataclass(frozen=True)
class CheckedLine:
    pieces: tuple[Piece, ...]
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class VerdictCount:
    verdict: CheckVerdict
    sign: str
    count: int

    @property
    def label(self) -> str:
        """Of both kinds: words that agree, and places that exist."""
        return "相符" if self.verdict is CheckVerdict.EXACT else self.verdict.label


@dataclass(frozen=True)
class CheckPage:
    lines: tuple[CheckedLine, ...]
    counts: tuple[VerdictCount, ...]
    total: int
    faults: int
    left_out: str = ""


def check_page(text: str, report: Report) -> CheckPage:
    findings = enumerate(report.findings[:MOST_FINDINGS], start=1)
    shown_findings = [ShownFinding(number, finding) for number, finding in findings]
    counts = (VerdictCount(verdict, _SIGNS[verdict], report.summary[verdict]) for verdict in CheckVerdict)
    return CheckPage(
        lines=tuple(_checked_lines(text, shown_findings)),
        counts=tuple(verdict_count for verdict_count in counts if verdict_count.count),
        total=len(report.findings),
        faults=sum(finding.is_fault for finding in report.findings),
        left_out=left_out(report),
    )


def _checked_lines(text: str, findings: Sequence[ShownFinding]) -> Iterator[CheckedLine]:
    """The lines of the draft, in order, without the empty ones."""
    start = index = 0
    covering: list[ShownFinding] = []
    unmarked: list[str] = []
    for words in text.split("\n"):
        end, first_index = start + len(words), index
        while index < len(findings) and findings[index].finding.start <= end:
            index += 1
        beginning = tuple(findings[first_index:index])
        covering = [shown_finding for shown_finding in covering if shown_finding.finding.end > start] + [
            *beginning
        ]
        if beginning or covering:
            yield from _unmarked_lines(unmarked)
            yield CheckedLine(tuple(_pieces(words, start, covering)), beginning)
            unmarked = []
        elif words.strip():
            unmarked.append(words)
        start = end + 1
    yield from _unmarked_lines(unmarked)


def _unmarked_lines(lines: Sequence[str]) -> Iterator[CheckedLine]:
    """Lines in a row without a mark, together: a draft may have a hundred thousand."""
    if lines:
        yield CheckedLine((Piece("\n".join(lines)),), ())


def _pieces(words: str, start: int, covering: Sequence[ShownFinding]) -> Iterator[Piece]:
    """A line, cut where findings begin and end."""
    end = start + len(words)
    bounds = {start, end}
    for shown_finding in covering:
        bounds |= {
            min(max(place, start), end) for place in (shown_finding.finding.start, shown_finding.finding.end)
        }
    cuts = sorted(bounds)
    for left, right in pairwise(cuts):
        enclosing = [
            shown_finding
            for shown_finding in covering
            if shown_finding.finding.start <= left and right <= shown_finding.finding.end
        ]
        begins = tuple(shown_finding for shown_finding in enclosing if shown_finding.finding.start == left)
        narrowest = min(
            enclosing,
            key=lambda shown_finding: shown_finding.finding.end - shown_finding.finding.start,
            default=None,
        )
        yield Piece(words[left - start : right - start], narrowest, begins)


def _wording_pairs(finding: Finding) -> Iterator[WordingPair]:
    """The words of the finding with the differences in their places."""
    position = finding.start
    for difference in sorted(finding.differences, key=attrgetter("start")):
        if difference.start > position:
            yield WordingPair(finding.words[position - finding.start : difference.start - finding.start])
        yield WordingPair(
            difference.draft, difference.right, is_different=True, stress=_stress_label(difference)
        )
        position = max(position, difference.end)
    if position < finding.end:
        yield WordingPair(finding.words[position - finding.start :])


def _stress_label(difference: Difference) -> str:
    return "" if difference.stress is Stress.OTHER else difference.stress.label
