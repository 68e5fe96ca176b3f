"""Reads what a document does to those that it names, text by text in their order.

What counts is what the document does itself: 「《甲》同时废止」 repeals, 「抓紧修改《甲》」 only cites.
A heading (对下列文件予以废止：) says what the list below it does. What is quoted is another text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.text.citing.naming.document_lists import (
    goes_on,
    list_verb,
    names_item,
    row_verb,
    stays_valid,
    unmarked_name,
)
from articles.text.citing.naming.document_names import (
    IN_BRACKETS,
    is_generic,
    is_not_a_document,
    is_surely_document,
)
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.numbered_documents import lone_numbers, number_that_published
from articles.text.citing.naming.titles import title_key
from articles.text.citing.relations.changed_documents import is_amending
from articles.text.citing.relations.endings import PART, ending
from articles.text.citing.relations.makings import is_basis, is_companion, leads_basis, printing
from articles.text.citing.relations.name_groups import name_groups
from articles.text.citing.relations.own_title import kind_in_title, own_title
from articles.text.citing.relations.quoted_words import Quotations
from articles.text.citing.relations.relation_kinds import NamedDocument, RelationKind

#: How many characters around a name are read.
_WIDTH, _NEAR = 400, 6
#: Punctuation of another width, so that a comma is a comma.
_FULL_WIDTH = str.maketrans(",;:()<>", "，；：（）〈〉")

_AFTER = re.compile(rf"\A(?:{IN_BRACKETS}|\s)*(?:等[^，。；《》]{{0,14}})?")
_OF_NOTICE = re.compile(r"》的(?:通知|函|公告)（$")  # 印发《甲》的通知（某发〔2014〕5号）
#: （以下简称《规划》）, where a short name is given, and 由附件一《某产生办法》规定.
_NO_OTHER = re.compile(r"(?:简称为?[:：]?|附件[一二三四五六七八九十\d]{0,2})$")
_CONSTITUTION = re.compile(r"(?:根据|依据)(?:中华人民共和国)?(?P<name>宪法)(?=[，,、和及的]|第)")
_OF_A_LAW = re.compile(
    r"(?P<law>(?:中华人民共和国)?[\u3400-\u9fff]{1,30}?(?:法|条例))(?:实施(?:条例|细则|办法)|施行细则)"
)
#: 2015年4月25日公布的《本办法》, 原《本办法》: an earlier text of the same title.
_FORMER_DAY = re.compile(
    r"(?P<day>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)[^《》，。；]{0,40}(?:公布|发布|颁布|印发|通过|制定|施行|实施)的?(?:原)?$"
)
_FORMER = re.compile(r"(?:原|此前的|原有的)$")

#: What a document cannot do to itself.
_ENDING = (RelationKind.REPEALS, RelationKind.EXPIRES, RelationKind.REPLACES)
#: What lists say of documents that they name without 《》.
_LISTED = (*_ENDING, RelationKind.EXTENDS)


class RelationReader:
    """Reads the texts of one document in order.

    `short` are the titles that the document gives short names, by the keys of these; `numbered` those that it
    names with a document number, by the keys of the numbers.
    """

    def __init__(
        self,
        title: str,
        *,
        own_number: str = "",
        short: Mapping[str, str] | None = None,
        numbered: Mapping[str, str] | None = None,
    ) -> None:
        self._own = own_title(title)
        self._own_number = document_number_key(own_number)
        self._titles_by_short_name = short or {}
        self._titles_by_number = numbered or {}
        self._list_kind: RelationKind | None = None
        self._under = ""

    def title(self, text: str) -> list[NamedDocument]:
        """The documents that its title names: 关于修改《甲》的决定, 甲法实施条例."""
        documents = [
            document
            for group in name_groups(text)
            for document in self._named_documents(
                text, group, kind_in_title(text, group[0].start(), group[-1].end())
            )
        ]
        if not documents and (law := _OF_A_LAW.fullmatch(text)):
            documents = [NamedDocument(RelationKind.IMPLEMENTS, law["law"], *law.span("law"), is_sure=True)]
        return documents

    def read(self, text: str, *, is_front: bool = False, under: str = "") -> list[NamedDocument]:
        """The documents that a text names, in order.

        `is_front` for the notice and the introduction; `under` is the title of the chapter or annex.
        """
        if under != self._under:
            self._under, self._list_kind = under, self._list_kind_below(under)
        documents: list[NamedDocument] = []
        offset = 0
        quotations = Quotations(text)
        for line in text.split("\n"):
            for document in self._documents_in_line(line, is_front=is_front):
                start, end = document.start + offset, document.end + offset
                kind = (
                    RelationKind.CITES if quotations.hold(start, end) or self._own.explains else document.kind
                )
                documents.append(replace(document, kind=kind, start=start, end=end))
            offset += len(line) + 1
        return documents

    def _documents_in_line(self, written: str, *, is_front: bool) -> Iterator[NamedDocument]:
        line = written.translate(_FULL_WIDTH)
        if heading_kind := self._list_kind_below(line):
            self._list_kind = heading_kind
        elif self._list_kind and not goes_on(line, changes=self._list_kind is RelationKind.AMENDS):
            self._list_kind = None
        verb = row_verb(line) if self._own.ends_or_changes else None
        list_kind = RelationKind(verb) if verb else self._list_kind
        if list_kind in _LISTED and not heading_kind and "《" not in line and (place := unmarked_name(line)):
            yield NamedDocument(list_kind, written[slice(*place)], *place, is_sure=True)
        for match in _CONSTITUTION.finditer(line) if self._own.key != "宪法" else ():
            if is_basis(line[: match.end()], line[match.end() : match.end() + _WIDTH], is_front=is_front):
                yield NamedDocument(
                    RelationKind.BASIS, "中华人民共和国宪法", *match.span("name"), is_sure=True
                )
        for group in name_groups(line):
            kind = self._relation_kind(line, group, list_kind, is_front=is_front)
            yield from self._named_documents(written, group, kind)
        yield from self._numbered_documents(written, line, list_kind, is_front=is_front)

    def _numbered_documents(
        self, written: str, line: str, list_kind: RelationKind | None, *, is_front: bool
    ) -> Iterator[NamedDocument]:
        """The documents that a line names by their numbers alone; in an item of a list the title does."""
        if "\t" in line or unmarked_name(line):
            return
        for key, start, end in lone_numbers(written):
            if key == self._own_number or _is_alone(line, start, end):
                continue
            if list_kind and _OF_NOTICE.search(line[:start]):
                continue
            kind = self._relation_kind(line, [_match_at(line, start, end)], list_kind, is_front=is_front)
            title = self._titles_by_number.get(key, key)
            if not self._own.is_of(title):
                yield NamedDocument(kind, title, start, end, is_sure=is_surely_document(title))

    def _list_kind_below(self, heading: str) -> RelationKind | None:
        verb = list_verb(heading, ends_others=self._own.ends_or_changes)
        return RelationKind(verb) if verb else None

    def _named_documents(
        self, text: str, group: Sequence[re.Match[str]], kind: RelationKind
    ) -> Iterator[NamedDocument]:
        for match in group:
            written = text[match.start() + 1 : match.end() - 1]
            title = self._titles_by_short_name.get(title_key(written), written)
            if self._own.is_of(title) and kind in _ENDING:
                if former := self._former_text(match):
                    yield NamedDocument(kind, f"{written}（{former}）", *match.span(), is_sure=True)
                continue
            is_own = self._own.is_of(title) or (self._own.is_version_of(title) and kind not in _ENDING)
            if is_own or is_not_a_document(title):
                continue
            if title == written and is_generic(title):
                continue
            if _NO_OTHER.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
                continue
            yield NamedDocument(kind, title, *match.span(), is_sure=is_surely_document(title))

    def _former_text(self, match: re.Match[str]) -> str:
        """What tells an earlier text of its title, which it ends, from itself: the number, else the day."""
        before = match.string[max(0, match.start() - _WIDTH) : match.start()]
        behind = re.compile(IN_BRACKETS).match(match.string, match.end())
        number = (document_number_key(behind[0][1:-1]) if behind else None) or number_that_published(before)
        if number:
            return number if number != self._own_number else ""
        if former_day := _FORMER_DAY.search(before):
            return f"{former_day['day']}公布"
        return "此前的文本" if _FORMER.search(before) else ""

    def _relation_kind(
        self, line: str, group: Sequence[re.Match[str]], list_kind: RelationKind | None, *, is_front: bool
    ) -> RelationKind:
        """What a line does to a group of names; `list_kind` is what the heading of its list says."""
        before, after = _sentence_around(line, group)
        rest = _AFTER.sub("", after)
        changes_others, leads = self._own.ends_or_changes, leads_basis(before)
        act = (
            ending(before, rest, ends_others=changes_others, is_basis=leads)
            or (RelationKind.AMENDS if is_amending(before, after, changes_others=changes_others) else None)
            or (RelationKind.BASIS if is_basis(before, after, is_front=is_front) else None)
            or (RelationKind.IMPLEMENTS if is_companion(before, rest) else None)
            or (None if leads else printing(before, rest))  # 根据《甲》，现将名单公布
        )
        if act:
            return act
        if list_kind and names_item(before.rpartition("\t")[2], after):
            if stays_valid(after):
                return RelationKind.CITES
            return RelationKind.AMENDS if PART.match(rest) and list_kind in _ENDING else list_kind
        kinds = {self._own.kinds.get(title_key(match[0][1:-1])) for match in group}
        is_changed = kinds == {RelationKind.AMENDS} and re.search(r"修改|修订|修正", before + after)
        return RelationKind.AMENDS if is_changed else RelationKind.CITES


def _sentence_around(line: str, group: Sequence[re.Match[str]]) -> tuple[str, str]:
    """The words of the sentence before and after a group of titles."""
    start = max(line.rfind(stop, 0, group[0].start()) for stop in "。；！？") + 1
    ends = [end for stop in "。！？" if (end := line.find(stop, group[-1].end())) >= 0]
    begin, end = group[0].start(), group[-1].end()
    return line[max(start, begin - _WIDTH) : begin], line[end : min(*ends, end + _WIDTH, len(line))]


def _is_alone(line: str, start: int, end: int) -> bool:
    """Whether a number is the whole line, as in the head of a document, whose own number it is."""
    return not (line[:start] + line[end:]).strip(" \u3000()（）")


def _match_at(line: str, start: int, end: int) -> re.Match[str]:
    """The words [start, end) of a line as a match, as titles are."""
    match = re.compile(re.escape(line[start:end])).match(line, start)
    assert match is not None
    return match
