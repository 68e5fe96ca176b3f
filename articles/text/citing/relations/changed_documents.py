"""Whether a sentence changes a document that it names: 对《甲》作如下修改, 删去《甲》第八条."""

from __future__ import annotations

import re

from articles.text.citing.naming.document_names import IN_BRACKETS
from articles.text.citing.relations.own_acts import is_undone, last_clause

_CHANGE = r"(?:修改|修订|修正|调整)(?!的|前|后|意见|完善)"
_AMENDED = re.compile(
    r"(?:[^《》。；\n]{0,30}?(?:作(?:出)?(?:如下|以下|相应)|做(?:出)?(?:如下|以下|相应)|予以|进行)(?:的)?"
    rf"{_CHANGE})"
    r"|(?:[^《》。；\n]{0,40}?(?:修改为|改为|修改成|增加一|增加第|删去第|删除第))"
)
#: 对《甲》作出修改, in a document that changes others.
_MADE_CHANGES = re.compile(rf"(?:{IN_BRACKETS}|\s)*(?:作出?|做出?|进行)(?:部分)?{_CHANGE}")
#: 在《甲》第五条中增加一款
_ADDED = re.compile(
    rf"(?:{IN_BRACKETS}|\s)*第[^《》。；，]{{1,20}}[条款项章节][^《》。；，]{{0,8}}增加(?:一|两|二|三|第)"
)
#: Not 新修订的《甲》, nor 关于修订《甲》的决定, which names another decision.
_CHANGED = re.compile(
    r"(?<!关于)(?<!新)(?:修改|修订|修正|删去|删除)(?!后?的)(?!以?[来后前])[^，。；《》]{0,6}$"
)
_OBJECT = re.compile(r"(?:将|对|把)[^，。；《》]{0,12}$")
#: 财政部对《甲》: others do it.
_BY_OTHERS = re.compile(r"(?<!决定)[^，。；]{2,}(?:部|委|局|厅|会)对$")


def is_amending(before: str, after: str, *, changes_others: bool) -> bool:
    """Whether the document changes what it names between `before` and `after`.

    `changes_others` for a document whose title says so: there fewer words are enough.
    """
    clause = last_clause(before)
    if not changes_others:
        is_said = bool(_OBJECT.search(before) and _AMENDED.match(after)) or (
            before.endswith("在") and _ADDED.match(after) is not None
        )
        return is_said and not _is_of_others(clause)
    if _AMENDED.match(after) or (before.endswith("对") and _MADE_CHANGES.match(after)):
        return not _is_of_others(clause)
    verb = _CHANGED.search(before)
    return verb is not None and not is_undone(last_clause(before[: verb.start()]))


def _is_of_others(clause: str) -> bool:
    return is_undone(clause) or _BY_OTHERS.search(clause) is not None
