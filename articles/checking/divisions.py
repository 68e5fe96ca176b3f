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
    return bool(cited.named_part) or any(getattr(cited, name) is not None for _, name, _ in _LEVELS)


def division_meant(cited: Citation, divisions: Sequence[Division]) -> Division | str:
    """The division that a citation names among those of a policy, or what it lacks: 没有第九章；它共六章."""
    within = list(divisions)
    meant: Division | None = None
    if cited.named_part:
        within = list(_named(cited.named_part, divisions))
        if not within:
            return f"没有{cited.named_part}"
        meant, within = within[0], list(_below(within[0], divisions))
    for kind, name, word in _LEVELS:
        number = getattr(cited, name)
        if number is None:
            continue
        of_kind = [each for each in within if each.kind == kind]
        found = [each for each in of_kind if each.number == number]
        if not found:
            scope = f"共{len(of_kind)}{word}" if of_kind else f"不分{word}"
            return (
                f"没有第{write_number(number)}{word}；{meant.label or meant.title if meant else '它'}{scope}"
            )
        meant, within = found[0], list(_below(found[0], divisions))
    return meant or "没有这一处"


def _named(part: str, divisions: Sequence[Division]) -> Iterator[Division]:
    """合同编 stands above its chapters as 合同."""
    names = {part, part.removesuffix("编"), part.removesuffix("分编")}
    kinds = (DivisionKind.PART, DivisionKind.SUBPART, DivisionKind.CHAPTER)
    of_name = [each for each in divisions if title_key(each.title) in names]
    return (each for kind in kinds for each in of_name if each.kind == kind)


def _below(division: Division, divisions: Sequence[Division]) -> Iterator[Division]:
    return (each for each in divisions if division in each.lineage and each != division)
