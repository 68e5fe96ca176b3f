"""Writes what is known of a citation as a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.findings import CheckVerdict, Difference, Finding, FindingKind, Stress
from articles.checking.judging.stated_metadata import Mismatch, document_meant, mismatches
from articles.checking.library import EarlierText
from articles.checking.missing import Missing
from articles.checking.places import CitationTarget, Places
from articles.checking.standing import standing_of
from articles.models import Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date
from articles.text.wording.characters.folding import Folded

_STRESSES = {"date": Stress.DATE, "number": Stress.NUMBER}


def citation_finding(
    draft: Folded,
    citation: DraftCitation,
    place: CitationTarget | None,
    places: Places,
    missing: Mapping[str, Missing],
    earlier: Mapping[int, Sequence[EarlierText]],
) -> Finding:
    """What the library says of a citation of the draft, whose `place` was looked up: whether the document and
    the place are there, and whether number, body and date are stated as they are."""
    start, end = draft.original_span(citation.start, citation.end)
    target = _comparison_target(citation, place, places)
    if target is None or (target.problem and not places.is_sure(citation.document)):
        return Finding(
            start,
            end,
            FindingKind.CITATION,
            CheckVerdict.NOT_HELD,
            words="",
            explanation=_explain_not_sure(target) if target else _explain_not_held(citation, places, missing),
        )
    misstated = mismatches(draft.text, citation, places, target.policy)
    verdict, explanation, right = _verdict(citation, target, misstated, earlier)
    status, label = standing_of(target.policy)
    return Finding(
        start,
        end,
        FindingKind.CITATION,
        verdict,
        words="",
        explanation=explanation,
        status=status,
        status_label=label,
        unit=target.unit,
        differences=tuple(_difference(draft, mismatch) for mismatch in misstated),
        right=right,
    )


def _comparison_target(
    citation: DraftCitation, place: CitationTarget | None, places: Places
) -> CitationTarget | None:
    """What a citation is compared with: its place, else the document that its name and number mean; None
    where no document has its number."""
    policy, _ = document_meant(citation, places)
    if policy is None:
        return None if citation.document.number else place
    return place or CitationTarget(policy)


def _verdict(
    citation: DraftCitation,
    place: CitationTarget,
    misstated: Sequence[Mismatch],
    earlier: Mapping[int, Sequence[EarlierText]],
) -> tuple[CheckVerdict, str, str]:
    """The verdict, its explanation and the right words."""
    policy = place.policy
    other = _other_version(citation, policy)
    if place.problem and other:
        return *other, ""
    if place.problem:
        for version in earlier.get(policy.pk, ()):
            if version.text_at(citation.place):
                explanation = f"{place.problem}；{version.name}有这一条，引用的可能是旧版本"
                return CheckVerdict.OLD_VERSION, explanation, ""
        return CheckVerdict.NO_SUCH_UNIT, f"{place.problem}{_compared_text_note(policy)}", ""
    if misstated:
        return (
            CheckVerdict.DIFFERS,
            "；".join(mismatch.explanation for mismatch in misstated),
            policy.citation,
        )
    if other:
        return *other, ""
    return CheckVerdict.EXACT, _explain_exists(place), ""


def _compared_text_note(policy: Policy) -> str:
    """Which text was looked at: another one may have other numbers."""
    dated = policy.version_date
    text = f"本库{written_date(dated)}的文本" if dated else "本库的文本"
    return f"（按{text}；引用别的版本的，条号可能不同）"


def _other_version(citation: DraftCitation, policy: Policy) -> tuple[CheckVerdict, str] | None:
    """The verdict and explanation where the draft cites another version of the policy by its year."""
    year, dated = citation.document.version, policy.version_date
    if not year or not dated or year == dated.year or f"({year}" in policy.title_key:
        return None
    explanation = f"引用的是{year}年的文本，本库的是{written_date(dated)}的文本，条号和文字可能不同"
    return (CheckVerdict.OLD_VERSION if year < dated.year else CheckVerdict.NOT_HELD), explanation


def _explain_exists(place: CitationTarget) -> str:
    """That the place exists, in words that do not claim more."""
    if place.is_whole:
        return f"本库收录了{in_title_marks(place.policy.title)}"
    return f"{in_title_marks(place.policy.title)}有{place.label}；这里只核对了出处存在"


def _explain_not_sure(place: CitationTarget) -> str:
    """That a name may be the end of a longer one, of a document that is not held."""
    return f"不能确定指的是不是{in_title_marks(place.policy.title)}（{place.problem}），不表示写错"


def _explain_not_held(citation: DraftCitation, places: Places, missing: Mapping[str, Missing]) -> str:
    title, number = citation.document.title, citation.document.number
    namesakes = "、".join(policy.document_number for policy in places.policies_of(citation.document))
    if number and (namesakes or not title):
        same = f"；本库收录的同名文件是{namesakes}" if namesakes else ""
        return f"本库没有收录发文字号为“{number}”的文件，不能核对，不表示写错{same}"
    return missing.get(title, Missing(title)).explanation


def _difference(draft: Folded, misstated: Mismatch) -> Difference:
    start, end = draft.original_span(misstated.start, misstated.end)
    return Difference(start, end, "", misstated.right, _STRESSES.get(misstated.field, Stress.OTHER))
