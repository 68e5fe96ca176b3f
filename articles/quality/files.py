"""The rows of a check as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from articles.exports.sheets import harmless
from articles.quality.checks import QualityCheck


def csv_rows(check: QualityCheck, *, site: str) -> Iterator[tuple[str, str, str]]:
    """(where, what is wrong, where it is mended), the names of the columns first."""
    yield "位置", "问题", "改正的网页"
    for row in check.in_order(check.rows()).iterator(chunk_size=500):
        yield harmless(check.where(row)), harmless(check.what(row) or check.label), f"{site}{check.mend(row)}"
