"""How a document relates to those that it names (关系): 依据, 修改, 废止 …, from the words around each 《…》.

What counts is what the document does itself: 「《甲》同时废止」 repeals, 「抓紧修改《甲》」 only cites.
Texts are read in order, as a heading (对下列文件予以废止：) says what the list below it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.text.citing.document_lists import goes_on, list_verb, unmarked_name
from articles.text.citing.document_names import (
    IN_BRACKETS,
    TITLE,
    is_generic,
    is_other_paper,
    is_surely_document,
)
from articles.text.citing.document_numbers import document_number_key
from articles.text.citing.numbered_documents import lone_numbers, number_that_published
from articles.text.citing.titles import title_key

#: How many characters around a name are read.
_WIDTH = 400


class Kind(StrEnum):
    BASIS = "basis"  # 依据
    CITES = "cites"  # 引用
    AMENDS = "amends"  # 修改
    AMENDED_BY = "amended_by"  # 被修改: the document tells what amended it
    REPEALS = "repeals"  # 废止
    REPLACES = "replaces"  # 替代
    FORWARDS = "forwards"  # 转发
    PRINTS = "prints"  # 印发
    IMPLEMENTS = "implements"  # 配套
    EXPLAINS = "explains"  # 解读


@dataclass(frozen=True)
class NamedDocument:
    """The words [start, end) name the document `title` (in full where the words are its short name).

    `title` is a document number where nothing else names it. `is_sure`: the name ends as those of documents
    do (条例, 意见), so that it is no book, form or project.
    """

    kind: Kind
    title: str
    start: int
    end: int
    is_sure: bool


_JOIN = re.compile(
    rf"(?:{IN_BRACKETS}|第[^《》，。；第条款项]{{1,20}}[条款项]|\s|、|，|和|及|与|以及|或者|或|等)*"
)
#: 《甲》和1965年国务院发布的《乙》, 《甲》，以及最高人民法院《乙》
_JOIN_ISSUED = re.compile(
    rf"(?:{IN_BRACKETS}|\s)*(?:、|，?以及|，?和|及)[^《》。；]{{0,60}}(?:(?:布|过|准|发|定|转|施)的|院|委|部|局|会|府|厅|署|日)"
)
_AFTER = re.compile(rf"(?:{IN_BRACKETS}|\s)*(?:等[^，。；《》]{{0,14}})?")
_PART = r"(?:第[^，。；]{1,30}[条款项章节]|中|有关|相关|的[^，。；]{0,20}(?:规定|条款|内容|部分))"

_NOT = re.compile(
    r"(?:不予?|不再|未|非|拟|建议|研究|抓紧|尽快|加快|可以|需要|适时|及时|推动|推进|已经|已|曾|应当|应|要|修改和|修订和)$"
)
#: What others do, or have yet to do.
_TOLD = re.compile(
    r"正在|拟|研究|抓紧|尽快|加快|可以|需要|适时|及时|推动|推进|已|曾|应当?|建议|会同|要求|[^，。；]{2,}(?:部|委|局|厅|会)对"
)
_REPEALED = re.compile(
    r"(?:[^《》。；：\n]{0,40}?[，、]?)(?P<how>同时|相应|即行|即|一并|自行|予以|均|随之|现予|现|起)?(?P<verb>废止|停止执行|失效|停止施行|不再执行|不再施行|不再适用(?!于))"
)
#: 违反《甲》规定的，许可证失效; 宣告该股票失效: something else ends.
_OTHER_ENDS = re.compile(r"规定的|宣告|该|证书?|许可|合同|协议|权利?")
_REPEALS = re.compile(r"(?P<verb>废止|宣布失效|停止执行)(?:下列|以下)?[^，。；《》]{0,12}$")
_REPLACED = re.compile(r"(?:代替|替代|取代)[^，。；《》]{0,12}$")
_AMENDED = re.compile(
    r"(?:[^《》。；\n]{0,30}?(?:作(?:出)?(?:如下|以下|相应)|做(?:出)?(?:如下|以下|相应)|予以|进行)(?:的)?(?:修改|修订|修正|调整))"
    r"|(?:[^《》。；\n]{0,40}?(?:修改为|改为|修改成|增加一|增加第|删去第|删除第))"
)
#: 对《甲》作出修改, in a document that changes others.
_MADE_CHANGES = re.compile(rf"(?:{IN_BRACKETS}|\s)*(?:作出?|做出?|进行)(?:部分)?(?:修改|修订|修正)")
_CHANGED = re.compile(r"(?:修改|修订|修正|删去|删除)[^，。；《》]{0,6}$")
_NOW = re.compile(r"现(?:予以?|将|随文|一并|重新)?[^《》。；，]{0,12}$")
_PRINTED = re.compile(
    r"[^。；\n]{0,120}?(?:现(?:予以?|一并|重新|正式|将其)?)?(?P<verb>印发|下发|发布|公布|颁布|颁发|转发|批转)"
)
_BASIS = re.compile(
    r"(?:根据|依据|依照|按照|遵照|遵循|为(?:了|进一步|更好地?|深入|全面|切实|认真)*(?:贯彻|落实|实施|执行)[^，。；《》]{0,16})[^，。；：]{0,40}$"
)
#: What is made on that basis; in the front words of less weight suffice.
_MADE = re.compile(
    r"(?:制定|制订|修订|编制|订立)(?:本|了本|如下|以下|出本)|现(?:就|对)[^。]{0,80}(?:如下|决定)|特?制定[^，。；《》]{0,12}(?:办法|规定|细则|条例)$|"
    r"(?:通知|意见|决定|批复|公告|解释|命令|决议|答复|规定|通告)如下|"
    r"(?:提出|作出|发布|公布)(?:如下|以下)[^，。]{0,6}(?:意见|决定|规定|措施|解释|公告)"
)
_MADE_IN_FRONT = re.compile(
    _MADE.pattern + r"|(?:制定|制订|编制)|如下|以下(?:意见|措施|规定)|特(?:决定|提出|作|此)|"
    r"现(?:就|将|提出|予|决定|公告|通知|批复|发布|印发)|"
    r"(?:国务院|会议|经研究|常务委员会|政府)决定"
)
_LIST_NUMBER = " 　0123456789.．、（）()一二三四五六七八九十"  # what may stand before an item
_OWN_ANNEX = re.compile(r"附件[一二三四五六七八九十\d]{0,2}$")  # 由附件一《某产生办法》规定
_CONSTITUTION = re.compile(r"(?:根据|依据)(?:中华人民共和国)?(?P<name>宪法)(?=[，,、和及的]|第)")

_IN_TITLE = (
    (Kind.REPEALS, r"废止[^《》]{0,20}$", ""),
    (Kind.AMENDS, r"(?:修改|修订|修正)[^《》]{0,16}$", ""),
    (Kind.FORWARDS, r"(?:转发|批转)[^《》]{0,60}$", ""),
    (Kind.PRINTS, r"(?:印发|发布|公布|下发|颁布|颁发)[^《》]{0,30}$", ""),
    (Kind.EXPLAINS, r"(?:解读|学习问答)$", ""),
    (Kind.EXPLAINS, "", r"(?:的)?(?:政策|文件)?(?:解读|问答|答记者问|的说明|有关问题的说明)"),
    #: 暂时调整实施《甲》有关规定 is no set of rules for it.
    (Kind.IMPLEMENTS, r"(?<!调整)(?<!暂停)(?<!停止)(?:实施|贯彻|执行|适用|落实)[^《》]{0,12}$", ""),
    (
        Kind.IMPLEMENTS,
        "",
        r"(?:实施|配套|若干问题的|有关问题的|的?(?:补充|具体))[^《》]{0,12}(?:条例|细则|办法|措施|规定|意见|解释|通知)",
    ),
)
_OF_A_LAW = re.compile(
    r"(?P<law>(?:中华人民共和国)?[\u3400-\u9fff]{1,30}?(?:法|条例))(?:实施(?:条例|细则|办法)|施行细则)"
)
#: 2015年4月25日公布的《本办法》, 原《本办法》: an earlier text of the same title.
_FORMER_DAY = re.compile(
    r"(?P<day>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)[^《》，。；]{0,40}(?:公布|发布|颁布|印发|通过|制定|施行|实施)的?(?:原)?$"
)
_FORMER = re.compile(r"(?:原|此前的|原有的)$")
_CHANGES_OTHERS = re.compile(r"修改|修订|修正|废止|清理|失效")


#: What a document cannot do to itself.
_ENDING = (Kind.REPEALS, Kind.REPLACES)


class RelationReader:
    """Reads the texts of one document in order.

    `short` are the titles that it gives short names, `numbered` those that it names with a document number.
    """

    def __init__(
        self,
        own_title: str,
        *,
        own_number: str = "",
        short: Mapping[str, str] | None = None,
        numbered: Mapping[str, str] | None = None,
    ) -> None:
        self._own = title_key(own_title)
        self._own_number = document_number_key(own_number)
        self._short = short or {}
        self._numbered = numbered or {}
        self._changes_others = _CHANGES_OTHERS.search(own_title) is not None
        self._in_title = {title_key(match[0][1:-1]) for match in TITLE.finditer(own_title)}
        self._list: Kind | None = None
        self._under = ""

    def title(self, text: str) -> list[NamedDocument]:
        """The documents that its title names: 关于修改《甲》的决定, 甲法实施条例."""
        named = [
            document
            for group in _groups(text)
            for document in self._named(
                group, _kind_in_title(text[: group[0].start()], text[group[-1].end() :])
            )
        ]
        if not named and (law := _OF_A_LAW.fullmatch(text)):
            named = [NamedDocument(Kind.IMPLEMENTS, law["law"], *law.span("law"), is_sure=True)]
        return named

    def read(self, text: str, *, is_front: bool = False, under: str = "") -> list[NamedDocument]:
        """The documents that a text names, in order.

        `is_front` for the notice and the introduction; `under` is the title of the chapter or annex.
        """
        if under != self._under:
            self._under, self._list = under, self._listed_below(under)
        named: list[NamedDocument] = []
        place = 0
        for line in text.split("\n"):
            found = self._line(line, is_front=is_front)
            named += (replace(each, start=each.start + place, end=each.end + place) for each in found)
            place += len(line) + 1
        return named

    def _line(self, line: str, *, is_front: bool) -> Iterator[NamedDocument]:
        if head := self._listed_below(line):
            self._list = head
        elif self._list and not goes_on(line):
            self._list = None
        elif self._list is Kind.REPEALS and "《" not in line and (place := unmarked_name(line)):
            yield NamedDocument(self._list, line[slice(*place)], *place, is_sure=True)
        for match in _CONSTITUTION.finditer(line) if self._own != "宪法" else ():
            if _MADE.search(line[match.end() : match.end() + _WIDTH]):
                yield NamedDocument(Kind.BASIS, "中华人民共和国宪法", *match.span("name"), is_sure=True)
        for group in _groups(line):
            before, after = _sentence_around(line, group)
            kind = self._kind(before, after, group, is_front=is_front)
            yield from self._named(group, kind)
        yield from self._numbers(line, is_front=is_front)

    def _numbers(self, line: str, *, is_front: bool) -> Iterator[NamedDocument]:
        """The documents that a line names by their numbers alone; in an item of a list the title does."""
        if "\t" in line or unmarked_name(line):
            return
        for key, start, end in lone_numbers(line):
            if key == self._own_number or _is_alone(line, start, end):
                continue
            group = [_matched(line, start, end)]
            kind = self._kind(*_sentence_around(line, group), group, is_front=is_front)
            title = self._numbered.get(key)
            if title_key(title or "") != self._own:
                yield NamedDocument(kind, title or key, start, end, is_sure=is_surely_document(title or ""))

    def _listed_below(self, heading: str) -> Kind | None:
        verb = list_verb(heading, ends_others=self._changes_others)
        return Kind(verb) if verb else None

    def _named(self, group: Sequence[re.Match[str]], kind: Kind) -> Iterator[NamedDocument]:
        for match in group:
            written = match[0][1:-1]
            title = self._short.get(title_key(written), written)
            if title_key(title) == self._own and kind in _ENDING:
                if former := self._former(match):
                    yield NamedDocument(kind, f"{written}（{former}）", *match.span(), is_sure=True)
                continue
            if title_key(title) == self._own or is_other_paper(title):
                continue
            if title == written and is_generic(title):
                continue
            if _is_introduced_short(match) or _OWN_ANNEX.search(
                match.string[max(0, match.start() - 6) : match.start()]
            ):
                continue
            yield NamedDocument(kind, title, *match.span(), is_sure=is_surely_document(title))

    def _former(self, match: re.Match[str]) -> str:
        """What tells an earlier text of its title, which it ends, from itself: the number, else the day."""
        before = match.string[max(0, match.start() - _WIDTH) : match.start()]
        behind = re.compile(IN_BRACKETS).match(match.string, match.end())
        number = (document_number_key(behind[0][1:-1]) if behind else None) or number_that_published(before)
        if number:
            return number if number != self._own_number else ""
        if dated := _FORMER_DAY.search(before):
            return f"{dated['day']}公布"
        return "此前的文本" if _FORMER.search(before) else ""

    def _kind(self, before: str, after: str, group: Sequence[re.Match[str]], *, is_front: bool) -> Kind:
        rest = _AFTER.sub("", after, count=1) if _AFTER.match(after) else after
        if kind := self._change(before, rest, after):
            return kind
        if _is_basis(before, after, is_front=is_front):
            return Kind.BASIS
        if not _BASIS.search(before) and (kind := _printing(before, rest)):  # 根据《甲》，现将名单公布
            return kind
        if self._list and not before.rpartition("\t")[2].strip(_LIST_NUMBER):
            return Kind.AMENDS if re.match(_PART, rest) else self._list
        keys = {title_key(match[0][1:-1]) for match in group}
        if self._changes_others and keys <= self._in_title and re.search(r"修改|修订|修正", before + after):
            return Kind.AMENDS
        return Kind.CITES

    def _change(self, before: str, rest: str, after: str) -> Kind | None:
        """What the sentence does to the documents named in it, if anything."""
        if _REPLACED.search(before) and not _NOT.search(_REPLACED.split(before)[0]):
            return Kind.REPLACES
        if repealed := _REPEALED.match(rest):
            is_whole = not re.match(_PART, after) and not re.match(_PART, rest)
            says = repealed[0][: repealed.start("verb")]
            is_told = "《" in says or _NOT.search(says) or _BASIS.search(before) or _OTHER_ENDS.search(says)
            if not is_told and _is_own_act(says, before):
                return Kind.REPEALS if is_whole else Kind.AMENDS
        repeals = _REPEALS.search(before) if self._changes_others else None
        if repeals and not _NOT.search(before[: repeals.start()]):
            return Kind.REPEALS if not re.match(_PART, after) else Kind.AMENDS
        if self._is_amending(before, after):
            return None if _TOLD.search(before) else Kind.AMENDS
        if self._changes_others and (verb := _CHANGED.search(before)):
            return None if _NOT.search(before[: verb.start()]) else Kind.AMENDS
        return None

    def _is_amending(self, before: str, after: str) -> bool:
        """对《甲》作如下修改; in a document that changes others, 对《甲》作出修改 and 《甲》作如下修改."""
        if not self._changes_others:
            is_object = re.search(r"(?:将|对|把)[^，。；《》]{0,12}$", before)
            return bool(is_object and _AMENDED.match(after))
        return bool(_AMENDED.match(after) or (before.endswith("对") and _MADE_CHANGES.match(after)))


def _is_own_act(says: str, before: str) -> bool:
    """同时废止, 予以废止 is what the document does; 《甲》废止后 or 已经废止的《甲》 tells of it."""
    return not re.search(r"如果|如|若|一旦|的$", says + "|") and not re.search(r"在$", before)


def _printing(before: str, rest: str) -> Kind | None:
    """现将《甲》印发给你们; 《甲》已经国务院同意，现转发给你们; 现发布《甲》."""
    leads = _NOW.search(before)
    if leads and (verb := re.search(r"(印发|下发|发布|公布|颁布|颁发|转发|批转)", leads[0])):
        return _of_verb(verb[1])
    printed = _PRINTED.match(rest)
    if (
        printed
        and "《" not in printed[0]
        and (leads or re.search(r"现(?:予|将|一并|重新|正式)?", printed[0]))
    ):
        return _of_verb(printed["verb"])
    return None


def _of_verb(verb: str) -> Kind:
    return Kind.FORWARDS if verb in ("转发", "批转") else Kind.PRINTS


def _is_basis(before: str, after: str, *, is_front: bool) -> bool:
    """根据《甲》，制定本办法: led by such a verb, and what follows in the sentence is made of it."""
    made = _MADE_IN_FRONT if is_front else _MADE
    return _BASIS.search(before) is not None and made.search(after) is not None


def _kind_in_title(before: str, after: str) -> Kind:
    for kind, left, right in _IN_TITLE:
        if (not left or re.search(left, before)) and (not right or re.match(right, after)):
            return kind
    return Kind.CITES


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """The titles of a text, those of one list (《甲》《乙》和《丙》) together."""
    group: list[re.Match[str]] = []
    for match in TITLE.finditer(text):
        between = text[group[-1].end() : match.start()] if group else ""
        if group and not (_JOIN.fullmatch(between) or _JOIN_ISSUED.fullmatch(between)):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _sentence_around(line: str, group: Sequence[re.Match[str]]) -> tuple[str, str]:
    """The words of the sentence before and after a group of titles."""
    start = max(line.rfind(stop, 0, group[0].start()) for stop in "。；！？") + 1
    ends = [end for stop in "。！？" if (end := line.find(stop, group[-1].end())) >= 0]
    begin, end = group[0].start(), group[-1].end()
    return line[max(start, begin - _WIDTH) : begin], line[end : min(*ends, end + _WIDTH, len(line))]


def _is_alone(line: str, start: int, end: int) -> bool:
    """Whether a number is the whole line, as in the head of a document, whose own number it is."""
    return not (line[:start] + line[end:]).strip(" \u3000()（）")


def _matched(line: str, start: int, end: int) -> re.Match[str]:
    """The words [start, end) of a line as a match, as titles are."""
    match = re.compile(re.escape(line[start:end])).match(line, start)
    assert match is not None
    return match


def _is_introduced_short(match: re.Match[str]) -> bool:
    """Whether this is the short name itself, where it is given: （以下简称《规划》）."""
    before = match.string[max(0, match.start() - 5) : match.start()]
    return re.search(r"简称为?[:：]?$", before) is not None
