"""Abbreviated titles, as Chinese abbreviates names: 义教法 for 义务教育法, 物业条例 for 物业管理条例.

The rule. The kind of document at the end (法, 条例, 解释 …) stays. Of what stands before it, characters may
be left out: those that are written begin with the first character of the title, in the order of the title,
and each run of them begins at the beginning of a word. A title of a court (关于审理…案件的解释) begins at its
subject, or at a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.text.citing.naming.jurisdiction import region_in_front
from articles.text.citing.naming.titles import bare_title
from articles.text.wording.dictionary import DictionaryTokenizer, dictionary_with

_KINDS = "法典|法|条例|规定|办法|细则|规则|解释"
_TYPED = re.compile(
    rf"(?P<stem>.+?)的?(?P<kind>(?<!公)司法解释|{_KINDS})(?:[(第]?(?P<number>[一二三四五六七八九十]|[1-9])[)号]?)?"
)
_TITLE = re.compile(
    rf"(?P<stem>.+?)(?P<kind>{_KINDS}|批复|意见|决定)(?:[(](?P<number>[一二三四五六七八九十\d])[)])?"
)
#: (试行), (2024年修订): what a title has behind it.
_STATUS = re.compile(r"[(](?![一二三四五六七八九十\d][)])[^()]{1,20}[)]$")
#: 土地管理|法|实施: jieba takes 管理法 for a word.
_LAW_INSIDE = re.compile(r"(?<=.)(?=法实施)|(?<=法)(?=实施)")
_MARKS = re.compile(r"[《》〈〉\"“”\s]")
_NUMBERS = {**{str(n): n for n in range(10)}, **dict(zip("一二三四五六七八九十", range(1, 11), strict=True))}
_COURT = re.compile(r"^(?:最高)?人民(?:法院|检察院)|^两高|^(?:[^关]{0,20})?关于")
#: What stands in front of the subject of a court's document, one after another.
_BEFORE_SUBJECT = re.compile(
    r"最高人民法院|最高人民检察院|公安部|司法部|人民法院|人民检察院|[、,和]|关于|在|审理|办理|处理|确定|适用|审查|涉及|涉|"
    r"执行程序中|执行中|民事执行中|民事(?!诉讼)|刑事(?!诉讼)|行政(?!诉讼)|具体|有关|公布|与|因|对|以|民法典|执行(?=《)"
)
_FIELDS = ("民事", "刑事", "行政")
_PEOPLE = re.compile("人民(?=..)")
#: Words that a title has beside its subject: leaving them out does not change what it is about.
LIGHT = frozenset(
    [
        "管理",
        "保护",
        "促进",
        "保障",
        "监督",
        "实施",
        "暂行",
        "试行",
        "特别",
        "若干",
        "问题",
        "的",
        "适用",
        "法律",
        "具体",
        "应用",
        "有关",
        "案件",
        "纠纷",
        "工作",
        "法",
        "等",
        "制度",
        "办理",
        "审理",
        "处理",
        "确定",
        "中",
        "关于",
        "和",
        "与",
        "及",
        "、",
        "民法典",
        "涉及",
        "涉",
        "最高人民法院",
        "最高人民检察院",
        "人民法院",
        "人民检察院",
        "最高",
        "人民",
        "法院",
        "检察院",
        "防治",
    ]
)
#: The kinds that people write for one another; 解释 stands for whatever a court decides.
_OF_COURTS = frozenset({"解释", "规定", "批复", "意见", "决定"})
_SHORTEST_STEM, _LONGEST_STEM = 2, 20
_MOST_LEFT_OUT, _MOST_OF_LONG, _MOST_OF_LOCAL, _MOST_OF_COURT = 1, 2, 1, 12
_CHARACTERS_OF_WORD = 2
#: The fewest characters of the region and of the subject that the name of a local document has: 上海养犬条例.
_FEWEST_OF_REGION, _FEWEST_OF_SUBJECT = 2, 2
#: Ways in which one name's characters may stand in a title; a title has few.
_MOST_PATHS = 64


@dataclass(frozen=True)
class Abbreviation:
    """A short name that somebody typed: its characters before the kind, the kind, the number of a series."""

    stem: str
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class WholeTitle:
    """A title to compare with.

    `stem` is what stands before the kind. Offsets in it: `begins`, where a short name may begin; `subject`,
    where the subject matter begins (behind the words about a court's business); `region_length`, the number
    of its characters that name a region.
    """

    stem: str
    kind: str
    begins: tuple[int, ...] = (0,)
    subject: int = 0
    number: int = 0
    is_of_court: bool = False
    region_length: int = 0

    @property
    def most_left_out(self) -> int:
        """How many telling words a short name may leave out: 环保条例 is not 环境保护税法实施条例."""
        if self.is_of_court:
            return _MOST_OF_COURT
        if self.region_length:
            return _MOST_OF_LOCAL
        return 0 if self.stem.endswith("法实施") else _MOST_LEFT_OUT

    @property
    def initials(self) -> frozenset[str]:
        return frozenset(self.stem[start] for start in self.begins)


def abbreviation(name: str) -> Abbreviation | None:
    """Read a name as an abbreviation; None where it has not the form, or is too short to name anything.

    >>> abbreviation("物业条例"), abbreviation("办法")
    (Abbreviation(stem='物业', kind='条例', number=0), None)
    """
    short = short_name(name)
    return short if short.kind and _SHORTEST_STEM <= len(short.stem) <= _LONGEST_STEM else None


def short_name(name: str) -> Abbreviation:
    """Like `abbreviation`, for a name of any length; the kind is "" if it ends in no kind of document.

    >>> short_name("物业")
    Abbreviation(stem='物业', kind='', number=0)
    """
    key = _MARKS.sub("", bare_title(name))
    match = _TYPED.fullmatch(key)
    if match is None:
        return Abbreviation(key, "")
    kind = match["kind"].removeprefix("司法")
    stem = match["stem"].removesuffix("罪") if kind == "解释" else match["stem"]
    return Abbreviation(stem, kind, _NUMBERS[match["number"] or "0"])


def whole_title(title: str) -> WholeTitle | None:
    """Read a title for comparison; None for one that ends in no kind of document."""
    key = _MARKS.sub("", _STATUS.sub("", bare_title(title)))
    match = _TITLE.fullmatch(key) or _TITLE.fullmatch(_STATUS.sub("", key))
    if match is None:
        return None
    is_of_court = _COURT.search(key) is not None
    begins, subject = _subject_starts(match["stem"]) if is_of_court else (_beginnings(match["stem"]), 0)
    region_length = 0 if is_of_court else len(region_in_front(match["stem"]))
    number = _NUMBERS[match["number"] or "0"]
    return WholeTitle(match["stem"], match["kind"], begins, subject, number, is_of_court, region_length)


def _beginnings(stem: str) -> tuple[int, ...]:
    """At the beginning, or behind 人民: 警察法, 陪审员法."""
    people = _PEOPLE.match(stem)
    return (0, people.end()) if people else (0,)


def _subject_starts(stem: str) -> tuple[tuple[int, ...], int]:
    """The offsets where a subject may begin (one may be enumerated: 掩饰、隐瞒), and where the subject itself
    begins."""
    position = stem.find("关于") + 2 if "关于" in stem else 0
    starts = {position, *(mark.end() for mark in re.finditer("[、,]", stem))}
    while leading := _BEFORE_SUBJECT.match(stem, position):
        position = leading.end()
        starts.add(position)
    subject = position - 2 if stem[:position].endswith(_FIELDS) else position  # 刑事赔偿 is not all of 赔偿
    return tuple(sorted(start for start in starts if start < len(stem))), subject


def left_out(short: Abbreviation, title: WholeTitle) -> int | None:
    """How many telling words the short name leaves out of the title; None if it is no abbreviation of it.

    More than `most_left_out` of the title would make it the name of another document.

    >>> left_out(abbreviation("义教法"), whole_title("中华人民共和国义务教育法"))
    0
    >>> left_out(abbreviation("失业条例"), whole_title("失业保险条例"))
    1
    """
    if short.number not in (0, title.number) or not _has_in_order(short.stem, title.stem):
        return None
    counts = [_left_out_from(begin, short.stem, title) for begin in title.begins]
    fewest = min((count for count in counts if count is not None), default=None)
    return None if fewest is None else fewest + int(omits_law(short.stem, title.stem))


def is_near(short: Abbreviation, title: WholeTitle, left_out: int) -> bool:
    """Whether so many words left out are few: 失业条例, 民办非企业条例; not 公益法 for 公益事业捐赠法."""
    most = title.most_left_out + int(omits_law(short.stem, title.stem))
    is_mostly_written = len(short.stem) > _CHARACTERS_OF_WORD * left_out
    return left_out <= most or (most == _MOST_LEFT_OUT and left_out <= _MOST_OF_LONG and is_mostly_written)


def omits_law(short: str, stem: str) -> bool:
    """Whether a name is that of rules under a law and says neither: 土地 of 土地管理法实施."""
    return stem.endswith("法实施") and "法" not in short and "实施" not in short


def is_same_kind(short: Abbreviation, title: WholeTitle) -> bool:
    """Whether both are of one kind of document; a court's 规定, 批复 … may be called 解释, too."""
    return short.kind == title.kind or (
        short.kind == "解释" and title.is_of_court and title.kind in _OF_COURTS
    )


def _has_in_order(stem: str, whole: str) -> bool:
    """Whether the characters stand in `whole` in this order: a quick test that rejects most titles."""
    rest = iter(whole)
    return all(character in rest for character in stem)


def _left_out_from(begin: int, stem: str, title: WholeTitle) -> int | None:
    """How many telling words are left out if the short name begins at `begin`; None if it cannot."""
    title_part = title.stem[begin:]
    if title_part[:1] != stem[0]:
        return None
    words = words_of(title_part)
    subjects = [
        set(range(*word))
        for word in words
        if title_part[slice(*word)] not in LIGHT and word[0] >= title.region_length
    ]
    matches = _possible_places(stem, title_part, frozenset(start for start, _ in words))
    naming_matches = (used for used in matches if _names_subject(used, subjects, title.region_length))
    words_before = _count_telling_words(title.stem[title.subject : begin])
    return min(
        (words_before + sum(used.isdisjoint(word) for word in subjects) for used in naming_matches),
        default=None,
    )


def _count_telling_words(words: str) -> int:
    return sum(words[slice(*word)] not in LIGHT for word in words_of(words))


def _names_subject(used: set[int], subjects: list[set[int]], region_length: int) -> bool:
    """Whether the characters used name the subject, and the region if there is one; 上海市规定 does not."""
    subject_count = sum(len(used & word) for word in subjects)
    if not region_length:
        return subject_count > 0
    region_count = sum(place < region_length for place in used)
    return region_count >= _FEWEST_OF_REGION and subject_count >= _FEWEST_OF_SUBJECT


def _possible_places(stem: str, whole: str, starts: frozenset[int]) -> Iterator[set[int]]:
    """The places in `whole` that the characters of `stem` may have, each run from the beginning of a word.

    Both have the same first character.
    """
    paths: list[tuple[int, ...]] = [(0,)]
    for character in stem[1:]:
        paths = [
            (*path, place) for path in paths for place in _next_places(character, path[-1] + 1, whole, starts)
        ]
        paths = paths[:_MOST_PATHS]
    yield from map(set, paths)


def _next_places(character: str, place: int, whole: str, starts: frozenset[int]) -> list[int]:
    """Where the next character may stand: the run goes on where it can, or else another word begins."""
    if whole[place : place + 1] == character:
        return [place]
    return [start for start in starts if start > place and whole[start] == character]


@cache
def _tokenizer() -> DictionaryTokenizer:
    """jieba without the words of any library: what a title abbreviates to must not depend on what is held."""
    return DictionaryTokenizer(dictionary_with(()))


@lru_cache(maxsize=2_048)
def words_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where [start, end) the words of a text stand; a long word as the shorter ones it is made of.

    >>> words_of("土地管理")
    ((0, 2), (2, 4))
    """
    spans: list[tuple[int, int]] = []
    offset = 0
    for part in _LAW_INSIDE.split(text):
        for piece in (piece for token in _tokenizer().cut(part) for piece in _shorter_words(token)):
            spans.append((offset, offset + len(piece)))
            offset += len(piece)
    return tuple(spans)


def _shorter_words(word: str) -> list[str]:
    frequencies = _tokenizer().FREQ
    for end in range(len(word) - 2, 1, -1):
        if frequencies.get(word[:end]) and frequencies.get(word[end:]):
            return [*_shorter_words(word[:end]), *_shorter_words(word[end:])]
    if len(word) > 2 and frequencies.get(word[:-1]):  # 化学|品, 保险|费
        return [*_shorter_words(word[:-1]), word[-1]]
    return [word]


def is_ordinary_word(name: str) -> bool:
    """Whether a name is a word of everyday writing, whatever title it may abbreviate: 行政法, 国际法."""
    return bool(_tokenizer().FREQ.get(name))
