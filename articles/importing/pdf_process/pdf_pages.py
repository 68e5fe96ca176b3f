"""A PDF → its lines with their places, as JSON: `python -m articles.importing.pdf_process.pdf_pages < x.pdf`.

Run as a process of its own, so that a hostile file cannot take the portal's memory or time. It lies outside
`readers`, which would load all other readers first: most of what reading a short file takes.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from articles.importing.pdf_process.page_content import (
    BROKEN,
    ENCRYPTED,
    MOST_PAGES,
    TOO_LONG,
    PageLine,
    PdfPage,
)

_MOST_MEMORY = 2 * 1024**3
_SECONDS = 120
#: What a full line of a cell leaves free, in characters: the edges, and one that did not go in.
_PADDING = 2.5
#: How far characters reach below their baseline, in their size.
_DESCENT = 0.2


def pages_of(content: bytes) -> list[PdfPage]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        if len(document.pages) > MOST_PAGES:
            raise ValueError(TOO_LONG)
        pages = []
        for page in document.pages:
            pages.append(_page_content(page))
            page.close()  # or the document keeps the characters of all pages
        return pages


def _page_content(page: Page) -> PdfPage:
    _set_on_baselines(page)
    tables = [table for table in page.find_tables() if _is_grid(table.extract())]
    boxes = [table.bbox for table in tables]
    lines = [
        PageLine(line["text"], line["x0"], line["x1"], line["top"], line["bottom"] - line["top"])
        for line in page.dedupe_chars().extract_text_lines(return_chars=False)
        if not any(_is_inside(line, box) for box in boxes)
    ]
    for table in tables:
        left, top, right, bottom = table.bbox
        lines.append(PageLine("", left, right, top, bottom - top, _table_rows(table, page)))
    return PdfPage(
        sorted(lines, key=lambda line: line.top), float(page.width), float(page.height), len(page.images)
    )


def _set_on_baselines(page: Page) -> None:
    """Give each upright character the height of its size above its baseline: fonts of one line differ in
    what they call their height, and digits of another font are else taken for a line of their own."""
    for char in page.chars:
        if char["upright"]:
            lower = char["y0"] - (char["matrix"][5] - _DESCENT * char["size"])
            for edge in ("top", "bottom", "doctop"):
                char[edge] += lower
            for edge in ("y0", "y1"):
                char[edge] -= lower


def _table_rows(table: Table, page: Page) -> list[list[str]]:
    """The cells, each with the lines that only its width broke put together again."""
    sizes = [char["size"] for char in page.chars]
    size = median(sizes) if sizes else 1.0
    return [
        [
            _join_broken_lines(text or "", (box[2] - box[0]) / size if box else 0)
            for text, box in zip(texts, row.cells, strict=True)
        ]
        for texts, row in zip(table.extract(), table.rows, strict=True)
    ]


def _join_broken_lines(text: str, capacity: float) -> str:
    """Join lines of Chinese text that end only because the cell, `capacity` characters wide, is full."""
    joined_text = line_above = ""
    for line in text.split("\n"):
        is_latin = line_above[-1:].isascii() and line[:1].isascii()
        is_full = _width(line_above) > capacity - _PADDING and not is_latin
        joined_text += line if is_full or not joined_text else f"\n{line}"
        line_above = line
    return joined_text


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _is_grid(rows: list[list[str | None]]) -> bool:
    return len(rows) > 1 and max(map(len, rows)) > 1


def _is_inside(line: dict, box: tuple[float, float, float, float]) -> bool:
    middle_height = (line["top"] + line["bottom"]) / 2
    return box[1] <= middle_height <= box[3] and box[0] <= (line["x0"] + line["x1"]) / 2 <= box[2]


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def pages_as_json(content: bytes) -> str:
    """The pages of a file, or why it cannot be read, as JSON."""
    answer: dict[str, object]
    try:
        answer = {"pages": [asdict(page) for page in pages_of(content)]}
    except PdfminerException as error:
        is_locked = any(isinstance(argument, PDFPasswordIncorrect) for argument in error.args)
        answer = {"error": ENCRYPTED if is_locked else BROKEN}
    except MemoryError:
        answer = {"error": TOO_LONG}
    except Exception as error:  # whatever a broken file makes the library raise
        answer = {"error": TOO_LONG if str(error) == TOO_LONG else BROKEN}
    return json.dumps(answer)


def main() -> None:
    _limit()
    sys.stdout.write(pages_as_json(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
