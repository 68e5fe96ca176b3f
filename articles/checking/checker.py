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
from articles.checking.judging.quotation_findings import (
    earlier_text_finding,
    not_held_finding,
    quotation_finding,
)
from articles.checking.judging.quotation_verdicts import (
    CheckJudgement,
    Sources,
    judge,
    literal_judgement,
    size_of,
)
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
    targets: tuple[CitationTarget, ...]

    @property
    def is_whole(self) -> bool:
        return all(target.is_whole for target in self.targets)


class _Check:
    def __init__(self, draft: Draft, of: Policy | None) -> None:
        self._draft, self._of = draft, of
        self._places = places_of(draft.citations)
        self._targets = [self._places.of(citation) for citation in draft.citations]

    def report(self) -> Report:
        direct_findings, pending = self._judge_or_defer()
        pending = list(_within_length(pending, len(self._draft.given)))
        earlier = earlier_texts(self._policies_to_date(pending))
        quotations = _outermost_findings([*direct_findings, *self._pending_findings(pending, earlier)])
        citations = _without_quoted(self._citation_findings(earlier), quotations)
        findings = sorted([*citations, *quotations], key=lambda finding: (finding.start, finding.kind))
        return Report(tuple(_with_words(finding, self._draft.given) for finding in findings))

    def _citation_findings(self, earlier: Mapping[int, Sequence[EarlierText]]) -> Iterator[Finding]:
        pairs = list(zip(self._draft.citations, self._targets, strict=True))
        missing = missing_documents(citation.document.title for citation, target in pairs if target is None)
        # In quoted text, 前款 and 该条 refer to the quoted law, so they are not judged.
        quoted_spans = Spans(
            [(quotation.start, quotation.end) for quotation in self._draft.quotations if quotation.is_marked]
        )
        for citation, target in pairs:
            if not citation.is_relative or quoted_spans.number_at(citation.start) is None:
                yield citation_finding(self._draft.closed, citation, target, self._places, missing, earlier)

    def _judge_or_defer(self) -> tuple[list[Finding], list[_Pending]]:
        """The findings on quotations that can be judged now, and the quotations to look up elsewhere."""
        findings: list[Finding] = []
        pending: list[_Pending] = []
        for quotation in self._draft.quotations:
            words, targets = self._draft.words(quotation), self._named_targets(quotation)
            if size_of(words) < 2:
                continue
            if not targets:
                findings += self._missing_findings(
                    quotation, words, self._draft.citations[quotation.of[0]].document
                )
            elif judgement := literal_judgement(words, targets, is_marked=quotation.is_marked):
                findings.append(quotation_finding(judgement, quotation))
            else:
                pending.append(_Pending(quotation, words, targets))
        return findings, pending

    def _policies_to_date(self, pending_quotations: Sequence[_Pending]) -> set[int]:
        """The policies (ids) whose earlier versions may explain what the present text does not hold."""
        pairs = zip(self._draft.citations, self._targets, strict=True)
        targets = [target for quotation in pending_quotations for target in quotation.targets]
        targets += [
            target for citation, target in pairs if target and (target.problem or citation.document.version)
        ]
        return {target.policy.pk for target in targets}

    def _pending_findings(
        self, pending_quotations: Sequence[_Pending], earlier: Mapping[int, Sequence[EarlierText]]
    ) -> Iterator[Finding]:
        words_and_policies = [
            (pending.words, [target.policy.pk for target in pending.targets])
            for pending in pending_quotations
        ]
        for pending, articles in zip(pending_quotations, articles_holding(words_and_policies), strict=True):
            if earlier_text := self._matching_earlier_text(pending, earlier):
                yield earlier_text_finding(pending.words, pending.targets[0], *earlier_text)
                continue
            others = [place_of_article(article) for article in articles if article.policy != self._of]
            judgement = _judge_quotation(pending, others)
            if judgement and judgement.is_doubtful and (missing := self._missing_document(pending.quotation)):
                yield from self._missing_findings(pending.quotation, pending.words, missing)
            elif judgement:
                yield quotation_finding(judgement, pending.quotation)

    def _matching_earlier_text(
        self, pending: _Pending, earlier: Mapping[int, Sequence[EarlierText]]
    ) -> tuple[EarlierText, str] | None:
        """An earlier version of a named place that holds the words literally."""
        for number in pending.quotation.of:
            target = self._targets[number]
            for version in earlier.get(target.policy.pk, ()) if target else ():
                text = version.text_at(self._draft.citations[number].place)
                if text and literal(pending.words, text).is_literal:
                    return version, text
        return None

    def _named_targets(self, quotation: DraftQuotation) -> tuple[CitationTarget, ...]:
        targets = (self._targets[index] for index in quotation.of)
        return tuple(target for target in targets if target is not None)

    def _missing_document(self, quotation: DraftQuotation) -> DraftDocument | None:
        """One of the documents named that is not held, or may not be."""
        pairs = ((self._draft.citations[index].document, self._targets[index]) for index in quotation.of)
        return next(
            (document for document, target in pairs if not target or not self._places.is_sure(document)), None
        )

    def _missing_findings(
        self, quotation: DraftQuotation, words: CountedLetters, document: DraftDocument
    ) -> Iterator[Finding]:
        """Words of a document that is not held are neither right nor wrong."""
        if quotation.is_marked and quotation.is_strong and size_of(words) >= _SHORTEST_NOT_HELD:
            yield not_held_finding(words, document)


def _with_words(finding: Finding, given: str) -> Finding:
    """A finding with the words of the draft as given, which its offsets tell."""
    differences = (
        replace(difference, draft=given[difference.start : difference.end])
        for difference in finding.differences
    )
    return replace(finding, words=given[finding.start : finding.end], differences=tuple(differences))


def _within_length(pending_quotations: Iterable[_Pending], length: int) -> Iterator[_Pending]:
    """Drops the last quotations without marks, once all of these together are longer than the draft."""
    for pending in pending_quotations:
        length -= 0 if pending.quotation.is_marked else len(pending.words.letters)
        if length >= 0 or pending.quotation.is_marked:
            yield pending


def _judge_quotation(pending: _Pending, others: list[CitationTarget]) -> CheckJudgement | None:
    quotation, named_places = pending.quotation, pending.targets
    sources = Sources(
        [place.with_front for place in named_places] if pending.is_whole else named_places,
        [*(place.whole_article for place in named_places if place.is_below), *others],
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
    """Drops citations of places that do not exist, where they stand in a text that is quoted literally."""
    exact_spans = Spans(
        [
            (quotation.start, quotation.end)
            for quotation in quotations
            if quotation.verdict is CheckVerdict.EXACT
        ]
    )
    for citation in citations:
        if citation.verdict is not CheckVerdict.NO_SUCH_UNIT or exact_spans.number_at(citation.start) is None:
            yield citation


def _outermost_findings(findings: Sequence[Finding]) -> list[Finding]:
    """Drops findings that begin inside another one: what a quoted text says of other texts belongs to it."""
    outermost: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if not outermost or finding.start >= outermost[-1].end:
            outermost.append(finding)
    return outermost
