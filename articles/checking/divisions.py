"""The part, chapter or section that a citation names: 第三编第二章, 合同编第二章, 分则第三章第二节."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.models import Division
from articles.models.articles.division import DivisionKind
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import Citation
from articles.text.numbers.numerals import write_number

_LEVELS = (
    (DivisionKind.PART, "part", "编"),
    (DivisionKind.SUBPART, "subpart", "分编"),
    (DivisionKind.CHAPTER, "chapter", "章"),
    (DivisionKind.SECTION, "section", "节"),
)


def names_division(cited: Citation) -> bool:
    """Whether a citation names a part, chapter or section."""
    return bool(cited.named_part) or any(getattr(cited, name) is not None for _, name, _ in _LEVELS)


def division_meant(cited: Citation, divisions: Sequence[Division]) -> Division | str:
    """The division that a citation names among those of a policy, or what it lacks: 没有第九章；它共六章."""
    within = list(divisions)
    division: Division | None = None
    if cited.named_part:
        within = list(_divisions_titled(cited.named_part, divisions))
        if not within:
            return f"没有{cited.named_part}"
        division, within = within[0], list(_divisions_below(within[0], divisions))
    for kind, name, word in _LEVELS:
        number = getattr(cited, name)
        if number is None:
            continue
        of_kind = [candidate for candidate in within if candidate.kind == kind]
        matches = [candidate for candidate in of_kind if candidate.number == number]
        if not matches:
            scope = f"共{len(of_kind)}{word}" if of_kind else f"不分{word}"
            whole = division.label or division.title if division else "它"
            return f"没有第{write_number(number)}{word}；{whole}{scope}"
        division, within = matches[0], list(_divisions_below(matches[0], divisions))
    return division or "没有这一处"


def _divisions_titled(part: str, divisions: Sequence[Division]) -> Iterator[Division]:
    """The divisions with the title of a part, the highest first; the heading of 合同编 may be 合同 alone."""
    names = {part, part.removesuffix("编"), part.removesuffix("分编")}
    kinds = (DivisionKind.PART, DivisionKind.SUBPART, DivisionKind.CHAPTER)
    of_name = [division for division in divisions if title_key(division.title) in names]
    return (division for kind in kinds for division in of_name if division.kind == kind)


def _divisions_below(division: Division, divisions: Sequence[Division]) -> Iterator[Division]:
    return (other for other in divisions if division in other.lineage and other != division)
