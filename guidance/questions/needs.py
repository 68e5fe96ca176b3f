"""Several things asked for at once (期权和培训还有进口免税都有吗): each of them is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from guidance.questions.question_parsing import QuestionUnit
from guidance.questions.wording_scores import MeasureWording

Scored = tuple[str, float]


def each_need_first(
    ranked: list[Scored],
    scores: Mapping[str, float],
    *,
    units: Sequence[QuestionUnit],
    answering: Sequence[MeasureWording],
    surely: Collection[str],
) -> list[Scored]:
    """The best measure for each thing asked for, then what else is about one of them; of what is about none,
    only what has its words or answers surely. `ranked` are slugs with scores, `scores` those of all."""
    needs = tuple(dict.fromkeys(code for unit in units for code in unit.needs))
    if not needs:
        return ranked
    activities_by_slug = {wording.measure.slug: wording.measure.activities for wording in answering}
    by_score = sorted(scores.items(), key=lambda pair: -pair[1])
    best = [next((pair for pair in by_score if need in activities_by_slug[pair[0]]), None) for need in needs]
    on_topic = [pair for pair in ranked if not activities_by_slug[pair[0]].isdisjoint(needs)]
    naming_slugs = {wording.measure.slug for wording in answering if _names_a_need(wording, units)}
    other_sure = [pair for pair in ranked if pair[0] in naming_slugs or pair[0] in surely]
    return list(dict.fromkeys(pair for pair in (*best, *on_topic, *other_sure) if pair))


def _names_a_need(wording: MeasureWording, units: Sequence[QuestionUnit]) -> bool:
    return any(unit.needs and unit.in_words_of(wording) for unit in units)
