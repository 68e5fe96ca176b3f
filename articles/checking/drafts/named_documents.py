"""The words of a draft that name documents: 《…》, numbers, laws without 《》, its own short names.

Pure: the names that are known are given. Texts are closed up and folded, offsets are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from articles.checking.drafts.spans import Spans
from articles.text.citing.naming.document_names import (
    IN_BRACKETS,
    TITLE,
    is_generic,
    is_not_a_document,
    is_surely_document,
    short_names,
    without_tail,
)
from articles.text.citing.naming.document_numbers import numbers_in_text
from articles.text.citing.naming.titles import NESTED_MARKS, title_key, without_state
from articles.text.citing.places.citations_in_text import title_before
from articles.text.numbers.numerals import NUMERAL_CHARACTERS

_BRACKETS = re.compile(IN_BRACKETS)
_LAST_BRACKETS = re.compile(rf"{IN_BRACKETS}$")
_SAID = re.compile(
    r"(?:中|里|也|还|又|均|都|已|就|则|对此|明确|专门|同时|已经|仅|只)*(?:规定|指出|载明|明确|要求|提出|强调|写明)"
)
_LEADS = re.compile(r"(?:依照|依据|根据|按照|违反|适用|符合|参照|执行|援引|触犯)$")
_VERSION = re.compile(r"[(]?(?P<year>(?:19|20)\d\d)年?(?:第.次)?(?:修正|修订|修改|版|年版)(?:本|版)?[)]?$")
#: What may stand before a name without 《》: behind other letters it may be the end of a longer name.
_CLEAR = re.compile(
    r"(?:^|[^\u3400-\u9fff]|依照|依据|根据|按照|遵照|遵循|遵守|违反|违背|适用|符合|参照|参考|比照|对照|执行|援引|援用|引用|触犯|构成|"
    r"抵触|基于|鉴于|贯彻|实施|落实|属于|其中|结合|关于|所称|认为|主张|查阅|参见|涉嫌|学习|宣传|施行|以及|及|和|与|或|在|对|从|以|是|为|"
    r"由|将|把|了|的|如|即|按|向|于|而|但|并|据|见|因|就|系|又|还|也|则|均|仅|只|至|到|其|称|说|我国|国家|现行|中华人民共和国)$"
)
#: 合同编, 分则: a part of a law by its name.
NAMED_PART = r"(?!第)[\u3400-\u9fff]{1,8}(?:分编|编)|总则|分则|附则"
_PLACED = re.compile(rf"(?:{NAMED_PART}|第[{NUMERAL_CHARACTERS}]+编)?第[{NUMERAL_CHARACTERS}]+(?:分编|编|章)")
LONGEST_NAME = 100
_LONGEST_BRACKETS = 60
#: A name without 《》 that names another document: 最高人民法院关于适用《…》若干问题的意见.
_ABOUT = re.compile(
    r"(?:(?:最高人民法院|最高人民检察院|国务院)(?:[、和](?:最高人民法院|最高人民检察院))?)?关于(?:[^。；;，,：:“”《》关]|《[^《》]{1,60}》){2,80}"
    r"(?<=.)(?:解释|规定|意见|批复|答复|决定|办法)$"
)

#: Finds the names that are known in a text: (start, end, key).
FindNames = Callable[[str], Iterable[tuple[int, int, str]]]


@dataclass(frozen=True)
class DraftDocument:
    """A document as a draft names it: `title` is the key of its title, `number` that of its number.

    `is_sure`: nobody can doubt that it is meant (《…》, or a known name after 根据, a comma …).
    """

    title: str = ""
    number: str = ""
    version: int | None = None
    is_sure: bool = True


@dataclass
class DraftMention:
    """Words that name a document, with the brackets behind them; `name_end` is where the title ends."""

    start: int
    end: int
    document: DraftDocument
    name_end: int
    has_place: bool = False
    is_inner: bool = False  # part of the name of another


@dataclass(frozen=True)
class KnownNames:
    """The names that are known: keys of titles and other names, keys of numbers; `short` names that the
    draft gives itself (以下简称《办法》) with the titles they stand for; `last_letters` of known names.
    `line_starts` are those of the draft."""

    known: Container[str]
    numbers: Container[str]
    find: FindNames
    short: dict[str, str]
    last_letters: Container[str]
    line_starts: Container[int] = ()

    def begins_clear(self, text: str, start: int, offset: int) -> bool:
        """Whether a name without 《》 begins there for certain, and is not the end of a longer one.

        `offset` is its place in the draft.
        """
        return offset in self.line_starts or _CLEAR.search(text[max(0, start - 8) : start]) is not None

    def ends_in(self, text: str) -> bool:
        """Whether a name may end where a text ends."""
        return text[-1:] in self.last_letters or any(text.endswith(key) for key in self.short)

    def __contains__(self, key: object) -> bool:
        return key in self.known or key in self.short

    def document(self, key: str, *, is_sure: bool = True, version: int | None = None) -> DraftDocument:
        return DraftDocument(self.short.get(key, key), version=version, is_sure=is_sure or key in self.short)


def vocabulary_of(
    text: str,
    *,
    known: Container[str],
    numbers: Container[str],
    find: FindNames,
    last_letters: Container[str],
) -> KnownNames:
    """The names that a closed-up draft may use."""
    short = {key: title_key(title) for key, title in short_names([text]).items()}
    return KnownNames(known, numbers, find, short, last_letters)


def mentions_in(text: str, names: KnownNames) -> list[DraftMention]:
    """The words that name documents, in order."""
    numbered = list(numbers_in_text(text, names.numbers))
    titles = list(TITLE.finditer(text))
    mentions = [mention for match in titles if (mention := _title_mention(match, names))]
    spans = [match.span() for match in titles]
    mentions = _with_numbers(text, mentions, numbered)
    taken_spans = Spans(sorted([*spans, *((mention.start, mention.end) for mention in mentions)]))
    for start, end, key in names.find(text):
        if taken_spans.number_at(start) is not None:
            continue
        if (
            _SAID.match(text, end)
            or _PLACED.match(text, end)
            or _LEADS.search(text[max(0, start - 4) : start])
        ):
            is_sure = names.begins_clear(text, start, start)
            mentions.append(DraftMention(start, end, names.document(key, is_sure=is_sure), end))
    brackets = Spans(
        sorted((mention.name_end, mention.end) for mention in mentions if mention.end > mention.name_end)
    )
    outside = (mention for mention in mentions if brackets.number_at(mention.start) is None)
    return sorted(outside, key=lambda mention: mention.start)  # （以下简称《办法》） names nothing anew


def _title_mention(match: re.Match[str], names: KnownNames) -> DraftMention | None:
    """A title in 《》, with the brackets behind it that tell its version or number."""
    key = title_key(match[0][1:-1])
    key = names.short.get(key, key)
    if key not in names.known and (is_not_a_document(key) or not is_surely_document(key)):
        return None
    version = None
    if key not in names.known and (version_match := _VERSION.search(key)):
        key, version = without_tail(key[: version_match.start()]), int(version_match["year"])
    end = match.end()
    if brackets := _BRACKETS.match(match.string, end):
        end = brackets.end()
        if version_match := _VERSION.match(brackets[0]):
            version = int(version_match["year"])
    if is_generic(key) and key not in names.known:
        return None
    return DraftMention(match.start(), end, DraftDocument(key, version=version), match.end())


def _with_numbers(
    text: str, mentions: list[DraftMention], numbered: Sequence[tuple[str, int, int]]
) -> list[DraftMention]:
    """Titles with the numbers beside them, and numbers that stand alone."""
    by_name_end = {mention.name_end: mention for mention in mentions}
    by_start = {mention.start: mention for mention in mentions}
    mention_spans = Spans([(mention.start, mention.end) for mention in mentions])
    whole = list(mentions)
    for key, start, end in numbered:
        titled = by_name_end.get(start - 1) if text[start - 1 : start] == "(" else None
        after = next((by_start[at] for at in (end, end + 1, end + 2) if at in by_start), None)
        if after and not re.fullmatch(r"(?:文件?|的)*", text[end : after.start]):
            after = None
        if titled:
            titled.document = replace(titled.document, number=key)
            closing = text.find(")", end, end + _LONGEST_BRACKETS)
            titled.end = max(titled.end, closing + 1)
        elif after:
            after.document, after.start = replace(after.document, number=key), start
        elif mention_spans.number_at(start) is None:
            whole.append(DraftMention(start, end, DraftDocument(number=key), end))
    return whole


def name_before(leading: str, names: KnownNames, *, first: int) -> tuple[DraftDocument, int] | None:
    """A name without 《》 that a stretch of text from `first` on ends with, and its length with the brackets
    behind it."""
    bare = leading.removesuffix("的").translate(NESTED_MARKS)
    longest = LONGEST_NAME if names.ends_in(bare) else 0
    for begin in range(max(0, len(bare) - longest), len(bare) - 1):
        if (key := without_state(bare[begin:])) in names:  # also one with 、 or brackets in it
            return names.document(key, is_sure=names.begins_clear(bare, begin, first + begin)), len(
                leading
            ) - begin
    brackets = _LAST_BRACKETS.search(bare)
    version_match = _VERSION.match(brackets[0]) if brackets else None
    version = int(version_match["year"]) if version_match else None
    cut = (bare[: brackets.start()] if brackets else bare).removesuffix("的")
    if about := _ABOUT.search(cut):
        return DraftDocument(title_key(about[0]), version=version), len(leading) - about.start()
    document = title_before(cut, names) if not cut.endswith("》") else None
    if document is None or not document.title:
        return None
    begin, key = cut.rfind(document.title), title_key(document.title)
    is_sure = key not in names or names.begins_clear(cut, begin, first + begin)
    return names.document(key, is_sure=is_sure, version=version), len(leading) - begin


def is_of_kind(title: str, kind: str) -> bool:
    """Whether 本法, 该办法 can mean a document of this title."""
    bare = without_tail(title)
    return bare.endswith(kind) or (kind == "法" and bare.endswith(("法典", "通则", "总则")))
