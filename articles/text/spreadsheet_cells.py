"""Tables as CSV for spreadsheet programs, which take some texts for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import overload

# OWASP, CSV Injection: a cell that begins with one of these may be run as a formula; the full-width forms
# are taken for the plain ones by East Asian versions of Excel.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: The mark by which Excel knows UTF-8.
BOM = "\ufeff"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may run a text as a formula, or it is one that `plain_cell` has marked.

    >>> looks_like_formula(" ＝1+1"), looks_like_formula("'=1+1"), looks_like_formula("1-1")
    (True, True, False)
    """
    bare = text.lstrip("'")
    return bare.startswith(_FORMULA_STARTS) or bare.lstrip()[:1] in _FORMULA_STARTS


@overload
def plain_cell(value: str) -> str: ...
@overload
def plain_cell(value: str | int) -> str | int: ...
def plain_cell(value: str | int) -> str | int:
    """Return `value` so that no spreadsheet runs it: a text that looks like a formula gets a leading 「'」.

    >>> plain_cell("=1+1"), plain_cell("税收优惠"), plain_cell(-3)
    ("'=1+1", '税收优惠', -3)
    """
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value


def read_cell(text: str) -> str:
    """The text that `plain_cell` wrote.

    >>> read_cell("'=1+1"), read_cell("税收优惠"), read_cell("''=1+1")
    ('=1+1', '税收优惠', "'=1+1")
    """
    return text[1:] if text.startswith("'") and looks_like_formula(text[1:]) else text


def table_as_csv(table: Iterable[Sequence[str | int]]) -> str:
    """Return a table as CSV (RFC 4180) with the byte order mark by which Excel knows UTF-8."""
    output = io.StringIO()
    csv.writer(output).writerows([plain_cell(value) for value in row] for row in table)
    return BOM + output.getvalue()
