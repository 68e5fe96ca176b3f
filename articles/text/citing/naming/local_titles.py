"""Titles without the region in front, as people say them: 科技创新券管理办法 for 江城市科技创新券管理办法."""

from __future__ import annotations

import re

from articles.text.citing.naming.jurisdiction import is_region

_SHORTEST = 4
_KINDS = "条例|规定|办法|细则|规则|意见|通知|方案|规划|计划|纲要|措施|决定|公告|标准|规范|指南|目录|清单|政策"
#: Words that are no title without a subject: 管理办法, 若干措施.
_NO_SUBJECT = re.compile(rf"(?:的|管理|实施|监督|工作|暂行|试行|若干|有关|补充|具体|政策)*(?:{_KINDS})")
_HERE = re.compile(r"^[我本](?:省|市|县|区|州|自治区)(?:的)?")
_MARKS = re.compile(r"[^\w]+")
#: Quotation marks, which people type in other forms than titles have them, or leave out.
_QUOTES = re.compile(r"[\"'“”‘’「」『』]")
#: (试行), (2024年修订): what a title has behind it.
_STATUS = re.compile(r"\([^()]{1,20}\)$")
_BODY = re.compile(
    r"(?:人民政府|政府|人民代表大会|人大)(?:常务委员会|常委会|办公[厅室])?|[\u3400-\u9fff]{2,12}(?:局|厅|委员会|委|办公室|办公厅)"
)
#: The document that a notice prints: 江城市人民政府关于印发《…》的通知.
_PRINTED = re.compile(r".*(?:印发|发布|公布|颁布)《?(?P<title>[^《》]+)》?的(?:通知|公告|通告|决定)")


def local_name(key: str) -> str | None:
    """The words of a key of `title_key` that a title may end with, without quotation marks; None where they
    name nothing alone.

    >>> local_name("我市科技创新券管理办法"), local_name("管理办法")
    ('科技创新券管理办法', None)
    """
    name = _QUOTES.sub("", _HERE.sub("", key))
    is_name = len(_MARKS.sub("", name)) >= _SHORTEST and not _NO_SUBJECT.fullmatch(name)
    return name if is_name else None


def is_short_for(name: str, title: str) -> bool:
    """Whether a name is a title, or that of the document it prints, without the region and body in front,
    the status behind it or the marks in it; both as `title_key` gives them.

    >>> is_short_for("科技创新券管理办法", "江城市科技创新券管理办法(试行)")
    True
    >>> is_short_for("绿化条例", "城市绿化条例")
    False
    """
    notice = _PRINTED.fullmatch(title)
    titles = [title, notice["title"]] if notice else [title]
    spellings = {spelling for full_title in titles for spelling in (full_title, _STATUS.sub("", full_title))}
    words = _MARKS.sub("", name)
    return (
        bool(words)
        and name != title
        and any(_ends_title(words, _MARKS.sub("", spelling)) for spelling in spellings)
    )


def prints(name: str, title: str) -> bool:
    """Whether a title is that of a notice which prints the document of this name.

    >>> prints("某办法", "关于印发《某办法》的通知")
    True
    """
    notice = _PRINTED.fullmatch(title)
    return notice is not None and notice["title"] == name


def _ends_title(name: str, title: str) -> bool:
    if not title.endswith(name):
        return False
    front = title.removesuffix(name)
    return not front or is_region(front) or is_region(front + name[0]) or _is_local_body(front)


def _is_local_body(front: str) -> bool:
    """江城市人民政府, 江城市科学技术局: a region and a body of it."""
    ends = range(2, len(front) - 1)
    return any(is_region(front[:end]) and _BODY.fullmatch(front[end:]) for end in ends)
