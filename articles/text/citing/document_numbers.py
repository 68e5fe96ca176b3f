"""Document numbers (发文字号): 工信部联科〔2009〕232号, 国务院令第707号 in any bracket and width."""

import re

from articles.text.wording.folding import fold

_NUMBER = re.compile(
    r"""
    (?P<agency>[\u3400-\u9fff]{1,20})   # 机关代字, 工信部联科
    (?:
        [\[(](?P<year>(?:19|20)\d{2})[\])](?:第)?(?P<serial>\d{1,5})号?   # 年份, whatever its brackets, 序号
        |(?P<open_year>(?:19|20)\d{2})年(?:第)?(?P<open_serial>\d{1,5})号  # 国发2019年4号
    )
    """,
    re.VERBOSE,
)


_ORDER = re.compile(
    r"""
    (?P<body>[\u3400-\u9fff]{2,30}?)                                   # 国务院
    (?:
        (?P<kind>令|公告|通告)第?(?P<serial>\d{1,5})号                     # 令第707号
        |第(?P<serial_first>\d{1,5})号(?P<kind_last>令|公告|通告)         # 第707号令
    )
    """,
    re.VERBOSE,
)
#: 232号文, 707号令: what is said of a number when the agency and the year are left out.
_SERIAL = re.compile(r"第?(?P<serial>\d{1,5})号(?P<kind>文件|文|令)")


def document_number_key(text: str) -> str | None:
    """Return the comparison key of the document number that the whole of `text` is, or None.

    >>> document_number_key("工信部联科【2009】 ２３２号"), document_number_key("国务院第707号令")
    ('工信部联科〔2009〕232号', '国务院令第707号')
    """
    read = leading_document_number(text)
    return read[0] if read and not read[1] else None


def leading_document_number(text: str) -> tuple[str, str] | None:
    """Return (key, rest of the folded text) when `text` begins with a document number, else None."""
    folded = fold(text).replace(" ", "")
    if match := _NUMBER.match(folded):
        return _key(match), folded[match.end() :]
    order = _ORDER.match(folded)
    return (_order_key(order), folded[order.end() :]) if order else None


def leading_serial(folded: str) -> tuple[str, str] | None:
    """Return (how the keys end, rest) when a folded text begins with a number without agency and year.

    >>> leading_serial("232号文第25条"), leading_serial("707号令")
    (('〕232号', '第25条'), ('令第707号', ''))
    """
    match = _SERIAL.match(folded)
    if match is None:
        return None
    ending = f"令第{int(match['serial'])}号" if match["kind"] == "令" else f"〕{int(match['serial'])}号"
    return ending, folded[match.end() :]


def _order_key(match: re.Match[str]) -> str:
    kind, serial = match["kind"] or match["kind_last"], match["serial"] or match["serial_first"]
    body = match["body"].removeprefix("中华人民共和国") or match["body"]
    return f"{body}{kind}第{serial}号"


def _key(match: re.Match[str]) -> str:
    year, serial = match["year"] or match["open_year"], match["serial"] or match["open_serial"]
    return f"{match['agency']}〔{year}〕{serial}号"
