"""The record of a page whose names and values stand beside each other: dt and dd, label and span, two div."""

from __future__ import annotations

from lxml import etree

from articles.importing.readers.html_blocks import collapsed, is_skipped
from articles.text.parsing.heads.site_record import is_entry_name, record_key

_CELLS = frozenset({"td", "th", "tr", "table", "body"})
_NO_VALUES = frozenset({"input", "table", "br"})
#: Without one of these, names beside values are a form or a menu.
_KEYS_OF_A_DOCUMENT = frozenset({"index_number", "document_number"})
_LONGEST_VALUE = 200


_Pair = tuple[etree._Element, etree._Element]


def join_records(body: etree._Element) -> None:
    """Put each entry on a line of its own, 索引号：…, where at least two stand on the page.

    Among them, a pair of the same elements is an entry by whatever name: 所属机构：某司.
    """
    pairs = [pair for leaf in body.iter(etree.Element) if (pair := _entry_at(leaf)) is not None]
    known_pairs = [pair for pair in pairs if record_key(_element_text(pair[0])) is not None]
    keys = {record_key(_element_text(name)) for name, _ in known_pairs}
    if len(known_pairs) < 2 or not _KEYS_OF_A_DOCUMENT & keys:
        return
    for name, value in _record_pairs(pairs):
        entry, tail = f"{_element_text(name).rstrip('：:')}：{_element_text(value)}", value.tail
        name.clear()
        name.tag, name.text, name.tail = "p", entry, tail
        parent = value.getparent()
        if parent is not None:
            parent.remove(value)


def _record_pairs(pairs: list[_Pair]) -> list[_Pair]:
    """The pairs with a name known here, and those of the same elements right before or after them."""
    is_entry = [record_key(_element_text(name)) is not None for name, _ in pairs]
    for indexes in (range(1, len(pairs)), range(len(pairs) - 1, 0, -1)):
        for index in indexes:
            if is_entry[index - 1] != is_entry[index] and _follows(pairs[index - 1], pairs[index]):
                is_entry[index - 1] = is_entry[index] = True
    return [pair for pair, is_included in zip(pairs, is_entry, strict=True) if is_included]


def _follows(pair: _Pair, following: _Pair) -> bool:
    """Whether a pair comes right after another, on the next row of the list or in the same dl."""
    (name, value), (next_name, next_value) = pair, following
    if (name.tag, value.tag) != (next_name.tag, next_value.tag):
        return False
    row = value.getparent()
    return value.getnext() is next_name or (row is not None and row.getnext() is next_name.getparent())


def _entry_at(leaf: etree._Element) -> _Pair | None:
    """The element that the name of an entry may fill, and the one beside it with the value."""
    if len(leaf) or not is_entry_name(leaf.text or ""):
        return None
    name, parent = leaf, leaf.getparent()
    while parent is not None and len(parent) == 1 and not (parent.text or name.tail or "").strip():
        name, parent = parent, parent.getparent()
    value = name.getnext()
    if value is None or parent is None or name.tag in _CELLS or (name.tail or "").strip():
        return None
    if is_skipped(value) or value.tag in _NO_VALUES:
        return None
    text = _element_text(value)
    is_value = len(text) <= _LONGEST_VALUE and "。" not in text and record_key(text) is None
    return (name, value) if is_value else None


def _element_text(element: etree._Element) -> str:
    return collapsed("".join(map(str, element.itertext()))).strip()
