"""Writes the verdict on a quotation as a finding, with what a reader needs to mend it."""

from __future__ import annotations

from articles.checking.drafts.draft_parts import DraftQuotation
from articles.checking.drafts.named_documents import DraftDocument
from articles.checking.findings import CheckVerdict, Difference, Finding, FindingKind, Stress, UnitRef
from articles.checking.judging.verdicts import CheckJudgement
from articles.checking.judging.word_comparison import CountedLetters, Resemblance
from articles.checking.library import EarlierText
from articles.checking.places import CitationTarget
from articles.checking.standing import standing_of
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date

_MOST_ELSEWHERE = 5


def quotation_finding(judged: CheckJudgement, quotation: DraftQuotation) -> Finding:
    place, words = judged.place, judged.words
    status, label = standing_of(place.policy) if place else ("", "")
    unit = place.unit if place else None
    differences = _differences(judged.comparison)
    return Finding(
        *_span(words),
        FindingKind.QUOTATION,
        judged.verdict,
        "",
        _explained(judged, differences, is_marked=quotation.is_marked),
        status,
        label,
        unit,
        differences if judged.verdict is not CheckVerdict.PARAPHRASE else (),
        _right(judged),
        tuple(each.unit for each in judged.elsewhere[:_MOST_ELSEWHERE]),
    )


def _span(words: CountedLetters) -> tuple[int, int]:
    return words.offsets[0], words.offsets[-1] + 1


def _differences(comparison: Resemblance) -> tuple[Difference, ...]:
    return tuple(
        Difference(each.start, each.end, each.draft, each.right, each.stress) for each in comparison.edits
    )


def _right(judged: CheckJudgement) -> str:
    """What to put in the place of the draft's words: the right words, or the right citation."""
    place, compared = judged.place, judged.comparison
    if place is None or judged.verdict is CheckVerdict.EXACT:
        return ""
    if judged.verdict is CheckVerdict.MISATTRIBUTED:
        return place.unit.citation
    return place.text[compared.start : compared.end]


def _explained(judged: CheckJudgement, differences: tuple[Difference, ...], *, is_marked: bool) -> str:
    place = judged.place
    where = f"{in_title_marks(place.policy.title)}{place.label if place.label else ''}" if place else ""
    match judged.verdict:
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
        dict.fromkeys(each.stress.label for each in differences if each.stress is not Stress.OTHER)
    )
    about = f"，涉及{'、'.join(stressed)}" if stressed else ""
    return f"与{where}有{len(differences)}处出入{about}"


def of_earlier_text(words: CountedLetters, place: CitationTarget, version: EarlierText, text: str) -> Finding:
    """Words of an earlier version."""
    status, label = standing_of(place.policy)
    made = place.policy.version_date
    now = f"{written_date(made)}的文本" if made else "现行文本"
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


def not_held(words: CountedLetters, document: DraftDocument) -> Finding:
    name = in_title_marks(document.title) if document.title else document.number
    return Finding(
        *_span(words),
        FindingKind.QUOTATION,
        CheckVerdict.NOT_HELD,
        "",
        f"本库没有收录{name}，不能核对这些话，不表示写错",
    )
