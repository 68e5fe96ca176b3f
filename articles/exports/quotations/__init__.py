"""Units to quote, as a list in a file: Word, Excel, plain text or JSON.

`quotations_of` reads articles; the writers read `QuotationList` only: what stands in one file stands in each.
"""

from articles.exports.quotations.formats import FORMATS, QuotationFormat, file_of
from articles.exports.quotations.quotation_words import (
    MOST_IN_A_FILE,
    LinkInWords,
    Quotation,
    QuotationList,
    quotation_list,
    quotations_of,
)

__all__ = [
    "FORMATS",
    "MOST_IN_A_FILE",
    "LinkInWords",
    "Quotation",
    "QuotationFormat",
    "QuotationList",
    "file_of",
    "quotation_list",
    "quotations_of",
]
