"""A PDF → its lines with their places, as JSON: `python -m articles.importing.readers.pdf_pages < file.pdf`.

Run as a process of its own, so that a hostile file cannot take the portal's memory or time.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from articles.importing.readers.pdf_lines import BROKEN, ENCRYPTED, MOST_PAGES, TOO_LONG, PageLine, PdfPage

_MOST_MEMORY = 2 * 1024**3
_SECONDS = 120


def pages_of(content: bytes) -> list[PdfPage]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        if len(document.pages) > MOST_PAGES:
            raise ValueError(TOO_LONG)
        pages = []
        for page in document.pages:
            pages.append(_page(page))
            page.close()  # or the document keeps the characters of all pages
        return pages


def _page(page: Page) -> PdfPage:
    tables = [table for table in page.find_tables() if _is_grid(table.extract())]
    boxes = [table.bbox for table in tables]
    lines = [
        PageLine(line["text"], line["x0"], line["x1"], line["top"], line["bottom"] - line["top"])
        for line in page.dedupe_chars().extract_text_lines(return_chars=False)
        if not any(_is_inside(line, box) for box in boxes)
    ]
    for table in tables:
        left, top, right, bottom = table.bbox
        rows = [[cell or "" for cell in row] for row in table.extract()]
        lines.append(PageLine("", left, right, top, bottom - top, rows))
    return PdfPage(sorted(lines, key=lambda line: line.top), float(page.height), len(page.images))


def _is_grid(rows: list[list[str | None]]) -> bool:
    return len(rows) > 1 and max(map(len, rows)) > 1


def _is_inside(line: dict, box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    return box[1] <= middle <= box[3] and box[0] <= (line["x0"] + line["x1"]) / 2 <= box[2]


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> None:
    _limit()
    found: dict[str, object]
    try:
        found = {"pages": [asdict(page) for page in pages_of(sys.stdin.buffer.read())]}
    except PdfminerException as error:
        is_locked = any(isinstance(each, PDFPasswordIncorrect) for each in error.args)
        found = {"error": ENCRYPTED if is_locked else BROKEN}
    except MemoryError:
        found = {"error": TOO_LONG}
    except Exception as error:  # whatever a broken file makes the library raise
        found = {"error": TOO_LONG if str(error) == TOO_LONG else BROKEN}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
