"""A draft in Word: its text with the place of each character, and comments at places of it.

The document keeps its own format: a run is cut where a comment begins or ends, and nothing else is changed.
What is deleted, in fields' codes, notes and text boxes is not read.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from docx import Document
from docx.comments import Comment as DocumentComment
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.parts.comments import CommentsPart
from docx.text.run import Run
from lxml.etree import _Element as Element

_PARAGRAPH, _CELL, _PROPERTIES, _TEXT = qn("w:p"), qn("w:tc"), qn("w:rPr"), qn("w:t")
#: What runs may stand in within a paragraph.
_AROUND_RUNS = frozenset(
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
)
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR, _INITIALS = "引文核验", "核"


@dataclass(frozen=True)
class Comment:
    """What stands beside the characters [start, end) of the text."""

    start: int
    end: int
    words: str


@dataclass
class _Piece:
    """A run, with where its text begins in that of the document."""

    start: int
    run: CT_R
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class WordDraft:
    """`text` has a line for each paragraph; of a table a line for each row, its cells parted by tabs."""

    def __init__(self, document) -> None:
        self._document = document
        self._pieces, self.text = _read_pieces(document.element.body)

    @classmethod
    def read(cls, content: bytes) -> WordDraft:
        """Read the bytes of a .docx; raises what `docx` raises for a broken one."""
        return cls(Document(io.BytesIO(content)))

    def commented(self, comments: Sequence[Comment]) -> bytes:
        """The document with these comments, in the order of their places."""
        cuts = sorted({place for comment in comments for place in (comment.start, comment.end)})
        pieces = [part for piece in self._pieces for part in _split_piece(piece, cuts)]
        starts = [piece.start for piece in pieces]
        last_comment = None
        for comment in sorted(comments, key=lambda comment: (comment.start, -comment.end)):
            first, after = bisect_left(starts, comment.start), bisect_left(starts, comment.end)
            if runs := _runs_beside_first([piece.run for piece in pieces[first:after]]):
                last_comment = self._add(comment.words, last_comment)
                ends = [Run(run, self._document) for run in (runs[0], runs[-1])]
                ends[0].mark_comment_range(ends[1], last_comment.comment_id)
        output = io.BytesIO()
        self._document.save(output)
        return output.getvalue()

    def _add(self, words: str, last: DocumentComment | None) -> DocumentComment:
        """A comment numbered after the last one: python-docx would look through all for a free number."""
        if last is None:
            return self._document.comments.add_comment(words, _AUTHOR, _INITIALS)
        element = deepcopy(last._comment_elm)
        element.id = last.comment_id + 1
        last._comment_elm.addnext(element)
        comment = DocumentComment(element, cast(CommentsPart, last.part))
        first, *others = comment.paragraphs
        for part in (*first.runs[1:], *others):  # the first run is the number of the comment
            _remove(part._element)
        line, *lines = words.split("\n")
        first.add_run(line)
        for further_line in lines:
            comment.add_paragraph(further_line)
        return comment


def _read_pieces(body: Element) -> tuple[list[_Piece], str]:
    pieces: list[_Piece] = []
    texts: list[str] = []
    start, cell = 0, None
    for paragraph in body.iter(_PARAGRAPH):
        before, cell = cell, next(paragraph.iterancestors(_CELL), None)
        if texts:
            texts.append("\t" if _are_beside(before, cell) else "\n")
            start += 1
        for run in _runs_in(paragraph):
            if text := "".join(map(_part_text, run)):
                pieces.append(_Piece(start, run, text))
                start += len(text)
                texts.append(text)
        texts = texts or [""]
    return pieces, "".join(texts)


def _are_beside(cell: Element | None, other: Element | None) -> bool:
    """Whether they are cells of one row."""
    if cell is None or other is None or cell is other:
        return False
    return cell.getparent() is other.getparent()


def _runs_in(element: Element) -> Iterator[CT_R]:
    """The runs of a paragraph, without those of paragraphs in it (text boxes)."""
    for child in element:
        if isinstance(child, CT_R):
            yield child
        elif child.tag in _AROUND_RUNS:
            yield from _runs_in(child)


def _runs_beside_first(runs: Sequence[CT_R]) -> list[CT_R]:
    """The runs that stand in the same cell as the first: a comment in Word must not leave a cell."""
    return [run for run in runs if _paragraph_parent(run) is _paragraph_parent(runs[0])]


def _paragraph_parent(run: Element) -> Element | None:
    """The element that holds the paragraph of a run: the body, or a cell."""
    return next(run.iterancestors(_PARAGRAPH)).getparent()


def _part_text(part: Element) -> str:
    """The text of a child of a run: words, a tab, a line break; "" for anything else."""
    return part.text or "" if part.tag == _TEXT else _SIGNS.get(part.tag, "")


def _split_piece(piece: _Piece, cuts: Sequence[int]) -> list[_Piece]:
    """The piece as several runs of the same format where places to cut lie within it."""
    within = cuts[bisect_left(cuts, piece.start + 1) : bisect_left(cuts, piece.end)]
    if not within:
        return [piece]
    pieces = [
        _Piece(start, _empty_run_like(piece.run), piece.text[start - piece.start : end - piece.start])
        for start, end in pairwise([piece.start, *within, piece.end])
    ]
    _distribute_parts([part for part in piece.run if part.tag != _PROPERTIES], pieces)
    for part_piece in pieces:
        piece.run.addprevious(part_piece.run)
    _remove(piece.run)
    return pieces


def _remove(element: Element) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _empty_run_like(run: CT_R) -> CT_R:
    """An empty run of the same format."""
    empty = cast(CT_R, OxmlElement("w:r"))
    empty.attrib.update(run.attrib)
    empty.extend([deepcopy(part) for part in run if part.tag == _PROPERTIES])
    return empty


def _distribute_parts(parts: Iterable[Element], pieces: Sequence[_Piece]) -> None:
    """Move the parts of a run to the runs of its pieces; what has no text, such as a picture, as it comes."""
    waiting = iter(pieces)
    piece, room = next(waiting), len(pieces[0].text)
    for part in parts:
        text, position = _part_text(part), 0
        while len(text) - position > room:
            if room:
                piece.run.append(_text_element(text[position : position + room]))
            position += room
            piece = next(waiting)
            room = len(piece.text)
        piece.run.append(_text_element(text[position:]) if position else part)
        room -= len(text) - position


def _text_element(text: str) -> Element:
    element = OxmlElement("w:t")
    element.text = text
    element.set(_SPACE, "preserve")
    return element
