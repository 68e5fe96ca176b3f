"""Writes the verdict on a quotation as a finding, with what a reader needs to mend it."""

from __future__ import annotations

from articles.checking.drafts.draft_parts import DraftQuotation
from articles.checking.drafts.named_documents import DraftDocument
from articles.checking.findings import CheckVerdict, Difference, Finding, FindingKind, Stress, UnitRef
from articles.checking.judging.quotation_verdicts import CheckJudgement
from articles.checking.judging.word_comparison import CountedLetters, Resemblance
from articles.checking.library import EarlierText
from articles.checking.places import CitationTarget
from articles.checking.standing import standing_of
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date

_MOST_ELSEWHERE = 5


def quotation_finding(judgement: CheckJudgement, quotation: DraftQuotation) -> Finding:
    place, words = judgement.place, judgement.words
    status, label = standing_of(place.policy) if place else ("", "")
    unit = place.unit if place else None
    differences = _differences(judgement.comparison)
    return Finding(
        *_span(words),
        FindingKind.QUOTATION,
        judgement.verdict,
        "",
        _explanation(judgement, differences, is_marked=quotation.is_marked),
        status,
        label,
        unit,
        differences if judgement.verdict is not CheckVerdict.PARAPHRASE else (),
        _correction(judgement),
        tuple(target.unit for target in judgement.elsewhere[:_MOST_ELSEWHERE]),
    )


def _span(words: CountedLetters) -> tuple[int, int]:
    return words.offsets[0], words.offsets[-1] + 1


def _differences(comparison: Resemblance) -> tuple[Difference, ...]:
    return tuple(
        Difference(edit.start, edit.end, edit.draft, edit.right, edit.stress) for edit in comparison.edits
    )


def _correction(judgement: CheckJudgement) -> str:
    """What to put in the place of the draft's words: the right words, or the right citation."""
    place, comparison = judgement.place, judgement.comparison
    if place is None or judgement.verdict is CheckVerdict.EXACT:
        return ""
    if judgement.verdict is CheckVerdict.MISATTRIBUTED:
        return place.unit.citation
    return place.text[comparison.start : comparison.end]


def _explanation(judgement: CheckJudgement, differences: tuple[Difference, ...], *, is_marked: bool) -> str:
    place = judgement.place
    where = f"{in_title_marks(place.policy.title)}{place.label if place.label else ''}" if place else ""
    match judgement.verdict:
        case CheckVerdict.EXACT:
            return f"与{where}逐字相符"
        case CheckVerdict.MISATTRIBUTED:
            altered = "（另有出入，见逐字对照）" if differences else ""
            return f"这些话不在所引的一处，在{where}{altered}"
        case CheckVerdict.PARAPHRASE if place:
            return f"与{where}的意思相近，文字不同；是不是转述、转述得对不对，请自己判断"
        case CheckVerdict.PARAPHRASE:
            return "没有在所引的文件中找到这些话；可能是转述，或者所引的部分本库没有，请核对原文"
    stressed = list(
        dict.fromkeys(
            difference.stress.label for difference in differences if difference.stress is not Stress.OTHER
        )
    )
    about = f"，涉及{'、'.join(stressed)}" if stressed else ""
    return f"与{where}有{len(differences)}处出入{about}"


def earlier_text_finding(
    words: CountedLetters, place: CitationTarget, version: EarlierText, text: str
) -> Finding:
    """The finding on words that stand in an earlier version and not in the present text."""
    status, label = standing_of(place.policy)
    version_date = place.policy.version_date
    now = f"{written_date(version_date)}的文本" if version_date else "现行文本"
    return Finding(
        *_span(words),
        FindingKind.QUOTATION,
        CheckVerdict.OLD_VERSION,
        "",
        f"这是{in_title_marks(place.policy.title)}{place.label}在{version.name}中的文字，与本库的{now}不同",
        status,
        label,
        place.unit,
        right=place.text,
        elsewhere=(
            UnitRef(
                place.policy.title,
                place.policy.slug,
                f"{place.label}（{version.name}）",
                f"{place.policy.get_absolute_url()}versions/{version.made_on or 'undated'}/",
                text=text,
                dated=version.made_on,
            ),
        ),
    )


def not_held_finding(words: CountedLetters, document: DraftDocument) -> Finding:
    name = in_title_marks(document.title) if document.title else document.number
    return Finding(
        *_span(words),
        FindingKind.QUOTATION,
        CheckVerdict.NOT_HELD,
        "",
        f"本库没有收录{name}，不能核对这些话，不表示写错",
    )
