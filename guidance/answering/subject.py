"""What there is for somebody (小微企业有什么扶持), or at all (国家有什么政策), by the measures' criteria."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.http import urlencode

from articles.models.postgres.content_versions import remembered
from articles.search import Answer, AnswerKind, AnswerLink, AskedQuestion
from guidance.answering.absent import are_held
from guidance.answering.measure_lines import documents_of, finder_link, plain_line
from guidance.answering.remit import is_of_guide_alone
from guidance.matching.matcher import Match, match
from guidance.matching.measure import Measure
from guidance.matching.measure_choices import Aspect, Force
from guidance.matching.profile_choices import OpenAnswer, Ownership
from guidance.matching.verdicts import CriterionFinding
from guidance.models.catalogue import MEASURE_TABLES, measures_in_force
from guidance.questions.understanding import Understood

_MOST_SHOWN = 6
_APPLICANT_ASPECTS = (Aspect.SIZE, Aspect.OWNERSHIP, Aspect.MULTINATIONAL, Aspect.KIND)
#: The policies' words for those whom no criterion calls foreign.
_FOREIGN = ("外商", "外资", "国外", "跨国")


def answer_subject(question: AskedQuestion, understood: Understood) -> Answer | None:
    """What there is for the one who asks, or for anybody; None where the question names what it is about."""
    if understood.about or not understood.is_asking:
        return None
    is_of_support = understood.names_support and not understood.outside_words
    if not (is_of_support or is_of_guide_alone(question)):
        return None
    applicant = Understood(
        "",
        kinds=understood.kinds,
        sizes=understood.sizes,
        ownership=understood.ownership,
        multinational=understood.multinational,
    )
    answer = _answer(applicant, question.within.pk if question.within else None)
    if answer is None or not applicant.labels:
        return answer
    links = (finder_link(understood.text, "按这些情况看全部措施"), *answer.links)
    return replace(answer, text=f"{_unnamed_trades_text(understood)}{answer.text}", links=links)


def _unnamed_trades_text(understood: Understood) -> str:
    """A clause saying that no text names the trade of the one who asks, who counts as an enterprise."""
    if not understood.trades or are_held(understood.trades):
        return ""
    named = "、".join(f"“{trade}”" for trade in understood.trades)
    return f"条文没有点名{named}，按企业看："


@remembered(*MEASURE_TABLES, most=64)
def _answer(applicant: Understood, policy: int | None) -> Answer | None:
    """The answer to an applicant so described; remembered, as it is the same for everybody like that."""
    offered = [
        measure for measure in measures_in_force() if policy is None or measure.article.policy_id == policy
    ]
    if not offered:
        return None
    return _applicant_answer(applicant, offered) if applicant.labels else _overview_answer(offered)


def _applicant_answer(understood: Understood, offered: Sequence[Measure]) -> Answer:
    results = _judge_by_sizes(understood, offered)
    usable = [result for result in results if not _fails_as_applicant(result)]
    aspect, applicant_words = _subject(understood)
    naming = sorted((result for result in usable if _names_applicant(result, aspect, understood)), key=_order)
    other_count = len(usable) - len(naming)
    opening = (
        f"写明给{applicant_words}的措施有 {len(naming)} 项" if naming else f"没有措施点名{applicant_words}"
    )
    text = (
        f"{opening}；没有这样点名、同样可以查看的有 {other_count} 项；"
        f"只写给他人的 {len(results) - len(usable)} 项。"
    )
    ranked = naming or sorted(usable, key=_order)
    measures = [result.measure for result in usable]
    return Answer(
        AnswerKind.SUBJECT,
        text,
        lines=tuple(plain_line(result.measure) for result in ranked[:_MOST_SHOWN]),
        documents=documents_of(measures),
        understood=understood.labels,
        links=_class_links(measures),
    )


def _subject(understood: Understood) -> tuple[Aspect, str]:
    """The most telling fact about the one who asks, and its words."""
    if understood.multinational == OpenAnswer.YES:
        return Aspect.MULTINATIONAL, "跨国公司"
    if understood.sizes:
        return Aspect.SIZE, f"{'、'.join(size.label for size in understood.sizes)}企业"
    if understood.ownership != Ownership.UNKNOWN:
        return Aspect.OWNERSHIP, f"{understood.ownership.label}企业"
    return Aspect.KIND, "、".join(kind.label for kind in understood.kinds)


def _names_applicant(result: Match, aspect: Aspect, understood: Understood) -> bool:
    """Whether the measure's words single this applicant out."""
    if aspect == Aspect.OWNERSHIP and understood.ownership == Ownership.FOREIGN:
        quotes = [
            criterion.quote for criterion in result.measure.criteria if criterion.aspect in _APPLICANT_ASPECTS
        ]
        return any(word in quote for quote in quotes for word in _FOREIGN)
    if aspect == Aspect.KIND:  # a group is an enterprise, but is not named where enterprises are
        return not result.measure.kinds.isdisjoint(understood.kinds)
    return any(
        reason.criterion == aspect and reason.finding == CriterionFinding.MET and reason.quotes
        for reason in result.reasons
    )


def _order(result: Match) -> tuple[bool, bool, int, tuple[int, ...]]:
    measure = result.measure
    return (
        measure.is_stopped,
        measure.is_state_task,
        list(Force).index(result.measure.force),
        result.measure.place,
    )


def _overview_answer(offered: Sequence[Measure]) -> Answer:
    return Answer(
        AnswerKind.OVERVIEW,
        f"收录的支持措施共 {len(offered)} 项，按政策工具分列如下；说明您是谁、想办什么事，就能看到用得上的。",
        documents=documents_of(offered),
        links=(
            *_class_links(offered),
            AnswerLink("全部支持措施", reverse("guidance:measures"), len(offered)),
        ),
        is_whole=True,
    )


def _judge_by_sizes(understood: Understood, offered: Iterable[Measure]) -> list[Match]:
    """By what is said of the one who asks, for each of the sizes that a word stands for (小微: two)."""
    profile = replace(understood.profile, activities=frozenset(), needs=frozenset())
    sizes = understood.sizes or (understood.size,)
    by_size = [match(replace(profile, size=size), offered) for size in sizes]
    best: dict[str, Match] = {}
    for result in (result for matches in by_size for result in matches):
        best_so_far = best.get(result.measure.slug)
        if best_so_far is None or (_fails_as_applicant(best_so_far) and not _fails_as_applicant(result)):
            best[result.measure.slug] = result
    return list(best.values())


def _fails_as_applicant(result: Match) -> bool:
    return any(reason.criterion in _APPLICANT_ASPECTS for reason in result.failed)


def _class_links(measures: Iterable[Measure]) -> tuple[AnswerLink, ...]:
    """The classes of instruments with their numbers of measures, in the order of the classes."""
    classes = [
        highest
        for measure in measures
        for highest in {
            instrument.lineage[0].slug: instrument.lineage[0] for instrument in measure.instruments
        }.values()
    ]
    counts = Counter(instrument.slug for instrument in classes)
    by_slug = {instrument.slug: instrument for instrument in classes}
    address = reverse("guidance:measures")
    return tuple(
        AnswerLink(
            instrument.name,
            f"{address}?{urlencode({'instrument': instrument.slug})}",
            counts[instrument.slug],
        )
        for instrument in sorted(
            by_slug.values(), key=lambda instrument: (instrument.position, instrument.slug)
        )
    )
