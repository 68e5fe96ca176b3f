"""What a Word document has outside its body: headers, footers, comments, other documents."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from articles.importing.readers.extraction import Omission

_PARTS = {
    RELATIONSHIP_TYPE.HEADER: "页眉",
    RELATIONSHIP_TYPE.FOOTER: "页脚",
    RELATIONSHIP_TYPE.COMMENTS: "批注",
}
_LONGEST_SHOWN = 60


def outside_body(document: Document) -> Iterator[Omission]:
    """Yield each header, footer and comment once, with its words."""
    reported = set()
    for link in document.part.rels.values():
        label = _PARTS.get(link.reltype)
        if not label or link.is_external:
            continue
        for words in _texts(link.target_part.blob, is_comment=label == "批注"):
            if words and (label, words) not in reported:
                reported.add((label, words))
                yield Omission(1, label, words[:_LONGEST_SHOWN])


def _texts(blob: bytes, *, is_comment: bool) -> list[str]:
    root = parse_xml(blob)
    units = root.iter(qn("w:comment")) if is_comment else [root]
    return ["".join(part.text or "" for part in unit.iter(qn("w:t"))).strip() for unit in units]
