"""What a page of a PDF holds, as the process that reads the file hands it over."""

from __future__ import annotations

from dataclasses import dataclass

ENCRYPTED, BROKEN, TOO_LONG = "encrypted", "broken", "too long"
MOST_PAGES = 600


@dataclass(frozen=True)
class PageLine:
    """A line of text, or a table as `rows`; places in points from the page's left upper corner."""

    text: str
    left: float
    right: float
    top: float
    height: float
    rows: list[list[str]] | None = None


@dataclass(frozen=True)
class PdfPage:
    lines: list[PageLine]
    width: float
    height: float
    images: int
