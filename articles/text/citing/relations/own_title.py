"""What the title of a document says that it does to others: 关于修改《甲》的决定, 《甲》解读."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.text.citing.naming.document_names import TITLE, is_explanation, without_version
from articles.text.citing.naming.titles import title_key
from articles.text.citing.relations.name_groups import name_groups
from articles.text.citing.relations.own_acts import is_undone
from articles.text.citing.relations.relation_kinds import RelationKind

#: 新修订的《甲》 only describes it, and 修订印发《甲》 prints it.
_AMENDING = r"(?:修改|修订|修正)(?!后?的|[并后]?(?:重新)?(?:印发|发布|公布|颁布))[^《》]{0,16}$"
_ACTS = (
    (RelationKind.REPEALS, re.compile(r"废止[^《》]{0,20}$")),
    (RelationKind.EXPIRES, re.compile(r"宣布失效[^《》]{0,20}$")),
    (RelationKind.AMENDS, re.compile(_AMENDING)),
    (RelationKind.EXTENDS, re.compile(r"继续(?:执行|实施|施行|适用)[^《》]{0,12}$")),
    (RelationKind.FORWARDS, re.compile(r"(?:转发|批转)[^《》]{0,60}$")),
    (RelationKind.PRINTS, re.compile(r"(?:印发|发布|公布|下发|颁布|颁发)[^《》]{0,30}$")),
)
_LONGER = re.compile(r"(?:延长|延续)[^《》]{0,8}$")
_VALIDITY = re.compile(r"[^《》]{0,20}(?:有效|施行|实施|执行)期")
#: 暂时调整实施《甲》有关规定 is no set of rules for it.
_FOR = re.compile(r"(?<!调整)(?<!暂停)(?<!停止)(?:实施|贯彻|执行|适用|落实)[^《》]{0,12}$")
_RULES = re.compile(
    r"(?:实施|配套|若干问题的|有关问题的|的?(?:补充|具体))[^《》]{0,12}(?:条例|细则|办法|措施|规定|意见|解释|通知)"
)
#: 关于《甲》第二十条适用问题的答复
_ANSWERS = re.compile(
    r"(?:第[^《》]{1,20}[条款项]|有关(?:条款|规定|问题))[^《》]{0,20}(?:适用|理解|含义|解释|执行|应用)[^《》]{0,16}"
    r"(?:答复|批复|复函|解释|意见|函)$"
)
_CHANGES = re.compile(r"修改|修订|修正|废止|清理|失效")
#: 关于做好清理工作的通知, 关于征求修改意见的函: others do it, or it is not done yet.
_ASKED = re.compile(r"[^《》]{0,20}(?:工作|意见稿?)的|征求")
_PASSES_ON = re.compile(r"转发|批转|贯彻|落实|执行")


@dataclass(frozen=True)
class OwnTitle:
    """`key` of a title, and the `kinds` of what it does to the documents that it names, by their keys.

    `ends_or_changes`: its text ends or changes others. `explains`: it only tells what another document says.
    """

    key: str
    version_key: str
    kinds: Mapping[str, RelationKind]
    ends_or_changes: bool
    explains: bool

    def is_of(self, title: str) -> bool:
        """Whether it is this title, in whatever form that is written."""
        return title_key(title) == self.key

    def is_version_of(self, title: str) -> bool:
        """Whether it is this title with the words of a version behind it: 某办法（2021年修正）."""
        return title_key(title) == self.version_key != self.key


def own_title(title: str) -> OwnTitle:
    """What a title says of its document.

    >>> own_title("关于修改《某办法》的决定").kinds
    {'某办法': <RelationKind.AMENDS: 'amends'>}
    """
    explains = is_explanation(title)
    return OwnTitle(
        key=title_key(title),
        version_key=title_key(without_version(title)),
        kinds={
            title_key(match[0][1:-1]): kind_in_title(title, group[0].start(), group[-1].end())
            for group in name_groups(title)
            for match in group
        },
        ends_or_changes=not explains and _ends_or_changes(without_version(title)),
        explains=explains,
    )


def kind_in_title(title: str, start: int, end: int) -> RelationKind:
    """What a title does to the documents that it names in [start, end).

    >>> kind_in_title("关于修订印发《某办法》的通知", 6, 11)
    <RelationKind.PRINTS: 'prints'>
    """
    before, after = title[:start], title[end:]
    if is_explanation(title):
        return RelationKind.EXPLAINS
    for kind, words in _ACTS:
        if act := words.search(before):
            return RelationKind.CITES if is_undone(before[: act.start()]) else kind
    if _LONGER.search(before) and _VALIDITY.match(after):
        return RelationKind.EXTENDS
    if _ANSWERS.match(after):
        return RelationKind.EXPLAINS
    return RelationKind.IMPLEMENTS if _FOR.search(before) or _RULES.match(after) else RelationKind.CITES


def _ends_or_changes(title: str) -> bool:
    outside = TITLE.sub("《》", title)
    verb = _CHANGES.search(outside)
    if verb is None:
        return _CHANGES.search(title) is not None and not _PASSES_ON.search(outside)
    return not _ASKED.match(outside, verb.end()) and not is_undone(outside[: verb.start()])
