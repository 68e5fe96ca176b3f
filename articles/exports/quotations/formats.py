"""The files in which a list of quotations is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from articles.exports.download import EXCEL, WORD
from articles.exports.quotations.csv import csv_text
from articles.exports.quotations.docx import docx_bytes
from articles.exports.quotations.plain import plain_text
from articles.exports.quotations.quotation_words import QuotationList
from articles.exports.quotations.xlsx import xlsx_bytes


@dataclass(frozen=True)
class QuotationFormat:
    """A format by its suffix; `is_download` where browsers do not show it themselves."""

    media_type: str
    write: Callable[[QuotationList], str | bytes]
    is_download: bool = False


def _json(quotation_list: QuotationList) -> str:
    return json.dumps(asdict(quotation_list), ensure_ascii=False, indent=1, default=str) + "\n"


FORMATS = {
    "docx": QuotationFormat(WORD, docx_bytes, is_download=True),
    "xlsx": QuotationFormat(EXCEL, xlsx_bytes, is_download=True),
    "csv": QuotationFormat("text/csv; charset=utf-8", csv_text, is_download=True),
    "txt": QuotationFormat("text/plain; charset=utf-8", plain_text),
    "json": QuotationFormat("application/json", _json),
}


def file_of(quotation_list: QuotationList, suffix: str) -> tuple[str | bytes, QuotationFormat]:
    """The file of a list in the format of this suffix, one of `FORMATS`."""
    chosen = FORMATS[suffix]
    return chosen.write(quotation_list), chosen
