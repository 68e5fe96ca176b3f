"""The body of a Word document → lines. Each run of text is either in them or named as left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from articles.importing.readers.docx_numbering import DocxNumbering
from articles.importing.readers.extraction import Omission, TextLine
from articles.importing.readers.grid import SourceCell, table_lines
from articles.text.numbers.whole_numbers import whole_number

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: Element → what the report calls it.
_LEFT_OUT = {
    qn("w:del"): "已删除的修订",
    qn("w:moveFrom"): "移走的修订",
    qn("w:object"): "嵌入的对象",
    qn("w:altChunk"): "嵌入的文件",
    qn("w:rt"): "注音",
    qn("w:sym"): "特殊符号",
}
_PICTURES = {qn("w:drawing"), qn("w:pict")}
_TEXT = {qn("w:t"), f"{_MATH}t"}
_ANY_TEXT = (*_TEXT, qn("w:delText"), f"{_DRAWN}t")
_WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_SILENT = {qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), qn("w:tblPr"), qn("w:instrText"), f"{_MC}Fallback"}
_NOTES = {
    qn("w:footnoteReference"): (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")),
    qn("w:endnoteReference"): (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")),
}
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"
_DELETED_MARK = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"
_WIDEST = 1_000
_LONGEST_SHOWN = 60


@dataclass
class Body:
    """Reads one document. `_after` are lines that stand below the paragraph being read: notes, text boxes."""

    document: Document
    is_converted: bool = False
    _numbering: DocxNumbering = field(init=False)
    _notes: dict[str, dict[str, etree._Element]] = field(init=False)
    _readers: dict[str, Callable[[etree._Element], str]] = field(init=False)
    _after: list[TextLine] = field(default_factory=list)
    _omitted: list[Omission] = field(default_factory=list)
    _done: set[etree._Element] = field(default_factory=set)
    _line: int = 1
    _note_total: int = 0
    _bullets: int = 0

    def __post_init__(self) -> None:
        self._numbering = DocxNumbering(self.document, is_converted=self.is_converted)
        self._notes = {tag: _notes_of(self.document, *where) for tag, where in _NOTES.items()}
        self._readers = {
            **dict.fromkeys(_SILENT, lambda element: ""),
            **dict.fromkeys(_TEXT, self._take),
            **dict.fromkeys(_LEFT_OUT, self._omit),
            **dict.fromkeys(_PICTURES, self._drawing),
            **dict.fromkeys(_NOTES, self._note),
            f"{_MATH}oMath": self._formula,
        }

    def lines(self, body: etree._Element) -> Iterator[TextLine]:
        for line in self._lines(body):
            self._line += 1 + line.text.count("\n")
            yield line
        self._name_unknown(body)
        for note in (note for notes in self._notes.values() for note in notes.values()):
            if note not in self._done:
                self._omit(note, "没有引用的注")

    def omitted(self) -> list[Omission]:
        """What was left out, once the lines are read."""
        bullets = [Omission(1, f"项目符号 {self._bullets} 处")] if self._bullets else []
        restarts = Omission(1, "每章条号是否从一重编（LibreOffice 转换时不保留，条号一律接着编）")
        return [*self._omitted, *bullets, *([restarts] if self._numbering.runs_on else [])]

    def _lines(self, container: etree._Element) -> Iterator[TextLine]:
        unended = ""
        for element in container:
            if element.tag == qn("w:p"):
                text = unended + self._paragraph(element, is_continued=bool(unended))
                unended = text if element.find(_DELETED_MARK) is not None else ""
                if element.find(_DELETED_MARK) is None:
                    yield TextLine(text)
                after, self._after = self._after, []
                yield from after
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag in _LEFT_OUT:
                self._omit(element)
            elif element.tag not in _SILENT:
                yield from self._lines(element)
        if unended:
            yield TextLine(unended)

    def _paragraph(self, paragraph: etree._Element, *, is_continued: bool) -> str:
        text = self._text(paragraph)
        if is_continued or (not text and paragraph.find(_DELETED_MARK) is not None):
            return text
        label = self._numbering.label(paragraph)
        self._bullets += label is None and bool(text)
        if label and "?" in label:
            self._omitted.append(Omission(self._line, "编号里的字，文件里已是问号", label.strip()))
        return (label or "") + text

    def _table(self, table: etree._Element) -> Iterator[TextLine]:
        rows = [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]
        grid: list[list[SourceCell]] = []
        kept: list[etree._Element] = []
        merged: dict[int, tuple[int, int]] = {}  # column → (row, place) of the cell that covers it
        for row in rows:
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self._omit(row, "已删除的表格行")
            else:
                grid.append(self._row(row, grid, merged))
                kept.append(row)
        lines = table_lines(grid, kept, may_nest=True)
        inner = [words for row in kept for each in row.iter(qn("w:tbl")) if (words := _words(each))]
        if inner and any(line.element in kept for line in lines):
            what = "单元格里的表格的行列（文字已收）"
            self._omitted += [Omission(self._line, what, _shown(words)) for words in inner]
        yield from lines

    def _row(
        self, row: etree._Element, above: list[list[SourceCell]], merged: dict[int, tuple[int, int]]
    ) -> list[SourceCell]:
        """The row's cells; one that goes on from above makes that one taller instead."""
        properties = row.find(qn("w:trPr"))
        before = _number(properties, "w:gridBefore", 0)
        cells = [SourceCell((), columns=before)] if before else []
        column = before
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            form = cell.find(qn("w:tcPr"))
            columns = _number(form, "w:gridSpan", 1)
            joined = form.find(qn("w:vMerge")) if form is not None else None
            continues = joined is not None and joined.get(qn("w:val"), "continue") == "continue"
            if continues and column in merged:
                at, place = merged[column]
                covering = above[at][place]
                above[at][place] = SourceCell(covering.lines, covering.rows + 1, covering.columns)
                self._omit_covered(cell)
            else:
                merged.pop(column, None)
                if joined is not None:
                    merged[column] = len(above), len(cells)
                cells.append(SourceCell(tuple(self._lines(cell)), 1, columns))
            column += columns
        return cells

    def _omit_covered(self, cell: etree._Element) -> None:
        if _words(cell):
            self._omit(cell, "合并的单元格里被盖住的文字")

    def _text(self, element: etree._Element) -> str:
        if read := self._readers.get(element.tag):
            return read(element)
        if element.tag == qn("w:r") and _is_on(element.find(_HIDDEN)):
            return self._omit(element, "隐藏文字")
        return _WRITTEN.get(element.tag, "") + "".join(self._text(child) for child in element)

    def _take(self, element: etree._Element) -> str:
        self._done.add(element)
        return element.text or ""

    def _formula(self, formula: etree._Element) -> str:
        """The characters of a formula in their order; how they stand above each other is lost."""
        self._omitted.append(Omission(self._line, "公式的排版（文字已收）", _shown(_words(formula))))
        return "".join(self._text(child) for child in formula)

    def _drawing(self, drawing: etree._Element) -> str:
        """A text box is read below its paragraph; a picture is named."""
        boxes = list(drawing.iter(qn("w:txbxContent")))
        for box in boxes:
            after, self._after = self._after, []
            self._after = [*after, *self._lines(box)]
        if not boxes:
            named = next(drawing.iter("{*}docPr"), None)
            said = (named.get("descr") or "") if named is not None else ""
            self._omitted.append(Omission(self._line, "图片或图形", _shown(said + _words(drawing))))
            self._done.update(drawing.iter(*_ANY_TEXT))
        return ""

    def _note(self, reference: etree._Element) -> str:
        note = self._notes[reference.tag].get(reference.get(qn("w:id"), ""))
        if note is None or note in self._done:
            return ""
        self._done.add(note)
        self._note_total += 1
        mark = f"[{self._note_total}]"
        after, self._after = self._after, []
        words = " ".join(line.text.strip() for line in self._lines(note)).strip()
        self._after = [*after, TextLine(f"{mark} {words}")]
        self._name_unknown(note)
        return mark

    def _omit(self, element: etree._Element, what: str = "") -> str:
        self._done.update(element.iter(*_ANY_TEXT))
        words = _words(element)
        if words or element.tag in (qn("w:object"), qn("w:altChunk"), qn("w:sym")):
            self._omitted.append(Omission(self._line, what or _LEFT_OUT[element.tag], _shown(words)))
        return ""

    def _name_unknown(self, part: etree._Element) -> None:
        """The proof that nothing is lost: text that was neither read nor left out is named here."""
        for element in part.iter(*_ANY_TEXT):
            if element not in self._done and element.text and _is_shown(element):
                self._omitted.append(Omission(self._line, "没有认出的内容", _shown(element.text)))


def _notes_of(document: Document, kind: str, tag: str) -> dict[str, etree._Element]:
    """The footnotes or endnotes by id, without the lines that part them from the text."""
    parts = (link.target_part for link in document.part.rels.values() if link.reltype == kind)
    return {
        note.get(qn("w:id"), ""): note
        for part in parts
        for note in parse_xml(part.blob).iter(tag)
        if note.get(qn("w:type"), "normal") == "normal"
    }


def _is_shown(element: etree._Element) -> bool:
    """A fallback says again what stands beside it."""
    return next(element.iterancestors(f"{_MC}Fallback"), None) is None


def _words(element: etree._Element) -> str:
    texts: Iterable[etree._Element] = element.iter(*_ANY_TEXT)
    return "".join(each.text or "" for each in texts if _is_shown(each)).strip()


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…（共 {len(text)} 字）"


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    child = properties.find(qn(name)) if properties is not None else None
    value = child.get(qn("w:val"), "") if child is not None else ""
    return whole_number(value, at_most=_WIDEST) or otherwise
