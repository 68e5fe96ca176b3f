"""The body of a Word document → lines. Each run of text is either in them or named as left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from articles.importing.readers.docx_numbering import DocxNumbering, is_on
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
    _handled_elements: set[etree._Element] = field(default_factory=set)
    _line: int = 1
    _note_total: int = 0
    _bullets: int = 0

    def __post_init__(self) -> None:
        self._numbering = DocxNumbering(self.document, is_converted=self.is_converted)
        self._notes = {
            reference: _notes_by_id(self.document, part_kind, tag)
            for reference, (part_kind, tag) in _NOTES.items()
        }
        self._readers = {
            **dict.fromkeys(_SILENT, lambda element: ""),
            **dict.fromkeys(_TEXT, self._read_text),
            **dict.fromkeys(_LEFT_OUT, self._omit),
            **dict.fromkeys(_PICTURES, self._read_drawing),
            **dict.fromkeys(_NOTES, self._read_note),
            f"{_MATH}oMath": self._read_formula,
        }

    def lines(self, body: etree._Element) -> Iterator[TextLine]:
        for line in self._lines(body):
            self._line += 1 + line.text.count("\n")
            yield line
        self._report_unread_text(body)
        for note in (note for notes in self._notes.values() for note in notes.values()):
            if note not in self._handled_elements:
                self._omit(note, "没有引用的注")

    def omitted(self) -> list[Omission]:
        """What was left out, once the lines are read."""
        bullets = [Omission(1, f"项目符号 {self._bullets} 处")] if self._bullets else []
        restarts = Omission(1, "每章条号是否从一重编（LibreOffice 转换时不保留，条号一律接着编）")
        return [*self._omitted, *bullets, *([restarts] if self._numbering.runs_on else [])]

    def _lines(self, container: etree._Element) -> Iterator[TextLine]:
        unfinished_text = ""
        for element in container:
            if element.tag == qn("w:p"):
                text = unfinished_text + self._paragraph(element, is_continued=bool(unfinished_text))
                unfinished_text = text if element.find(_DELETED_MARK) is not None else ""
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
        if unfinished_text:
            yield TextLine(unfinished_text)

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
        kept_rows: list[etree._Element] = []
        merged: dict[int, tuple[int, int]] = {}  # column → (row, place) of the cell that covers it
        for row in rows:
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self._omit(row, "已删除的表格行")
            else:
                grid.append(self._row(row, grid, merged))
                kept_rows.append(row)
        lines = table_lines(grid, kept_rows, may_nest=True)
        nested_tables = (nested for row in kept_rows for nested in row.iter(qn("w:tbl")))
        nested_words = [words for nested in nested_tables if (words := _words(nested))]
        if nested_words and any(line.element in kept_rows for line in lines):
            label = "单元格里的表格的行列（文字已收）"
            self._omitted += [Omission(self._line, label, _shortened_text(words)) for words in nested_words]
        yield from lines

    def _row(
        self, row: etree._Element, rows_above: list[list[SourceCell]], merged: dict[int, tuple[int, int]]
    ) -> list[SourceCell]:
        """The row's cells; a cell that is merged with the one above makes that one taller instead."""
        properties = row.find(qn("w:trPr"))
        before = _property_number(properties, "w:gridBefore", 0)
        cells = [SourceCell((), columns=before)] if before else []
        column = before
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            cell_properties = cell.find(qn("w:tcPr"))
            columns = _property_number(cell_properties, "w:gridSpan", 1)
            vertical_merge = cell_properties.find(qn("w:vMerge")) if cell_properties is not None else None
            continues_cell_above = (
                vertical_merge is not None and vertical_merge.get(qn("w:val"), "continue") == "continue"
            )
            if continues_cell_above and column in merged:
                row_index, place = merged[column]
                covering = rows_above[row_index][place]
                rows_above[row_index][place] = SourceCell(covering.lines, covering.rows + 1, covering.columns)
                self._omit_covered_cell(cell)
            else:
                merged.pop(column, None)
                if vertical_merge is not None:
                    merged[column] = len(rows_above), len(cells)
                cells.append(SourceCell(tuple(self._lines(cell)), 1, columns))
            column += columns
        return cells

    def _omit_covered_cell(self, cell: etree._Element) -> None:
        if _words(cell):
            self._omit(cell, "合并的单元格里被盖住的文字")

    def _text(self, element: etree._Element) -> str:
        if reader := self._readers.get(element.tag):
            return reader(element)
        if element.tag == qn("w:r") and is_on(element.find(_HIDDEN)):
            return self._omit(element, "隐藏文字")
        return _WRITTEN.get(element.tag, "") + "".join(self._text(child) for child in element)

    def _read_text(self, element: etree._Element) -> str:
        self._handled_elements.add(element)
        return element.text or ""

    def _read_formula(self, formula: etree._Element) -> str:
        """The characters of a formula in their order; how they stand above each other is lost."""
        self._omitted.append(Omission(self._line, "公式的排版（文字已收）", _shortened_text(_words(formula))))
        return "".join(self._text(child) for child in formula)

    def _read_drawing(self, drawing: etree._Element) -> str:
        """Read a text box below its paragraph; report a picture as left out."""
        boxes = list(drawing.iter(qn("w:txbxContent")))
        for box in boxes:
            after, self._after = self._after, []
            self._after = [*after, *self._lines(box)]
        if not boxes:
            properties = next(drawing.iter("{*}docPr"), None)
            description = (properties.get("descr") or "") if properties is not None else ""
            words = _shortened_text(description + _words(drawing))
            self._omitted.append(Omission(self._line, "图片或图形", words))
            self._handled_elements.update(drawing.iter(*_ANY_TEXT))
        return ""

    def _read_note(self, reference: etree._Element) -> str:
        note = self._notes[reference.tag].get(reference.get(qn("w:id"), ""))
        if note is None or note in self._handled_elements:
            return ""
        self._handled_elements.add(note)
        self._note_total += 1
        mark = f"[{self._note_total}]"
        after, self._after = self._after, []
        words = " ".join(line.text.strip() for line in self._lines(note)).strip()
        self._after = [*after, TextLine(f"{mark} {words}")]
        self._report_unread_text(note)
        return mark

    def _omit(self, element: etree._Element, label: str = "") -> str:
        """Record an omission. Returns "", as readers return the text of an element."""
        self._handled_elements.update(element.iter(*_ANY_TEXT))
        words = _words(element)
        if words or element.tag in (qn("w:object"), qn("w:altChunk"), qn("w:sym")):
            label = label or _LEFT_OUT[element.tag]
            self._omitted.append(Omission(self._line, label, _shortened_text(words)))
        return ""

    def _report_unread_text(self, part: etree._Element) -> None:
        """Report text that was neither read nor left out, so that nothing is lost unnoticed."""
        for element in part.iter(*_ANY_TEXT):
            if element not in self._handled_elements and element.text and _is_outside_fallback(element):
                self._omitted.append(Omission(self._line, "没有认出的内容", _shortened_text(element.text)))


def _notes_by_id(document: Document, kind: str, tag: str) -> dict[str, etree._Element]:
    """The footnotes or endnotes by id, without the separator lines."""
    parts = (link.target_part for link in document.part.rels.values() if link.reltype == kind)
    return {
        note.get(qn("w:id"), ""): note
        for part in parts
        for note in parse_xml(part.blob).iter(tag)
        if note.get(qn("w:type"), "normal") == "normal"
    }


def _is_outside_fallback(element: etree._Element) -> bool:
    """Whether the element is in no fallback, which repeats what stands beside it."""
    return next(element.iterancestors(f"{_MC}Fallback"), None) is None


def _words(element: etree._Element) -> str:
    parts: Iterable[etree._Element] = element.iter(*_ANY_TEXT)
    return "".join(part.text or "" for part in parts if _is_outside_fallback(part)).strip()


def _shortened_text(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…（共 {len(text)} 字）"


def _property_number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    child = properties.find(qn(name)) if properties is not None else None
    value = child.get(qn("w:val"), "") if child is not None else ""
    return whole_number(value, at_most=_WIDEST) or otherwise
