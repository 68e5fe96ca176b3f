"""Whether a document itself does what a sentence says, or only denies, expects or reports it.

「《甲》同时废止」 is an act; 「不得废止《甲》」, 「《甲》废止前」, 「抓紧修改《甲》」 are not.
"""

from __future__ import annotations

import re

#: Denied, asked for, allowed, past or still to come.
_UNDONE = re.compile(
    r"不(?!再)|未|尚|拟|正在|曾|已|被|将于|即将|期满|届满|到期|建议|研究|抓紧|尽快|加快|可以|可$|需|适时|及时|推动|推进|"
    r"应(?!同时|予|一并|自|急)|(?<![主重纲摘纪])要(?!求)|要求|会同|负责|做好|开展|禁止|防止|避免|商请|提请|征求|暂缓"
)
_DECIDED = "决定"
#: 《甲》规定，《乙》自2020年起废止: what another document says. 根据《甲》的规定，《乙》废止 is no report.
_REPORTED = re.compile(
    r"(?:^|[，：])(?!根据|依据|依照|按照|遵照|为)[^，：《》]{0,30}《[^，]*》[^，。；《》]{0,12}"
    r"(?:规定|明确|要求|指出|提出)[，：]"
)
#: 废止前, 废止后, 修改的: a time or a condition.
_OF_A_TIME = re.compile(r"(?:以?前|之前|以?后|之后|的|时|期间|之日|等|工作|问题|情况|或者?|完善)")
#: 如《甲》废止, 自《甲》废止…
_CONDITION = re.compile(r"(?:如果?|若|一旦|倘若|凡|当|待|因|由于|在)$")
#: 不得将《甲》废止, 建议对《甲》予以废止: the words before a name lead its verb.
_LEADS = re.compile(r"(?:将|把|对|宣布)[^，。；《》]{0,12}$")


def is_undone(clause: str) -> bool:
    """Whether a clause denies its verb, asks for it, or tells it of another time.

    >>> is_undone("抓紧"), is_undone("市政府研究决定"), is_undone("同时")
    (True, False, False)
    """
    marks = [*_UNDONE.finditer(clause)]
    return bool(marks) and _DECIDED not in clause[marks[-1].end() :]


def last_clause(words: str) -> str:
    """What stands behind the last comma.

    >>> last_clause("为了管理，现予")
    '现予'
    """
    return re.split("[，：]", words)[-1]


def is_reported(before: str, behind_verb: str) -> bool:
    """Whether the words before a name, or behind the verb, make a report or a condition of the sentence."""
    if _OF_A_TIME.match(behind_verb) or _CONDITION.search(before) or _REPORTED.search(before):
        return True
    return _LEADS.search(before) is not None and is_undone(last_clause(before))
