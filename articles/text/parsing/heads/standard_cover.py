"""The cover of a standard (GB/T 1.1-2020): ICS, class, kind of standard, number, and the days of issue.

ICS 93.060 / P 21 / 江南省地方标准 / DB33/T 1099—2022 / the title / 2022-05-10发布　2022-11-01实施.
"""

import re
from collections.abc import Sequence

_DASH = "[-—–－]{1,2}"
_NUMBER = re.compile(
    rf"(?:DB\d{{2,4}}|T/[A-Z]{{2,8}}|Q/[A-Z]{{2,8}}|[A-Z]{{2,4}})(?:/[TZ])?\s*\d{{1,6}}(?:\.\d{{1,3}})?\s*{_DASH}\s*\d{{4}}"
)
_ABOVE_NUMBER = re.compile(
    r"ICS\s*[\d.]{2,12}(?:[\s;；,]+[\d.]{2,12}){0,4}|(?:CCS\s*)?[A-Z]\s*\d{2}|GB|DB\s*\d{2,4}|备案号\s*[：:].{1,30}"
    r"|[\u3400-\u9fff]{0,20}(?:国家|行业|地方|团体|企业)标准(?:化指导性技术文件)?"
)
_BELOW_NUMBER = re.compile(r"(?:部分)?代替\s*.{2,60}")
_DAY = r"(?:19|20)\d{2}\s*[-—–－.]\s*\d{1,2}\s*[-—–－.]\s*\d{1,2}"
_DAYS = re.compile(rf"(?P<issued>{_DAY})\s*发\s*布\s+(?P<effective>{_DAY})\s*实\s*施")


def is_standard_number(text: str) -> bool:
    """Whether a line is the number of a standard.

    >>> is_standard_number("DB33/T 1099—2022"), is_standard_number("国发〔2022〕1号")
    (True, False)
    """
    return bool(_NUMBER.fullmatch(text))


def standard_head_lines(texts: Sequence[str]) -> int:
    """How many of the first lines are the head of a standard's cover, its number among them; 0 for none.

    >>> standard_head_lines(["ICS 93.060", "P 21", "江南省地方标准", "DB33/T 1099-2022", "某规程"])
    4
    """
    above = next((index for index, text in enumerate(texts) if not _ABOVE_NUMBER.fullmatch(text)), 0)
    if not above or not is_standard_number(texts[above]):
        return 0
    is_replaced = above + 1 < len(texts) and _BELOW_NUMBER.fullmatch(texts[above + 1])
    return above + 2 if is_replaced else above + 1


def days_of_issue(text: str) -> tuple[str, str] | None:
    """The days of a line 2022-05-10发布　2022-11-01实施, of issue and of force."""
    match = _DAYS.fullmatch(text)
    return (match["issued"], match["effective"]) if match else None
