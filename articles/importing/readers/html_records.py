"""The record of a page whose names and values stand beside each other: dt and dd, label and span, two div."""

from __future__ import annotations

from lxml import etree

from articles.importing.readers.html_blocks import collapsed, is_skipped
from articles.text.parsing.site_record import record_key

_CELLS = frozenset({"td", "th", "tr", "table", "body"})
_NO_VALUES = frozenset({"input", "table", "br"})
#: Without one of these, names beside values are a form or a menu.
_KEYS_OF_A_DOCUMENT = frozenset({"index_number", "document_number"})
_LONGEST_VALUE = 200


def join_records(body: etree._Element) -> None:
    """Put each entry on a line of its own, 索引号：…, where at least two stand on the page."""
    pairs = [pair for leaf in body.iter(etree.Element) if (pair := _entry_at(leaf)) is not None]
    keys = [record_key(_text_of(name)) for name, _ in pairs]
    if len(pairs) < 2 or not _KEYS_OF_A_DOCUMENT & set(keys):
        return
    for name, value in pairs:
        entry, tail = f"{_text_of(name).rstrip('：:')}：{_text_of(value)}", value.tail
        name.clear()
        name.tag, name.text, name.tail = "p", entry, tail
        above = value.getparent()
        if above is not None:
            above.remove(value)


def _entry_at(leaf: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """The element that the name of an entry fills, and the one beside it with the value."""
    if len(leaf) or not record_key(leaf.text or ""):
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
