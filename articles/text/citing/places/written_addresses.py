"""Units as readers write them into addresses: /articles/第25条/, /articles/025.docx, /chapters/第六章/.

The permanent spelling is what `article_address` and the division's own address give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.citing.places.article_citations import HIGHEST_SUFFIX, Citation, parse_citation
from articles.text.numbers.numerals import HIGHEST
from articles.text.wording.characters.folding import fold

_WRITTEN = r"(?P<unit>[^/]*?)/?(?:\.(?P<format>{formats}))?/?"
# The formats that each kind of unit has an address for.
_ARTICLE = re.compile(_WRITTEN.format(formats="jsonld|json|xml|txt|docx"))
_CHAPTER = re.compile(_WRITTEN.format(formats="json|txt|docx|xlsx"))
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
    match = _ARTICLE.fullmatch(fold(written))
    citation = parse_citation(match["unit"]) if match else None
    if match is None or citation is None or not _is_article(citation):
        return None
    return WrittenUnit(citation, match["format"] or "")


def parse_written_chapter(written: str) -> tuple[str, str] | None:
    """The address of a chapter, 6 for 第六章, 06 or 六, and the suffix of a format; None for what is none.

    >>> parse_written_chapter("第六章/"), parse_written_chapter("2-01.docx"), parse_written_chapter("第六条")
    (('6', ''), ('2-1', 'docx'), None)
    """
    match = _CHAPTER.fullmatch(fold(written))
    address = _chapter_address(match["unit"].replace(" ", "")) if match else None
    return (address, match["format"] or "") if match and address else None


def _chapter_address(unit: str) -> str | None:
    if _CHAPTER_NUMBERS.fullmatch(unit):
        return "-".join(number.lstrip("0") for number in unit.split("-"))
    citation = parse_citation(unit) if unit.endswith("章") else parse_citation(f"{unit}章")
    return _cited_chapter(citation) if citation else None


def _cited_chapter(citation: Citation) -> str | None:
    numbers = [number for number in (citation.part, citation.subpart, citation.chapter) if number is not None]
    chapter_alone = Citation(part=citation.part, subpart=citation.subpart, chapter=citation.chapter)
    return "-".join(map(str, numbers)) if citation == chapter_alone and _are_possible(numbers) else None


def _is_article(citation: Citation) -> bool:
    is_elsewhere = citation.title or citation.document_number
    number, suffix = citation.article or 0, citation.suffix
    return not is_elsewhere and _are_possible([number]) and 0 <= suffix <= HIGHEST_SUFFIX


def _are_possible(numbers: list[int]) -> bool:
    return all(1 <= number <= HIGHEST for number in numbers)
