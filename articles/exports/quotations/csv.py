"""Quotations as CSV (RFC 4180): one row a unit, the columns of the first sheet in Excel."""

from __future__ import annotations

import csv
import io

from articles.exports.quotations.quotation_words import QuotationList
from articles.exports.quotations.xlsx import UNITS, unit_row
from articles.text.spreadsheet_cells import BOM, plain_cell


def csv_text(quotation_list: QuotationList) -> str:
    """The file; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(column.heading for column in UNITS)
    for number, quotation in enumerate(quotation_list.quotations, start=1):
        writer.writerow(map(plain_cell, unit_row(number, quotation)))
    return BOM + output.getvalue()
