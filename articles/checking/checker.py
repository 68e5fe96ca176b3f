"""Checks a draft against the library: reads it, asks the library once for everything, and judges each place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.checking.citation_findings import citation_finding
from articles.checking.citations import DraftCitation, read_citations
from articles.checking.comparison import Words, literal, words_of
from articles.checking.findings import Finding, Kind, Report, Verdict
from articles.checking.library import EarlierText, articles_holding, earlier_texts
from articles.checking.missing import missing_documents
from articles.checking.names import names_known
from articles.checking.places import Place, place_of_article, places_of
from articles.checking.quotation_findings import not_held, of_earlier_text, quotation_finding
from articles.checking.quotations import DraftQuotation, marked_spans, read_quotations
from articles.checking.verdicts import Judgement, Sources, at_once, judge, size_of
from articles.models.content_versions import one_state
from articles.text.wording.folding import Folded, closed_up_with_offsets


def check_draft(text: str) -> Report:
    """The citations and quotations of a draft with a verdict each, in order.

    Nothing of the draft is stored or logged. The number of statements does not depend on the draft.
    """
    with one_state():
        return _Check(text).report()


@dataclass(frozen=True)
class _Pending:
    """A quotation whose words do not stand literally in the places that it names."""

    quotation: DraftQuotation
    words: Words
    named: tuple[Place, ...]
    is_whole: bool


class _Check:
    def __init__(self, text: str) -> None:
        self._given = text
        self._draft = closed_up_with_offsets(text)
        lines = _lines(text, self._draft)
        names, marked = names_known(), marked_spans(self._draft.text)
        self._citations = read_citations(
            self._draft.text,
            line_starts=lines,
            spaced=_spaced(self._draft),
            marked=marked,
            known=names,
            numbers=names.numbers,
            find=names.find,
        )
        self._quotations = read_quotations(
            self._draft.text,
            self._citations,
            line_starts=lines,
            marked=marked,
            quoted_lines=_set_off(text, self._draft),
        )

    def report(self) -> Report:
        self._places = places_of(self._citations)
        self._found = [self._places.of(each) for each in self._citations]
        quotations = self._judged()
        missing = missing_documents(
            each.document.title
            for each, place in zip(self._citations, self._found, strict=True)
            if place is None and each.document.title
        )
        earlier = self._earlier()
        citations = [
            citation_finding(self._draft, each, place, self._places, missing, earlier)
            for each, place in zip(self._citations, self._found, strict=True)
            if not self._is_within_quotation(each)
        ]
        found = sorted([*citations, *quotations], key=lambda each: (each.start, each.kind, each.end))
        return Report(tuple(replace(each, words=self._given[each.start : each.end]) for each in found))

    def _is_within_quotation(self, citation: DraftCitation) -> bool:
        """Whether it is 前款 or 该条 of words that are quoted, which it means where they stand."""
        return citation.is_relative and any(
            each.start <= citation.start < each.end for each in self._quotations
        )

    def _earlier(self) -> dict[int, list[EarlierText]]:
        """Earlier versions, of policies where something was not found."""
        return self._versions

    def _judged(self) -> list[Finding]:
        done: list[tuple[DraftQuotation, Judgement]] = []
        pending: list[_Pending] = []
        findings: list[Finding] = []
        for each in self._quotations:
            words, named = self._words(each), self._named(each)
            if size_of(words) < 2:
                continue
            if not named:
                findings += self._of_missing(each, words)
            elif judged := at_once(words, named, is_marked=each.is_marked):
                done.append((each, judged))
            else:
                is_whole = all(place.is_whole for place in named)
                pending.append(_Pending(each, words, named, is_whole))
        policies = {place.policy.pk for each in pending for place in each.named}
        policies |= {place.policy.pk for place in self._found if place and place.problem}
        policies |= {
            place.policy.pk
            for place, each in zip(self._found, self._citations, strict=True)
            if place and each.document.version
        }
        self._versions = dict(earlier_texts(policies))
        findings += self._of_pending(pending)
        findings += [quotation_finding(self._draft, judged, each) for each, judged in done]
        return _outermost(findings)

    def _of_pending(self, pending: Sequence[_Pending]) -> Iterator[Finding]:
        holding = articles_holding(
            [(each.words, [place.policy.pk for place in each.named]) for each in pending]
        )
        for each, articles in zip(pending, holding, strict=True):
            if earlier := self._in_earlier(each):
                yield of_earlier_text(self._draft, each.words, each.named[0], *earlier)
                continue
            others = [place_of_article(article) for article in articles]
            named = _with_front(each.named) if each.is_whole else each.named
            sources = Sources(named, [*_whole_articles(each.named), *others], each.is_whole)
            judged = judge(
                each.words,
                sources,
                is_marked=each.quotation.is_marked,
                is_strong=each.quotation.is_strong,
            )
            if judged:
                yield quotation_finding(self._draft, judged, each.quotation)

    def _in_earlier(self, pending: _Pending) -> tuple[EarlierText, str] | None:
        """An earlier version of the named place that holds the words literally."""
        for number, place in zip(pending.quotation.of, pending.named, strict=False):
            for version in self._versions.get(place.policy.pk, ()):
                text = version.text_at(self._citations[number].place)
                if text and literal(pending.words, text).is_literal:
                    return version, text
        return None

    def _words(self, quotation: DraftQuotation) -> Words:
        span = slice(quotation.start, quotation.end)
        return words_of(Folded(self._draft.text[span], self._draft.offsets[span]))

    def _named(self, quotation: DraftQuotation) -> tuple[Place, ...]:
        found = (self._found[place] for place in quotation.of)
        return tuple(place for place in found if place is not None)

    def _of_missing(self, quotation: DraftQuotation, words: Words) -> Iterator[Finding]:
        """Words of a document that is not held are neither right nor wrong."""
        if quotation.is_marked and quotation.is_strong and size_of(words) >= 6:
            yield not_held(self._draft, words, self._citations[quotation.of[0]].document)


def _outermost(findings: Sequence[Finding]) -> list[Finding]:
    """Without those that begin inside another: what a quoted text says of others belongs to it."""
    kept: list[Finding] = []
    for each in sorted(findings, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _whole_articles(named: Sequence[Place]) -> list[Place]:
    """The whole articles of places that are a 款 or 项: the words may stand in another."""
    return [
        place_of_article(place.article)
        for place in named
        if place.article is not None and place.text != place.article.text and place.article.is_article
    ]


def _with_front(named: Sequence[Place]) -> list[Place]:
    """Documents named as a whole, with their words outside the articles."""
    found = []
    for place in named:
        policy = place.policy
        front = (policy.notice, policy.introduction, policy.annex, policy.adoption)
        found.append(replace(place, text="\n".join(filter(None, front))))
    return found


def _lines(text: str, draft: Folded) -> list[int]:
    """Where lines begin in the closed-up draft."""
    starts, at = [], 0
    for line in text.split("\n"):
        start = bisect_left(draft.offsets, at)
        if start < len(draft.offsets) and (not starts or start != starts[-1]):
            starts.append(start)
        at += len(line) + 1
    return starts


def _spaced(draft: Folded) -> set[int]:
    """The offsets of the closed-up draft that stood behind a space or line break."""
    pairs = enumerate(zip(draft.offsets, draft.offsets[1:], strict=False), start=1)
    return {place for place, (before, after) in pairs if after > before + 1}


def _set_off(text: str, draft: Folded) -> list[tuple[int, int]]:
    """Lines of the draft that are set off as quotations: behind >, or indented deeper than the line before."""
    found: list[tuple[int, int]] = []
    at, before = 0, 0
    for line in text.split("\n"):
        bare = line.lstrip()
        indent = sum(
            2 if letter == "\u3000" else 4 if letter == "\t" else 1
            for letter in line[: len(line) - len(bare)]
        )
        is_quoted = bare[:1] in (">", "＞") or (indent >= 4 and indent > before)
        if bare and is_quoted:
            lead = len(bare) - len(bare.lstrip(">＞ "))
            start = bisect_left(draft.offsets, at + len(line) - len(bare) + lead)
            end = bisect_right(draft.offsets, at + len(line))
            if end > start:
                found.append((start, end))
        elif bare:
            before = indent
        at += len(line) + 1
    return found


__all__ = ["Kind", "Verdict", "check_draft"]
