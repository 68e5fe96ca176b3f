"""Document numbers (发文字号): 工信部联科〔2009〕232号 in any bracket, width and spacing."""

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


def document_number_key(text: str) -> str | None:
    """Return the comparison key of the document number that the whole of `text` is, or None.

    >>> document_number_key("工信部联科【2009】 ２３２号")
    '工信部联科〔2009〕232号'
    """
    match = _NUMBER.fullmatch(fold(text).replace(" ", ""))
    return _key(match) if match else None


def leading_document_number(text: str) -> tuple[str, str] | None:
    """Return (key, rest of the folded text) when `text` begins with a document number, else None."""
    folded = fold(text).replace(" ", "")
    match = _NUMBER.match(folded)
    return (_key(match), folded[match.end() :]) if match else None


def _key(match: re.Match[str]) -> str:
    year, serial = match["year"] or match["open_year"], match["serial"] or match["open_serial"]
    return f"{match['agency']}〔{year}〕{serial}号"
