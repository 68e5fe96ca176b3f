"""Whether a question says a thing of the one who asks, denies it, lacks it, or only supposes it.

Read from the words before a phrase: 我不是大企业, 没有专利, 必须是大企业吗.
"""

from __future__ import annotations

import re
from enum import Enum

#: What may stand between such a word and the phrase: 没有承担过, 不搞, 没有自己的.
_BETWEEN = (
    r"(?:(?:参与|参加|开展|进行|从事|做|搞|办|用|有|是|涉及|打算|准备|想|申请|取得|获得|拥有|建立|设立|建|承担)过?)?"
    r"(?:什么|任何|自己的?|自主的?|一项|一个)?$"
)
_DENIED = re.compile(rf"(?:不是|不属于|不算|并非|不|非|除了?|除开){_BETWEEN}")
_LACKING = re.compile(rf"(?:没有?|尚?未|无|缺少?|缺乏){_BETWEEN}")
_SUPPOSED = re.compile(
    rf"(?:是不是|是否|必须|非得|需要|须|如果|假如|要是|除非|只有|要不要|有没有|有无){_BETWEEN}"
)
#: Whether there is something for somebody (有没有小企业的补贴) supposes nothing of him.
_EXISTENCE = re.compile(r"有没有$|有无$")


class Stance(Enum):
    SAID = "said"
    DENIED = "denied"
    LACKING = "lacking"
    SUPPOSED = "supposed"


def stance(before: str) -> Stance:
    """How a question takes the phrase that follows `before`.

    >>> [stance(before).value for before in ("我们不是", "没有承担", "是不是", "有没有", "搞不搞")]
    ['denied', 'lacking', 'supposed', 'said', 'said']
    """
    if _EXISTENCE.search(before):
        return Stance.SAID
    if _SUPPOSED.search(before):
        return Stance.SUPPOSED
    for pattern, negation in ((_DENIED, Stance.DENIED), (_LACKING, Stance.LACKING)):
        match = pattern.search(before)
        if match and not _is_doubled(before, match):
            return negation
    return Stance.SAID


def _is_doubled(before: str, match: re.Match[str]) -> bool:
    """Whether the verb stands on both sides (搞不搞, 算不算): a question, and no denial."""
    start = match.start()
    return start > 0 and match[0][1:2] == before[start - 1]
