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
        self._read_definitions(root)

    def label(self, paragraph: etree._Element) -> str | None:
        """The label Word prints before a paragraph, "" for none, None for a bullet.

        A space parts it from the text where it does not end with a mark, as in 第一条 and 1.1.
        """
        number, depth = self._list_and_depth(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None or len(level.text) > _LONGEST:
            return ""
        self._count(number, depth, level)
        if level.format == "bullet":
            return None
        label = self._label_text(number, level)
        return f"{label} " if label and label[-1].isalnum() else label

    def _count(self, number: str, depth: int, level: _Level) -> None:
        counts = self._counts[self._abstract_of[number]]
        if depth in self._starts[number] and (number, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((number, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for depth_above, level_above in self._levels[number].items():
            if depth_above < depth:
                counts.setdefault(depth_above, level_above.start)
        for depth_below in [counted_depth for counted_depth in counts if counted_depth > depth]:
            level_below = self._levels[number].get(depth_below)
            if level_below and self._is_converted and _ARTICLES.search(level_below.text):
                self.runs_on = True
            elif level_below is None or depth <= level_below.restarts_after:
                del counts[depth_below]

    def _label_text(self, number: str, level: _Level) -> str:
        counts = self._counts[self._abstract_of[number]]

        def counted_number(placeholder: re.Match[str]) -> str:
            depth = int(placeholder[1]) - 1
            counted_level = self._levels[number].get(depth)
            if counted_level is None:
                return ""
            form = "decimal" if level.is_legal else counted_level.format
            return list_number(counts.get(depth, counted_level.start), form)

        return _PLACE.sub(counted_number, level.text).strip()

    def _list_and_depth(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list of a paragraph, by itself or by its style, and its level there; "" if it has none."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._list_and_depth_of_styles(self._default_style(), None)
        list_properties = properties.find(qn("w:numPr"))
        number = _value(list_properties, "w:numId") if list_properties is not None else ""
        depth = _depth(list_properties) if list_properties is not None else None
        if number:
            return number, depth or 0
        return self._list_and_depth_of_styles(_value(properties, "w:pStyle") or self._default_style(), depth)

    def _default_style(self) -> str:
        return next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph"
            ),
            "",
        )

    def _list_and_depth_of_styles(self, name: str, depth: int | None) -> tuple[str, int]:
        number = ""
        for style in self._chain(name):
            list_properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if list_properties is None:
                continue
            number = number or _value(list_properties, "w:numId")
            depth = _depth(list_properties) if depth is None else depth
            if number:
                break
        if depth is None:
            levels = self._levels.get(number, {})
            linked_depths = (level_depth for level_depth, level in levels.items() if level.style == name)
            depth = next(linked_depths, 0)
        return number, depth

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """The style and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "w:basedOn")

    def _read_definitions(self, root: etree._Element) -> None:
        abstracts = {
            abstract.get(qn("w:abstractNumId"), ""): abstract
            for abstract in root.findall(qn("w:abstractNum"))
        }
        numbers = {number.get(qn("w:numId"), ""): number for number in root.findall(qn("w:num"))}
        for name, number in numbers.items():
            definition = self._definition_name(_value(number, "w:abstractNumId"), abstracts, numbers)
            self._abstract_of[name] = definition
            self._levels[name] = _definition_levels(abstracts.get(definition))
            self._starts[name] = {}
            for override in number.findall(qn("w:lvlOverride")):
                self._override(name, override)

    def _definition_name(self, name: str, abstracts: dict, numbers: dict) -> str:
        """The definition itself, where `name` only names a style of lists (w:numStyleLink)."""
        abstract = abstracts.get(name)
        link = _value(abstract, "w:numStyleLink") if abstract is not None else ""
        style = self._styles.get(link)
        list_properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if style is not None else None
        linked_list = numbers.get(_value(list_properties, "w:numId")) if list_properties is not None else None
        return _value(linked_list, "w:abstractNumId") if linked_list is not None else name

    def _override(self, name: str, override: etree._Element) -> None:
        depth = _parsed_number(override.get(qn("w:ilvl"), ""), 0)
        if (overriding_level := override.find(qn("w:lvl"))) is not None:
            self._levels[name][depth] = _level(overriding_level, depth)
        if override.find(qn("w:startOverride")) is None or depth not in self._levels[name]:
            return
        start = _start(override, "w:startOverride")
        self._starts[name][depth] = start
        self._levels[name][depth] = replace(self._levels[name][depth], start=start)


def _definition_levels(abstract: etree._Element | None) -> dict[int, _Level]:
    if abstract is None:
        return {}
    levels = (
        (_parsed_number(level.get(qn("w:ilvl"), ""), 0), level) for level in abstract.findall(qn("w:lvl"))
    )
    return {depth: _level(level, depth) for depth, level in levels if depth <= _DEEPEST}


def _level(level: etree._Element, depth: int) -> _Level:
    default_restart = depth if level.find(qn("w:lvlRestart")) is None else 0
    return _Level(
        start=_start(level, "w:start"),
        format=_value(level, "w:numFmt") or "decimal",
        text=_value(level, "w:lvlText"),
        restarts_after=_parsed_number(_value(level, "w:lvlRestart"), default_restart) - 1,
        is_legal=is_on(level.find(qn("w:isLgl"))),
        style=_value(level, "w:pStyle"),
    )


def is_on(element: etree._Element | None) -> bool:
    """Whether an element that switches something is there and does not say no (ECMA-376 part 1, 17.17.4)."""
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _depth(list_properties: etree._Element) -> int | None:
    depth = list_properties.find(qn("w:ilvl"))
    return None if depth is None else _parsed_number(depth.get(qn("w:val"), ""), 0)


def _start(parent: etree._Element, name: str) -> int:
    value = _value(parent, name)
    return 0 if value == "0" else _parsed_number(value, 1)


def _parsed_number(value: str, default: int) -> int:
    """The number in an attribute; for an invalid one the default, as in Word."""
    return whole_number(value, at_most=HIGHEST) or default


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(qn(name))
    return child.get(qn("w:val"), "") if child is not None else ""
