"""The rows of a check as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from articles.quality.checks import QualityCheck
from articles.text.spreadsheet_cells import plain_cell


def csv_rows(check: QualityCheck, *, site: str) -> Iterator[tuple[str, str, str]]:
    """(place, problem, where it is corrected), the names of the columns first."""
    yield "位置", "问题", "改正的网页"
    for row in check.in_order(check.rows()).iterator(chunk_size=500):
        place, problem = plain_cell(check.place(row)), plain_cell(check.problem(row) or check.label)
        yield place, problem, f"{site}{check.mend(row)}"
