"""Links that a web page prints below the document: 解读：…, 相关链接：…, 责任编辑：…"""

import re
from collections.abc import Sequence

from articles.text.parsing.lines import SourceLine

_MOST = 12  # lines
_NAMED = re.compile(
    r"(?:(?:相关|政策|图文|图片|视频|文字|专家|媒体|部门|音频)?(?:解读|链接|阅读|报道|稿件|新闻)|(?:原文|附件)?下载|原文链接|"
    r"(?:责任|网页|本文)?编辑|责编|信息来源|文章来源|来源|上一篇|下一篇|上一条|下一条|扫一扫\S{0,20}|分享到?|打印(?:本页)?|关闭(?:窗口)?)"
)
_LINK = re.compile(rf"[【\[]?{_NAMED.pattern}[】\]]?\s*(?:[：:].{{0,120}})?")
_ENTRY = re.compile(r"[^。；！？]{2,80}")


def page_links_begin(lines: Sequence[SourceLine]) -> int:
    """Where the links of a page begin that end the lines; the number of lines where there are none.

    A heading alone (相关链接) has its entries below it, which are no sentences.
    """
    lowest = max(1, len(lines) - _MOST)
    for index in range(lowest, len(lines)):
        texts = [line.text for line in lines[index:]]
        if all(_is_link_or_entry(texts[: count + 1]) for count in range(len(texts))):
            return index
    return len(lines)


def _is_link_or_entry(texts: Sequence[str]) -> bool:
    """Whether the last of the texts is a link, or an entry below a heading."""
    if _LINK.fullmatch(texts[-1]):
        return True
    has_heading = any(_NAMED.fullmatch(text.strip("：: 【】[]")) for text in texts)
    return has_heading and _ENTRY.fullmatch(texts[-1]) is not None
