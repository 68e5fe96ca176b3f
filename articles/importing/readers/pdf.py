"""Text of a PDF: lines joined to paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from articles.importing.pdf_process.page_content import (
    BROKEN,
    ENCRYPTED,
    MOST_PAGES,
    TOO_LONG,
    PageLine,
    PdfPage,
)
from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.extraction import Extraction, Omission, TextLine, extraction_of
from articles.importing.readers.grid import SourceCell, table_lines
from articles.importing.readers.pdf_paragraphs import paragraphs

_SECONDS = 180
_ROOT = Path(__file__).resolve().parents[3]
_MESSAGES = {
    ENCRYPTED: "PDF 加了密，打不开；请先去掉密码",
    BROKEN: "不是完好的 PDF 文件",
    TOO_LONG: f"PDF 太大，读不完（至多 {MOST_PAGES} 页）",
}
_PAGE_NUMBER = re.compile(
    r"[—–\-－―·\s]*\d{1,4}[—–\-－―·\s]*|第\s*\d{1,4}\s*页(?:\s*[，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
#: What a browser prints above and below each page: the time with the title, the address with the page.
_PRINTED_HEAD = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s.*)?"
)
_PRINTED_FOOT = re.compile(r"(?:https?|file)://\S*\s+\d{1,4}\s*/\s*\d{1,4}")
_DIGITS = re.compile(r"\d+")
#: Heads and page numbers stand in this part of a page's height, above and below.
_MARGIN = 0.12
_FEWEST_HEADS = 2
#: A glyph without a character, as pdfminer writes it.
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_MOST_UNKNOWN = 0.05
_FEWEST_CHARACTERS = 20


def read_pdf(content: bytes) -> Extraction:
    """Return the text. Raises UnreadableFileError for a scan, an encrypted, a broken and a too large file."""
    pages = _pages(content)
    text = "".join(line.text for page in pages for line in page.lines)
    if len(text.strip()) < _FEWEST_CHARACTERS and not any(line.rows for page in pages for line in page.lines):
        raise UnreadableFileError("PDF 里没有文字，是扫描件（图片）；请先做文字识别（OCR），或改用文字版")
    if sum(map(len, _UNKNOWN.findall(text))) > _MOST_UNKNOWN * len(text):
        raise UnreadableFileError("PDF 的字体没有文字编码，读出来是乱码；请改用 .docx 或重新生成 PDF")
    heads = _running_heads(pages)
    page_lines = [[line for line in page.lines if not _is_furniture(line, page, heads)] for page in pages]
    headings = _without_repeated_headings(page_lines)
    width = max((page.width for page in pages), default=0.0)
    lines = [text_line for part in paragraphs(page_lines, width=width) for text_line in _part_lines(part)]
    return extraction_of(lines, [*_page_omissions(pages, heads), *headings])


def _pages(content: bytes) -> list[PdfPage]:
    command = [sys.executable, "-m", "articles.importing.pdf_process.pdf_pages"]
    try:
        run = subprocess.run(
            command, input=content, capture_output=True, cwd=_ROOT, timeout=_SECONDS, check=False
        )
        answer = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnreadableFileError(_MESSAGES[TOO_LONG]) from error
    if "error" in answer:
        raise UnreadableFileError(_MESSAGES[answer["error"]])
    return [
        PdfPage([PageLine(**line) for line in page["lines"]], page["width"], page["height"], page["images"])
        for page in answer["pages"]
    ]


def _part_lines(part: str | list[list[str]]) -> list[TextLine]:
    if isinstance(part, str):
        return [TextLine(part)]
    grid = [[SourceCell((TextLine(cell),)) for cell in row] for row in part]
    return table_lines(grid, [None] * len(grid))


def _is_in_margin(line: PageLine, page: PdfPage) -> bool:
    return line.top < _MARGIN * page.height or line.top + line.height > (1 - _MARGIN) * page.height


def _head_key(line: PageLine) -> str:
    """The text of a running head without the numbers, which change from page to page."""
    return _DIGITS.sub("#", "".join(line.text.split()))


def _running_heads(pages: Sequence[PdfPage]) -> set[str]:
    """The outermost lines of a third of the pages: left and right pages may have heads of their own."""
    counts: Counter[str] = Counter()
    for page in pages:
        ends = [line for line in (*page.lines[:2], *page.lines[-2:]) if _is_in_margin(line, page)]
        counts.update({_head_key(line) for line in ends if line.text})
    return {head for head, count in counts.items() if count >= max(_FEWEST_HEADS, len(pages) / 3)}


def _is_page_number(line: PageLine, page: PdfPage) -> bool:
    is_end = line in (page.lines[0], page.lines[-1])
    return is_end and _is_in_margin(line, page) and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _is_furniture(line: PageLine, page: PdfPage, heads: set[str]) -> bool:
    is_head = bool(line.text) and _is_in_margin(line, page) and _head_key(line) in heads
    return is_head or _is_page_number(line, page) or _is_of_browser(line, page)


def _is_of_browser(line: PageLine, page: PdfPage) -> bool:
    pattern = {id(page.lines[0]): _PRINTED_HEAD, id(page.lines[-1]): _PRINTED_FOOT}.get(id(line))
    return pattern is not None and _is_in_margin(line, page) and bool(pattern.fullmatch(line.text.strip()))


def _without_repeated_headings(pages: list[list[PageLine]]) -> list[Omission]:
    """Take off the heading of a table that goes on at the top of the next page and has it again."""
    heading_row: list[str] = []
    repeated = 0
    for page_before, page in pairwise(page for page in pages if page):
        rows_before, rows = page_before[-1].rows, page[0].rows
        if rows_before is None or rows is None:
            heading_row = []
            continue
        heading_row = heading_row if heading_row and len(page_before) == 1 else rows_before[0]
        if len(rows) > 1 and rows[0] == heading_row:
            page[0] = replace(page[0], rows=rows[1:])
            repeated += 1
    return [Omission(1, f"续表的表头 {repeated} 处", "、".join(heading_row))] if repeated else []


def _page_omissions(pages: Sequence[PdfPage], heads: set[str]) -> Iterator[Omission]:
    """Name page numbers, running heads and pictures."""
    numbers = [line for page in pages for line in page.lines if _is_page_number(line, page)]
    if numbers:
        yield Omission(1, f"页码 {len(numbers)} 处", "、".join(line.text.strip() for line in numbers[:3]))
    running_lines = {
        _head_key(line): line.text.strip()
        for page in pages
        for line in page.lines
        if _is_furniture(line, page, heads) and not _is_page_number(line, page)
    }
    for text in running_lines.values():
        yield Omission(1, "页眉或页脚", text)
    for number, page in enumerate(pages, start=1):
        if page.images:
            label = "图片" if page.lines else "整页是图片，没有文字"
            yield Omission(1, f"第 {number} 页：{label}（{page.images} 处）")
