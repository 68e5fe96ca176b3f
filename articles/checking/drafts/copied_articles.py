"""The lines of a draft that begin with the label of an article (第X条): its own or copied ones."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from articles.checking.drafts.named_documents import DraftDocument, DraftMention, KnownNames
from articles.text.citing.naming.titles import title_key
from articles.text.numbers.numerals import NUMERAL_CHARACTERS

_DIGIT = rf"[{NUMERAL_CHARACTERS}]"
_LABEL = re.compile(rf"[>|#\-]*第{_DIGIT}{{1,9}}条(?:之{_DIGIT}{{1,3}})?")
#: 第三十三条第三款 is one only before a space.
_BELOW = re.compile(rf"(?:第{_DIGIT}{{1,3}}款)?(?:第[(]?{_DIGIT}{{1,3}}[)]?项)?")
_NO_LABEL = re.compile(r"[、和至及或款第的]")
#: Before and behind a title that is a line of its own.
_LEAD = re.compile(r"[>|#\-\d.、(一二三四五六七八九十)附:：]*")
_REST = re.compile(
    r"(?:\(.{0,60}\))?(?:的|相关|有关|主要|部分|规定|条文|条款|内容|原文|节选|摘录|摘编|如下)*[:：]?"
)
_LONGEST_TITLE = 120


def labels_in(text: str, line_starts: Sequence[int], spaced: Container[int]) -> Iterator[tuple[int, int]]:
    """The lines that begin with the label of an article, and where the label ends."""
    for start in line_starts:
        label = _LABEL.match(text, start)
        if label is None:
            continue
        label_with_provision = _BELOW.match(text, label.end())
        if label_with_provision and label_with_provision.end() in spaced:
            yield start, label_with_provision.end()
        elif not _NO_LABEL.match(text, label.end()):
            yield start, label.end()


def copied_articles(
    text: str,
    line_starts: Sequence[int],
    labels: Container[int],
    mentions: Sequence[DraftMention],
    names: KnownNames,
) -> dict[int, DraftDocument]:
    """Where lines begin with 第X条 below a line that is the title of a document: by start, the document."""
    document_by_line: dict[int, DraftDocument] = {}
    mention_by_start = {mention.start: mention for mention in mentions}
    document: DraftDocument | None = None
    for start, end in pairwise((*line_starts, len(text))):
        if end - start > _LONGEST_TITLE and start not in labels:
            continue
        lead = _LEAD.match(text, start, end)
        begin = lead.end() if lead else start
        mention = mention_by_start.get(begin)
        if mention and _REST.fullmatch(text, mention.name_end, end):
            document = mention.document
        elif (key := title_key(text[begin:end].rstrip(":："))) in names:
            document = names.document(key)
        elif document and start in labels:
            document_by_line[start] = document
    return document_by_line
