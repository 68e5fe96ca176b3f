"""Units as readers write them into addresses: /articles/第25条/, /articles/025.docx, /chapters/第六章/.

The permanent spelling is what `article_address` and the division's own address give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articles.text.citing.article_citations import HIGHEST_SUFFIX, Citation, parse_citation
from articles.text.citing.numerals import HIGHEST
from articles.text.wording.folding import fold

_WRITTEN = re.compile(r"(?P<unit>[^/]*?)/?(?:\.(?P<format>jsonld|json|xml|txt|docx))?/?")
_CHAPTER_NUMBERS = re.compile(r"0*[1-9][0-9]{0,4}(?:-0*[1-9][0-9]{0,4}){0,2}")


@dataclass(frozen=True)
class WrittenUnit:
    """A cited article or chapter and the suffix of the format asked for, or ""."""

    citation: Citation
    export_format: str = ""


def parse_written_article(written: str) -> WrittenUnit | None:
    """Read an article in an address; None for what is no article's number.

    >>> parse_written_article("第25条.docx/").export_format
    'docx'
    >>> parse_written_article("总则") is None
    True
    """
    match = _WRITTEN.fullmatch(fold(written))
    citation = parse_citation(match["unit"]) if match else None
    if match is None or citation is None or not _is_article(citation):
        return None
    return WrittenUnit(citation, match["format"] or "")


def parse_written_chapter(written: str) -> str | None:
    """The address of a chapter: 6 for 第六章, 06 or 六; 2-1 for 第二编第一章. None for what is no chapter.

    >>> parse_written_chapter("第六章/"), parse_written_chapter("2-01"), parse_written_chapter("第六条")
    ('6', '2-1', None)
    """
    unit = fold(written).removesuffix("/").replace(" ", "")
    if _CHAPTER_NUMBERS.fullmatch(unit):
        return "-".join(number.lstrip("0") for number in unit.split("-"))
    citation = parse_citation(unit) or parse_citation(f"{unit}章")
    return _chapter_address(citation) if citation else None


def _chapter_address(citation: Citation) -> str | None:
    if citation.is_certain is False and citation.article and not citation.suffix and not citation.title:
        citation = Citation(chapter=citation.article)  # 六, which might as well be an article
    numbers = [number for number in (citation.part, citation.subpart, citation.chapter) if number is not None]
    is_chapter = citation.chapter is not None and citation == replace(
        Citation(), part=citation.part, subpart=citation.subpart, chapter=citation.chapter
    )
    return "-".join(map(str, numbers)) if is_chapter and _are_possible(numbers) else None


def _is_article(citation: Citation) -> bool:
    is_elsewhere = citation.title or citation.document_number
    number, suffix = citation.article or 0, citation.suffix
    return not is_elsewhere and _are_possible([number]) and 0 <= suffix <= HIGHEST_SUFFIX


def _are_possible(numbers: list[int]) -> bool:
    return all(1 <= number <= HIGHEST for number in numbers)
