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
    known = [pair for pair in pairs if record_key(_text_of(pair[0])) is not None]
    keys = {record_key(_text_of(name)) for name, _ in known}
    if len(known) < 2 or not _KEYS_OF_A_DOCUMENT & keys:
        return
    for name, value in _beside_known(pairs):
        entry, tail = f"{_text_of(name).rstrip('：:')}：{_text_of(value)}", value.tail
        name.clear()
        name.tag, name.text, name.tail = "p", entry, tail
        above = value.getparent()
        if above is not None:
            above.remove(value)


def _beside_known(pairs: list[_Pair]) -> list[_Pair]:
    """The pairs with a name known here, and those of the same elements right before or after them."""
    is_entry = [record_key(_text_of(name)) is not None for name, _ in pairs]
    for places in (range(1, len(pairs)), range(len(pairs) - 1, 0, -1)):
        for later in places:
            if is_entry[later - 1] != is_entry[later] and _follows(pairs[later - 1], pairs[later]):
                is_entry[later - 1] = is_entry[later] = True
    return [pair for pair, holds in zip(pairs, is_entry, strict=True) if holds]


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
    name, above = leaf, leaf.getparent()
    while above is not None and len(above) == 1 and not (above.text or name.tail or "").strip():
        name, above = above, above.getparent()
    value = name.getnext()
    if value is None or above is None or name.tag in _CELLS or (name.tail or "").strip():
        return None
    if is_skipped(value) or value.tag in _NO_VALUES:
        return None
    text = _text_of(value)
    is_value = len(text) <= _LONGEST_VALUE and "。" not in text and record_key(text) is None
    return (name, value) if is_value else None


def _text_of(element: etree._Element) -> str:
    return collapsed("".join(map(str, element.itertext()))).strip()
