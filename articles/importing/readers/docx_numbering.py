"""Automatic numbering in Word: a label such as 第%1条 is printed, but is not in the paragraph's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from articles.importing.readers.list_numbers import list_number
from articles.text.numbers.numerals import HIGHEST
from articles.text.numbers.whole_numbers import whole_number

#: Longest label text of a level in Word (ECMA-376 part 1, 17.9.11), and the deepest level (17.9.6).
_LONGEST, _DEEPEST = 255, 8
_PLACE = re.compile(r"%([1-9])")
_ARTICLES = re.compile(r"第\s*%[2-9]\s*条")
#: A chain of styles, each based on the next, is followed so far.
_LONGEST_CHAIN = 20


@dataclass(frozen=True)
class _Level:
    """A level of a list. `restarts_after` is the depth whose numbers begin it anew; -1 for none."""

    start: int
    format: str
    text: str
    restarts_after: int
    is_legal: bool
    style: str


class DocxNumbering:
    """Counts the numbered paragraphs of a document in order.

    The lists (w:num) of one definition (w:abstractNum) count on, unless a list says where it starts
    (ECMA-376 part 1, 17.9). `is_converted` is a document that LibreOffice has written, which cannot keep
    that a level does not begin anew: its articles below chapters run on, as laws number theirs.
    """

    def __init__(self, document: Document, *, is_converted: bool = False) -> None:
        self._is_converted = is_converted
        self.runs_on = False
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {
            style.get(qn("w:styleId"), ""): style for style in document.styles.element.findall(qn("w:style"))
        }
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, ValueError):
            return
        self._read(root)

    def label(self, paragraph: etree._Element) -> str | None:
        """The label Word prints before a paragraph, "" for none, None for a bullet.

        A space parts it from the text where it does not end with a mark, as in 第一条 and 1.1.
        """
        number, depth = self._number_of(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None or len(level.text) > _LONGEST:
            return ""
        self._count(number, depth, level)
        if level.format == "bullet":
            return None
        label = self._written(number, level)
        return f"{label} " if label and label[-1].isalnum() else label

    def _count(self, number: str, depth: int, level: _Level) -> None:
        counts = self._counts[self._abstract_of[number]]
        if depth in self._starts[number] and (number, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((number, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for above, skipped in self._levels[number].items():
            if above < depth:
                counts.setdefault(above, skipped.start)
        for deeper in [other for other in counts if other > depth]:
            below = self._levels[number].get(deeper)
            if below and self._is_converted and _ARTICLES.search(below.text):
                self.runs_on = True
            elif below is None or depth <= below.restarts_after:
                del counts[deeper]

    def _written(self, number: str, level: _Level) -> str:
        counts = self._counts[self._abstract_of[number]]

        def part(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            shown = self._levels[number].get(depth)
            if shown is None:
                return ""
            form = "decimal" if level.is_legal else shown.format
            return list_number(counts.get(depth, shown.start), form)

        return _PLACE.sub(part, level.text).strip()

    def _number_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list of a paragraph, by itself or by its style, and its level there; "" if it has none."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._number_of_styles(self._default_style(), None)
        own = properties.find(qn("w:numPr"))
        number, depth = (_value(own, "w:numId"), _depth(own)) if own is not None else ("", None)
        if number:
            return number, depth or 0
        return self._number_of_styles(_value(properties, "w:pStyle") or self._default_style(), depth)

    def _default_style(self) -> str:
        return next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph"
            ),
            "",
        )

    def _number_of_styles(self, name: str, depth: int | None) -> tuple[str, int]:
        number = ""
        for style in self._chain(name):
            numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbered is None:
                continue
            number = number or _value(numbered, "w:numId")
            depth = _depth(numbered) if depth is None else depth
            if number:
                break
        if depth is None:
            linked = (level for level, each in self._levels.get(number, {}).items() if each.style == name)
            depth = next(linked, 0)
        return number, depth

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """The style and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "w:basedOn")

    def _read(self, root: etree._Element) -> None:
        abstracts = {each.get(qn("w:abstractNumId"), ""): each for each in root.findall(qn("w:abstractNum"))}
        numbers = {each.get(qn("w:numId"), ""): each for each in root.findall(qn("w:num"))}
        for name, number in numbers.items():
            abstract = self._defining(_value(number, "w:abstractNumId"), abstracts, numbers)
            self._abstract_of[name] = abstract
            self._levels[name] = _levels_in(abstracts.get(abstract))
            self._starts[name] = {}
            for override in number.findall(qn("w:lvlOverride")):
                self._override(name, override)

    def _defining(self, name: str, abstracts: dict, numbers: dict) -> str:
        """The definition itself, where `name` only names a style of lists (w:numStyleLink)."""
        abstract = abstracts.get(name)
        link = _value(abstract, "w:numStyleLink") if abstract is not None else ""
        style = self._styles.get(link)
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if style is not None else None
        linked = numbers.get(_value(numbered, "w:numId")) if numbered is not None else None
        return _value(linked, "w:abstractNumId") if linked is not None else name

    def _override(self, name: str, override: etree._Element) -> None:
        depth = _number_in(override.get(qn("w:ilvl"), ""), 0)
        if (own := override.find(qn("w:lvl"))) is not None:
            self._levels[name][depth] = _level(own, depth)
        if override.find(qn("w:startOverride")) is None or depth not in self._levels[name]:
            return
        start = _start(override, "w:startOverride")
        self._starts[name][depth] = start
        self._levels[name][depth] = replace(self._levels[name][depth], start=start)


def _levels_in(abstract: etree._Element | None) -> dict[int, _Level]:
    if abstract is None:
        return {}
    levels = ((_number_in(level.get(qn("w:ilvl"), ""), 0), level) for level in abstract.findall(qn("w:lvl")))
    return {depth: _level(level, depth) for depth, level in levels if depth <= _DEEPEST}


def _level(level: etree._Element, depth: int) -> _Level:
    otherwise = depth if level.find(qn("w:lvlRestart")) is None else 0
    return _Level(
        start=_start(level, "w:start"),
        format=_value(level, "w:numFmt") or "decimal",
        text=_value(level, "w:lvlText"),
        restarts_after=_number_in(_value(level, "w:lvlRestart"), otherwise) - 1,
        is_legal=_is_on(level.find(qn("w:isLgl"))),
        style=_value(level, "w:pStyle"),
    )


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _depth(numbered: etree._Element) -> int | None:
    depth = numbered.find(qn("w:ilvl"))
    return None if depth is None else _number_in(depth.get(qn("w:val"), ""), 0)


def _start(parent: etree._Element, name: str) -> int:
    value = _value(parent, name)
    return 0 if value == "0" else _number_in(value, 1)


def _number_in(value: str, otherwise: int) -> int:
    """The number in an attribute; like Word, the default for an invalid one."""
    return whole_number(value, at_most=HIGHEST) or otherwise


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(qn(name))
    return child.get(qn("w:val"), "") if child is not None else ""
