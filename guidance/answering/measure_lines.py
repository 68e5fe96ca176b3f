"""Measures as lines of an answer: the verdict, the exact words, and what decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article
from articles.search import AnswerDocument, AnswerLine, AnswerLink, QuotedPassage
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure, policies_of
from guidance.matching.measure_choices import STATE_TASK_IN_FULL, Aspect
from guidance.matching.reasons import Reason
from guidance.matching.verdicts import CriterionFinding, Verdict

#: What each verdict says of the question as it was put.
VERDICT_TEXTS = {
    Verdict.APPLIES: "条文的限定语，从问题看都已符合。",
    Verdict.OPEN: "除所问的事以外，这一句没有再写条件；是否给予由主管机关决定。",
    Verdict.CHECK: "要看下面各项是否符合。",
    Verdict.STOPPED: "后来的文件已经停止执行，只供了解沿革，不能据以申请。",
    Verdict.EXCLUDED: "条文另有限定，与问题所说的不符。",
}

#: Criteria in the words of a business owner.
_PLAIN = {
    Aspect.KIND.value: "是哪一类单位",
    Aspect.OWNERSHIP.value: "是内资还是外资",
    Aspect.MULTINATIONAL.value: "是不是跨国公司",
}


def passages_of(measure: Measure) -> tuple[QuotedPassage, ...]:
    article = measure.article
    return tuple(QuotedPassage(words, article.label, article.get_absolute_url()) for words in measure.words)


def judged_line(result: Match) -> AnswerLine:
    """A measure with its verdict on what the question says of the one who asks."""
    open_reasons = result.missing if result.is_offered else result.reasons_with(CriterionFinding.FAILED)
    return AnswerLine(
        code=result.verdict.value,
        label=STATE_TASK_IN_FULL if result.is_task else result.verdict.label,
        text="" if result.is_task else VERDICT_TEXTS[result.verdict],
        passages=passages_of(result.measure),
        title=result.measure.title,
        url=result.measure.url,
        decides=_deciding_questions(open_reasons),
        note=_note(result.measure),
    )


def _deciding_questions(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """What has still to be known; the activity only where nothing else is open, as the question names it."""
    labels = [(reason.criterion, _PLAIN.get(reason.criterion, reason.label)) for reason in reasons]
    others = [label for criterion, label in labels if criterion != Aspect.ACTIVITY]
    return tuple(others or (label for _, label in labels))


def plain_line(measure: Measure) -> AnswerLine:
    """A measure without a verdict: nothing is known of the one who asks."""
    label, text = measure.force.label, ""
    if measure.is_stopped:
        label, text = Verdict.STOPPED.label, VERDICT_TEXTS[Verdict.STOPPED]
    elif measure.is_state_task:
        label = STATE_TASK_IN_FULL
    return AnswerLine(
        code=Verdict.STOPPED.value if measure.is_stopped else "measure",
        label=label,
        text=text,
        passages=passages_of(measure),
        title=measure.title,
        url=measure.url,
        note=_note(measure),
    )


def _note(measure: Measure) -> str:
    return measure.cautions[0].text if measure.cautions else ""


def documents_of(parts: Iterable[Measure | Article]) -> tuple[AnswerDocument, ...]:
    return tuple(map(AnswerDocument.of, policies_of(parts)))


def finder_link(question: str, label: str, count: int | None = None) -> AnswerLink:
    """The finder with the question, which fills its form."""
    return AnswerLink(
        label, f"{reverse('guidance:finder')}?{urlencode({'q': question})}", count, is_finder=True
    )
