"""Numbers of ordered lists in a web page, written as text as a browser shows them (HTML, 4.4.5 and 4.4.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.importing.readers.list_numbers import list_number
from articles.text.parsing.units.listed_labels import possible_label_of
from articles.text.parsing.units.unit_labels import unit_label_of

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?P<type>[a-z-]+)", re.IGNORECASE)
#: The formats of Word that write the same numbers, and what stands behind them.
_FORMATS = {
    **dict.fromkeys(("1", "decimal"), ("decimal", ".")),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), ("lowerLetter", ".")),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), ("upperLetter", ".")),
    **dict.fromkeys(("i", "lower-roman"), ("lowerRoman", ".")),
    **dict.fromkeys(("I", "upper-roman"), ("upperRoman", ".")),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal"), ("chineseCountingThousand", "、")),
}
_FEWEST = 2
_WHOLE = re.compile(r"\s*([+-]?\d{1,6})")


def write_list_numbers(body: etree._Element) -> None:
    """Write the number of each item of an <ol> in front of its words.

    Lists of links (a menu), of items that print a label themselves and without signs get none.
    """
    for ordered in list(body.iter("ol")):
        items = [item for item in ordered if item.tag == "li"]
        number_format = _FORMATS.get(_list_type(ordered))
        if number_format and len(items) >= _FEWEST and all(map(_is_unlabelled, items)):
            for number, item in _numbered_items(ordered, items):
                _insert_label(item, f"{list_number(number, number_format[0])}{number_format[1]}")


def _list_type(ordered: etree._Element) -> str:
    style = _STYLE.search(ordered.get("style", ""))
    return style["type"].lower() if style else ordered.get("type", "1")


def _is_unlabelled(item: etree._Element) -> bool:
    text = "".join(map(str, item.itertext())).strip()
    link_text = "".join("".join(map(str, link.itertext())) for link in item.iter("a")).strip()
    return bool(text) and text != link_text and not (unit_label_of(text) or possible_label_of(text))


def _numbered_items(
    ordered: etree._Element, items: list[etree._Element]
) -> Iterator[tuple[int, etree._Element]]:
    is_reversed = ordered.get("reversed") is not None
    number = _whole_number(ordered.get("start"), len(items) if is_reversed else 1)
    for item in items:
        number = _whole_number(item.get("value"), number)
        yield number, item
        number += -1 if is_reversed else 1


def _whole_number(text: str | None, otherwise: int) -> int:
    match = _WHOLE.match(text or "")
    return int(match[1]) if match else otherwise


def _insert_label(item: etree._Element, label: str) -> None:
    """Put the label before the first words of an item, in the paragraph that they stand in."""
    for element in item.iter(etree.Element):
        if text := (element.text or "").lstrip():
            element.text = label + text
            return
        if element is not item and (tail := (element.tail or "").lstrip()):
            element.tail = label + tail
            return
