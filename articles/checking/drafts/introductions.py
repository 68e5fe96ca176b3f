"""The words of a draft that introduce what a document says: 规定：, “……”（《…》第五条）, 根据第五条，.

Pure: they are sought in a closed-up text, around the citations and quotation marks found there.
"""

from __future__ import annotations

import re

from articles.checking.drafts.quotation_marks import OPENING

_SAYS = (
    r"(?:规定|指出|明确|载明|要求|提出|强调|写明|写道|写着|指明|(?<!所)称|说|表述|界定|确立|约定|原文|内容|条文|如下|可知|认为|"
    r"表明|定义)"
)
#: 【违约责任】: what an article is about, as collections of laws print it (folded).
_CAPTION = r"\[[^\[\]]{1,30}\]"
_BRACKETS = rf"(?:\([^()]{{0,60}}\)|{_CAPTION})?"
#: Between a citation and the words it is said to hold: 规定：, 中明确指出, “…; 中，立法机关写道：
INTRODUCES = re.compile(
    rf"{_BRACKETS}(?:的|中|里|也|还|则|均|都|又|已|同时|就|对此|对[^。；;“”，,]{{1,30}}?|关于[^。；;“”，,]{{1,30}}?|[^。；;，,“”]{{0,12}})?"
    rf"[，,]?(?:明确|具体|专门|分别|一致|亦|也|明文|进一步|特别)*{_SAYS}(?:了|为|是|道|到|有|中|内容|如下|以下|原文)*[：:，,—\-]*(?:即|其中|是)?[：:，,]*[>|]*"
    r"|[^。；;“”，,]{0,8}规定[^。；;“”，,]{0,8}[：:][>|]*"  # 所规定的：, 规定得很清楚：
    r"|[^。；;“”]{0,20}(?:写道|写着|写明|载明|指明|原文|条文|原话|表述)(?:如下|为|是)?[：:][>|]*"
)
AT_ONCE = re.compile(rf"{_BRACKETS}[：:，,的—\->|]{{0,3}}(?:即|是)?[：:]?[>|]*")
#: 规定“……”，并规定“……”
GOES_ON = re.compile(
    rf"[，,、；;和与及]?(?:以及|并且|并|同时|还|又|也|另|和|其中|进一步|，)*(?:明确)?(?:{_SAYS})?(?:了|的|是)?[：:，,]?"
)
#: Between words and the citation that follows: “……”（《…》第五条）, ——《…》第五条, “……”是《…》第五条的规定
FOLLOWED = re.compile(
    r"[。；;，,]?(?:[(\[|]|[—\-]{1,4})(?:见|参见|详见|引自|摘自|出自|语出|依据|根据|载于|来源|出处)?[：:]?|"
    r"[，,]?(?:这|此|以上|上述)?(?:一?规定|内容|表述|条文|文字)?(?:是|系|为|出自|来自|载于|见于|源自|引自|摘自|即)"
)
#: The same where the citation begins a line: - begins an item of a list there.
FOLLOWED_BELOW = re.compile(
    r"[。；;，,]?(?:[(\[]|[—\-]{2,4})(?:见|参见|详见|引自|摘自|出自|来源|出处)?[：:]?"
)
#: “……”，《…》第五条如是规定
_SO_IT_SAYS = re.compile(
    r"(?:对此|就此|即|已经?|早已|早就|也|便|都|正)*(?:(?:如是|如此|这样)|(?:作|做)出?了?|有)"
    r"(?:了|上述|如此|相应|明确|专门|明文|此项|这样|的)*规定"
)
_BARE = re.compile(
    rf"{_BRACKETS}(?:中|也|还|则|均|都|又|已|同时|就|对此)*(?:明确|具体|专门|分别|亦|明文|进一步)*"
    r"(?:规定|指出|明确|载明|要求|提出|强调|写明|可知)(?:如下|为|是|的是)?[：:，,]|[：:]|"
    rf"{_CAPTION}"
)
#: 第八十二条规定用人单位应当…: words only where they are those of the text.
_RUNS_ON = re.compile(r"(?:中|明确)?(?:规定|载明)(?![的之了为情“‘「『\"：:，,。；;、）)])")
#: 根据第五条，…; 依照第五条的规定，…: no word says that it is quoted.
_LOOSE = re.compile(rf"{_BRACKETS}(?:(?:之|的)?(?:有关|相关|上述|以上)?(?:规定|要求|条款|内容))?[，,]")
_LEADS = re.compile(r"(?:根据|依据|依照|按照|遵照|参照|基于)(?:现行|我国)?$")


_CAPTIONS = re.compile(_CAPTION)


def behind_caption(text: str, start: int) -> int:
    """Where words begin behind a caption: 【违约责任】当事人一方…."""
    caption = _CAPTIONS.match(text, start)
    return caption.end() if caption else start


def so_it_says(text: str, end: int) -> bool:
    """Whether the citation that ends there is said to hold the words before it."""
    return _SO_IT_SAYS.match(text, end) is not None


def bare_words(text: str, end: int) -> int | None:
    """Where words without marks begin that a citation that ends there introduces."""
    return _begin_without_mark(text, _BARE.match(text, end) or _RUNS_ON.match(text, end))


def runs_on(text: str, end: int) -> bool:
    """Whether they go on as the draft's own sentence."""
    return _RUNS_ON.match(text, end) is not None


def loose_words(text: str, end: int) -> int | None:
    """Where the words begin that may be those of a citation that ends there, though nothing says so."""
    return _begin_without_mark(text, _LOOSE.match(text, end))


def is_ground(text: str, start: int) -> bool:
    """Whether a list of citations that begins there is what something rests on: 根据…, 依照…."""
    return _LEADS.search(text[max(0, start - 6) : start]) is not None


def _begin_without_mark(text: str, introduction: re.Match[str] | None) -> int | None:
    if not introduction:
        return None
    begin = behind_caption(text, introduction.end())
    return None if text[begin : begin + 1] in {"", *OPENING} else begin
