"""A web page → its lines, each with the element that holds it; tables on the full grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import takewhile

from lxml import etree

from articles.importing.readers.extraction import TextLine
from articles.importing.readers.grid import SourceCell, table_lines
from articles.text.numbers.whole_numbers import whole_number

_SKIPPED = frozenset(
    """script style noscript template head nav header footer iframe select button textarea svg
    object""".split()  # noqa: SIM905 - a list of forty strings reads worse
)
_INLINE = frozenset(
    """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small
    span strike strong sub sup time tt u var wbr o:p st1:chsdate""".split()  # noqa: SIM905
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
# A line break between two Chinese characters is removed (CSS Text 3, segment break transformation).
_CHINESE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef“”‘’…—"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])[ \t]*\r?\n[ \t\r\n]*(?=[{_CHINESE}])")
_HIGHEST_SPAN = 65_534  # HTML, 4.9.11
_TOO_HIGH = re.compile(r"[1-9][0-9]{5,}")


def page_lines(body: etree._Element) -> list[TextLine]:
    """The lines that a reader of the page sees, in its order."""
    return [line for line in _blocks(body, _holding_blocks(body)) if line.text]


def collapsed(text: str) -> str:
    """The text with each run of white space as one space, as a browser shows it."""
    return _WHITE.sub(" ", text)


def _blocks(element: etree._Element, holding_blocks: Set[etree._Element]) -> Iterator[TextLine]:
    pieces: list[str] = []

    def flush() -> Iterator[TextLine]:
        for text in _text_lines("".join(pieces), is_preformatted=element.tag == "pre"):
            yield TextLine(text, element=element)
        pieces.clear()

    pieces.append(element.text or "")
    for child in element:
        if is_skipped(child):
            pass
        elif child.tag == "br":
            yield from flush()
        elif child.tag in ("table", "tr"):
            yield from flush()
            yield from _table(child, holding_blocks)
        elif child.tag in _INLINE and child not in holding_blocks:
            pieces.append(_inline_text(child))
        else:
            yield from flush()
            yield from _blocks(child, holding_blocks)
        pieces.append(child.tail or "")
    yield from flush()


def is_skipped(element: etree._Element) -> bool:
    """Whether a reader of the page does not see the element."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _holding_blocks(body: etree._Element) -> Set[etree._Element]:
    """The elements that contain a line break or block element. Visits each once, however deep the nesting."""
    holding: set[etree._Element] = set()
    for element in body.iterdescendants(etree.Element):
        if element.tag == "br" or element.tag not in _INLINE:
            holding.update(takewhile(lambda ancestor: ancestor not in holding, element.iterancestors()))
    return holding


def _inline_text(element: etree._Element) -> str:
    return "" if element.tag in _SKIPPED else "".join(map(str, element.itertext()))


def _table(table: etree._Element, holding_blocks: Set[etree._Element]) -> Iterator[TextLine]:
    """The table's lines; what stands in it outside its rows comes first."""
    rows = [table] if table.tag == "tr" else []
    for child in table if table.tag == "table" else ():
        if is_skipped(child):
            continue
        if child.tag in ("thead", "tbody", "tfoot"):
            rows += [row for row in child if row.tag == "tr" and not is_skipped(row)]
        elif child.tag == "tr":
            rows.append(child)
        elif child.tag not in ("colgroup", "col"):
            yield from _blocks(child, holding_blocks)
    grid = [[_cell(cell, holding_blocks) for cell in row if cell.tag in ("td", "th")] for row in rows]
    yield from table_lines(grid, rows, is_drawn=_is_drawn(table))


def _cell(cell: etree._Element, holding_blocks: Set[etree._Element]) -> SourceCell:
    if is_skipped(cell):
        return SourceCell(())
    lines = tuple(line for line in _blocks(cell, holding_blocks) if line.text)
    return SourceCell(lines, rows=_span(cell, "rowspan"), columns=_span(cell, "colspan"))


def _span(cell: etree._Element, name: str) -> int:
    """How far a cell goes; a rowspan of 0 is to the end of the table, like one that is too high."""
    value = cell.get(name, "").strip()
    if (name == "rowspan" and value == "0") or _TOO_HIGH.fullmatch(value):
        return _HIGHEST_SPAN
    return whole_number(value, at_most=_HIGHEST_SPAN) or 1


def _is_drawn(table: etree._Element) -> bool:
    """Whether the table has heads or lines of its own, which one that lays out a page has not."""
    has_heads = any(next(head.iterancestors("table"), None) is table for head in table.iter("th"))
    styled = table.get("class", "").startswith("Mso") or "border" in table.get("style", "")
    return has_heads or styled or table.get("border", "0").strip() not in ("", "0")


def _text_lines(text: str, *, is_preformatted: bool) -> Iterator[str]:
    if is_preformatted:
        yield from (line.strip(" ") for line in text.splitlines())
    else:
        yield collapsed(_BREAK_IN_CHINESE.sub("", text)).strip(" ")
