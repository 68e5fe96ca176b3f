"""Checks a draft: reads it, asks the library once for all that it names, and judges each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.checking.drafts.draft import Draft, closed_up_draft, read_draft
from articles.checking.drafts.draft_parts import DraftQuotation
from articles.checking.drafts.named_documents import DraftDocument, vocabulary_of
from articles.checking.drafts.spans import Spans
from articles.checking.findings import CheckVerdict, Finding, Report
from articles.checking.judging.citation_findings import citation_finding
from articles.checking.judging.quotation_findings import not_held, of_earlier_text, quotation_finding
from articles.checking.judging.verdicts import CheckJudgement, Sources, at_once, judge, size_of
from articles.checking.judging.word_comparison import CountedLetters, literal
from articles.checking.library import EarlierText, articles_holding, earlier_texts
from articles.checking.missing import missing_documents
from articles.checking.names import names_known
from articles.checking.places import CitationTarget, place_of_article, places_of
from articles.models import Policy
from articles.models.postgres.content_versions import one_state

#: Characters of a draft that pages and the interface check at once; docs/checking.md, 限制.
MOST_CHARACTERS = 200_000
#: Letters from which words of a document that is not held are worth a finding.
_SHORTEST_NOT_HELD = 6


def check_draft(text: str, *, of: Policy | None = None) -> Report:
    """The citations and quotations of a draft with a verdict each, in order.

    `of` is the policy whose own text it is: 本法, 前款 and 第五条 are then its own, and its words are not
    sought in it. Of another draft that is seen from its lines (three of them begin with 第X条).
    Nothing of the draft is stored or logged. The number of statements does not depend on the draft.
    """
    given, closed = closed_up_draft(text)
    with one_state():
        names = names_known()
        vocabulary = vocabulary_of(
            closed.text,
            known=names,
            numbers=names.numbers,
            find=names.find,
            last_letters=names.last_letters,
        )
        draft = read_draft(given, closed, vocabulary, is_document=of is not None)
        return _Check(draft, of).report()


@dataclass(frozen=True)
class _Pending:
    """A quotation whose words do not stand literally in the places that it names."""

    quotation: DraftQuotation
    words: CountedLetters
    named: tuple[CitationTarget, ...]

    @property
    def is_whole(self) -> bool:
        return all(place.is_whole for place in self.named)


class _Check:
    def __init__(self, draft: Draft, of: Policy | None) -> None:
        self._draft, self._of = draft, of
        self._places = places_of(draft.citations)
        self._found = [self._places.of(each) for each in draft.citations]

    def report(self) -> Report:
        quoted, pending = self._sorted_out()
        pending = list(_once_over(pending, len(self._draft.given)))
        earlier = earlier_texts(self._to_be_dated(pending))
        quotations = _outermost([*quoted, *self._of_pending(pending, earlier)])
        citations = _without_quoted(self._citations(earlier), quotations)
        found = sorted([*citations, *quotations], key=lambda each: (each.start, each.kind))
        return Report(tuple(_with_words(each, self._draft.given) for each in found))

    def _citations(self, earlier: Mapping[int, Sequence[EarlierText]]) -> Iterator[Finding]:
        cited = list(zip(self._draft.citations, self._found, strict=True))
        missing = missing_documents(each.document.title for each, place in cited if place is None)
        # 前款 and 该条 of words that are quoted mean what stands before them there, not in the draft.
        quoted = Spans([(each.start, each.end) for each in self._draft.quotations if each.is_marked])
        for each, place in cited:
            if not each.is_relative or quoted.number_at(each.start) is None:
                yield citation_finding(self._draft.closed, each, place, self._places, missing, earlier)

    def _sorted_out(self) -> tuple[list[Finding], list[_Pending]]:
        """What can be said of quotations without asking more, and those that are looked for."""
        findings: list[Finding] = []
        pending: list[_Pending] = []
        for each in self._draft.quotations:
            words, named = self._draft.words(each), self._named(each)
            if size_of(words) < 2:
                continue
            if not named:
                findings += self._of_missing(each, words, self._draft.citations[each.of[0]].document)
            elif judged := at_once(words, named, is_marked=each.is_marked):
                findings.append(quotation_finding(judged, each))
            else:
                pending.append(_Pending(each, words, named))
        return findings, pending

    def _to_be_dated(self, pending: Sequence[_Pending]) -> set[int]:
        """The policies (ids) whose earlier versions may explain what the present text does not hold."""
        cited = zip(self._draft.citations, self._found, strict=True)
        named = [place for each in pending for place in each.named]
        named += [place for each, place in cited if place and (place.problem or each.document.version)]
        return {place.policy.pk for place in named}

    def _of_pending(
        self, pending: Sequence[_Pending], earlier: Mapping[int, Sequence[EarlierText]]
    ) -> Iterator[Finding]:
        wanted = [(each.words, [place.policy.pk for place in each.named]) for each in pending]
        for each, articles in zip(pending, articles_holding(wanted), strict=True):
            if dated := self._in_earlier(each, earlier):
                yield of_earlier_text(each.words, each.named[0], *dated)
                continue
            others = [place_of_article(article) for article in articles if article.policy != self._of]
            judged = _judge_quotation(each, others)
            if judged and judged.is_doubtful and (missing := self._missing(each.quotation)):
                yield from self._of_missing(each.quotation, each.words, missing)
            elif judged:
                yield quotation_finding(judged, each.quotation)

    def _in_earlier(
        self, pending: _Pending, earlier: Mapping[int, Sequence[EarlierText]]
    ) -> tuple[EarlierText, str] | None:
        """An earlier version of a named place that holds the words literally."""
        for number in pending.quotation.of:
            place = self._found[number]
            for version in earlier.get(place.policy.pk, ()) if place else ():
                text = version.text_at(self._draft.citations[number].place)
                if text and literal(pending.words, text).is_literal:
                    return version, text
        return None

    def _named(self, quotation: DraftQuotation) -> tuple[CitationTarget, ...]:
        found = (self._found[place] for place in quotation.of)
        return tuple(place for place in found if place is not None)

    def _missing(self, quotation: DraftQuotation) -> DraftDocument | None:
        """One of the documents named that is not held, or may not be."""
        named = ((self._draft.citations[place].document, self._found[place]) for place in quotation.of)
        return next((each for each, held in named if not held or not self._places.is_sure(each)), None)

    def _of_missing(
        self, quotation: DraftQuotation, words: CountedLetters, document: DraftDocument
    ) -> Iterator[Finding]:
        """Words of a document that is not held are neither right nor wrong."""
        if quotation.is_marked and quotation.is_strong and size_of(words) >= _SHORTEST_NOT_HELD:
            yield not_held(words, document)


def _with_words(finding: Finding, given: str) -> Finding:
    """A finding with the words of the draft as given, which its offsets tell."""
    differences = (replace(each, draft=given[each.start : each.end]) for each in finding.differences)
    return replace(finding, words=given[finding.start : finding.end], differences=tuple(differences))


def _once_over(pending: Iterable[_Pending], length: int) -> Iterator[_Pending]:
    """Without the last of words without marks, where they overlap so much that together they are longer than
    the draft."""
    for each in pending:
        length -= 0 if each.quotation.is_marked else len(each.words.letters)
        if length >= 0 or each.quotation.is_marked:
            yield each


def _judge_quotation(pending: _Pending, others: list[CitationTarget]) -> CheckJudgement | None:
    quotation, named = pending.quotation, pending.named
    sources = Sources(
        [place.with_front for place in named] if pending.is_whole else named,
        [*(place.whole_article for place in named if place.is_below), *others],
        pending.is_whole,
    )
    return judge(
        pending.words,
        sources,
        is_marked=quotation.is_marked,
        is_strong=quotation.is_strong,
        is_loose=quotation.is_loose,
    )


def _without_quoted(citations: Iterable[Finding], quotations: Iterable[Finding]) -> Iterator[Finding]:
    """Without those of places that do not exist, where they are the very words of a text that is quoted."""
    literal = Spans([(each.start, each.end) for each in quotations if each.verdict is CheckVerdict.EXACT])
    for each in citations:
        if each.verdict is not CheckVerdict.NO_SUCH_UNIT or literal.number_at(each.start) is None:
            yield each


def _outermost(findings: Sequence[Finding]) -> list[Finding]:
    """Without those that begin inside another: what a quoted text says of others belongs to it."""
    kept: list[Finding] = []
    for each in sorted(findings, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
