"""Automatic numbering in Word: a label such as 第%1条 is printed, but is not in the paragraph's text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from articles.text.citing.numerals import HIGHEST, write_number
from articles.text.parsing.whole_numbers import whole_number

_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    }
)
#: Longest label text of a level in Word (ECMA-376 part 1, 17.9.11).
_LONGEST = 255
_WORDS = ("条", "章", "节", "编", "、", "）", ")")


@dataclass(frozen=True)
class _Level:
    start: int
    is_chinese: bool
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, document: Document) -> None:
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._style_numbers: dict[str, tuple[str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, ValueError):
            return
        self._read(root)
        self._read_styles(document)

    def label(self, paragraph: etree._Element) -> str:
        """The label Word prints before a paragraph, with a space after it, or ""."""
        properties = paragraph.find(qn("w:pPr"))
        numbered = self._number_of(properties) if properties is not None else None
        level = self._levels.get((self._abstract_of.get(numbered[0], ""), numbered[1])) if numbered else None
        if (
            numbered is None
            or level is None
            or len(level.text) > _LONGEST
            or not any(word in level.text for word in _WORDS)
        ):
            return ""
        abstract, depth = self._abstract_of[numbered[0]], numbered[1]
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other_depth for other_depth in counts if other_depth > depth]:
            del counts[deeper]
        return self._label_text(abstract, level, counts)

    def _label_text(self, abstract: str, level: _Level, counts: dict[int, int]) -> str:
        text = level.text
        for depth, count in counts.items():
            if f"%{depth + 1}" not in text:
                continue
            numbered = self._levels[abstract, depth]
            number = write_number(count) if numbered.is_chinese else str(count)
            text = text.replace(f"%{depth + 1}", number)
        return f"{text} " if text.endswith(("条", "章", "节", "编")) else text

    def _number_of(self, properties: etree._Element) -> tuple[str, int] | None:
        numbered = properties.find(qn("w:numPr"))
        if numbered is None:
            style = properties.find(qn("w:pStyle"))
            return self._style_numbers.get(style.get(qn("w:val"), "")) if style is not None else None
        return _number(numbered)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            for level in abstract.findall(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId"), ""), _number_in(level.get(qn("w:ilvl"), ""), 0))
                self._levels[key] = _Level(
                    start=_number_in(_value(level, "w:start"), 1),
                    is_chinese=_value(level, "w:numFmt") in _CHINESE,
                    text=_value(level, "w:lvlText"),
                )
        for number in root.findall(qn("w:num")):
            self._abstract_of[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId")

    def _read_styles(self, document: Document) -> None:
        for style in document.styles.element.findall(qn("w:style")):
            numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbered is not None and (number := _number(numbered)):
                self._style_numbers[style.get(qn("w:styleId"))] = number


def _number(numbered: etree._Element) -> tuple[str, int] | None:
    number = _value(numbered, "w:numId")
    return (number, _number_in(_value(numbered, "w:ilvl"), 0)) if number and number != "0" else None


def _number_in(value: str, otherwise: int) -> int:
    """The number in an attribute; like Word, the default for an invalid one."""
    return whole_number(value, at_most=HIGHEST) or otherwise


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(qn(name))
    return child.get(qn("w:val"), "") if child is not None else ""
