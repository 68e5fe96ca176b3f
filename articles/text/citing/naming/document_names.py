"""Names in 《》: which are those of documents, which are papers or forms, and short names given in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.text.citing.naming.titles import title_key

LONGEST_TITLE = 200
TITLE = re.compile(rf"《(?:[^《》]|《[^《》]{{0,{LONGEST_TITLE}}}》){{1,{LONGEST_TITLE}}}》")
_NO_BRACKET = r"[^（）()〔〕\[\]]"
#: （2019年修订）, and with brackets inside: （国发〔2019〕5号）
IN_BRACKETS = rf"[（(〔\[](?:{_NO_BRACKET}|[（(〔\[]{_NO_BRACKET}{{0,30}}[）)〕\]]){{0,60}}[）)〕\]]"
_TAIL = re.compile(rf"(?:{IN_BRACKETS}|\d{{4}}年(?:版|本)?|修订|草案|送审稿|征求意见稿)$")
#: How the folded title of a draft ends: 某办法(征求意见稿), 某法(修订草案).
DRAFT = re.compile(r"\([^()]{0,12}(?:征求意见稿|送审稿|讨论稿|草案)[^()]{0,12}\)$")
_DOCUMENTS = re.compile(
    r"(?:法典|法|条例|规定|办法|细则|规则|决定|决议|命令|令|通知|通报|公告|通告|意见|批复|函|请示|报告|汇报|规划|纲要|"
    r"方案|计划|措施|政策|章程|准则|规程|规范|标准|公约|协定|议定书|解释|目录|指南|导则|指引|要点|宣言|声明|预案|"
    r"清单|制度|要求|指导原则|通则|总则|建议|答复|安排|协议|纪要|总纲|条约|改革|条件|若干问题)$"
)
_NO_DOCUMENTS = re.compile(
    r"(?:报|周刊|月刊|杂志|期刊|表|证|证明|(?<!议定)(?<!白皮)书|执照|合同|单|票|卡|簿|册|手册|教材|凭证|保函|责任状)$"
)
_SHORT = re.compile(
    r"""
    》(?:[（(][^（）()]{0,40}[，,、]|[（(][^（）()]{0,40}[）)]?[（(]?)   # （国发〔2004〕20号，
    (?:(?:以?下(?:统)?)?简|以?下)称(?:为)?[:：]?[《“"〈]?              # 以下简称, 简称, 下称
    (?P<short>[^《》“”"〈〉（）()，,；;、]{1,30}
        (?:[^《》“”"〈〉（）()，,；;、]|[（(][一二三四五六七八九十\d]{1,3}[）)])   # 《规划》, 《解释（一）》
    )
    [》”"〉]?
    """,
    re.VERBOSE,
)
#: A name of such words alone means what the text calls so, not a document of this title.
_GENERIC = re.compile(
    r"(?:总体|实施|工作|暂行|指导|若干|行动|专项)?(?:规划|方案|决定|意见|办法|通知|报告|汇报|请示|纲要|细则|规定|条例|目录|"
    r"计划|措施|标准|公告|指南|指引|名单|清单|预案|建议|协议|规则|章程|制度|批复|函|要求|政策)"
)


_EXPLAINS = re.compile(r"解读|读懂|图解|问答|答记者问|的说明|说明$")
#: What tells a version of a document from others of its title: （2021年修订）, （修正）.
_VERSION = re.compile(r"\s*[（(](?:\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|修改|版|本)+[）)]$")
_KIND_NAMES = (
    "条例",
    "办法",
    "规定",
    "细则",
    "意见",
    "方案",
    "规划",
    "通知",
    "管理办法",
    "暂行办法",
    "若干措施",
)


def is_surely_document(title: str) -> bool:
    """Whether a name ends as those of documents do: 条例, 意见, 规划（2018—2035年）.

    >>> is_surely_document("某某办法（试行）"), is_surely_document("某某指标")
    (True, False)
    """
    return _DOCUMENTS.search(without_tail(title)) is not None


def is_not_a_document(title: str) -> bool:
    """Whether it is a newspaper, a form or a certificate."""
    return _NO_DOCUMENTS.search(without_tail(title)) is not None


def is_generic(title: str) -> bool:
    """Whether it only says of what kind a document is: 《通知》, 《实施方案》."""
    return _GENERIC.fullmatch(without_tail(title)) is not None


def short_names(texts: Iterable[str]) -> dict[str, str]:
    """The titles that a document gives a short name: （以下简称《规划》） → {"规划": "三峡库区…规划"}.

    >>> short_names(["纳入《水污染防治规划》（以下简称《规划》）"])
    {'规划': '水污染防治规划'}
    """
    titles: dict[str, str] = {}
    for text in texts:
        for title in TITLE.finditer(text):
            if short_name := _SHORT.match(text, title.end() - 1):
                titles.setdefault(title_key(short_name["short"]), title[0][1:-1])
    return titles


def is_explanation(title: str) -> bool:
    """Whether a title says that it explains what it names: 《某办法》解读, 就修订《某办法》答记者问.

    >>> is_explanation("《某办法》政策解读"), is_explanation("关于转发《〈某办法〉解读》的通知")
    (True, False)
    """
    return "《" in title and _EXPLAINS.search(TITLE.sub("《》", title)) is not None


def without_version(title: str) -> str:
    """A title without the words of its version.

    >>> without_version("某办法（2021年修正）"), without_version("某办法（试行）")
    ('某办法', '某办法（试行）')
    """
    return _VERSION.sub("", title)


def explained_names(own_title: str) -> dict[str, str]:
    """What an explanation may call the document that it explains by: its kind alone, 《办法》.

    >>> explained_names("《某省商业特许管理办法》解读")
    {'办法': '某省商业特许管理办法', '管理办法': '某省商业特许管理办法'}
    """
    title = TITLE.search(own_title)
    if title is None or not is_explanation(own_title):
        return {}
    explained = without_tail(title[0][1:-1])
    kinds = (explained[start:] for start in range(1, len(explained)))
    return {title_key(kind): title[0][1:-1] for kind in kinds if _is_kind(kind)}


def _is_kind(words: str) -> bool:
    return words in _KIND_NAMES or is_generic(words)


def without_tail(title: str) -> str:
    """A title without what may follow its kind: （试行）, 2018年版."""
    bare = "".join(title.split())
    while tail := _TAIL.search(bare):
        bare = bare[: tail.start()]
    return bare
