"""Splits what a web page prints on one line: 第一条 ……。 第二条 ……。, 某办法（2019年……发布）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import title_key
from articles.text.numbers.dates import parse_date
from articles.text.parsing.heads.addressees import addressees_before_text
from articles.text.parsing.heads.adoption import is_adoption_statement
from articles.text.parsing.heads.site_record import record_entries
from articles.text.parsing.heads.title_lines import (
    ends_title,
    is_bare_number,
    is_order_head,
    number_line,
    order_head,
)
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.labels import inner_labels, match_article, number_of
from articles.text.parsing.units.unit_labels import unit_label_of

_HEAD = 12  # lines
_TITLE_AND_ADOPTION = re.compile(
    r"(?P<title>[^《》]{4,80}?)(?P<gap>\s*)(?P<adoption>[（(][^（()）]{0,30}\d{4}年\d{1,2}月.*[）)])"
)
#: 商务部 海关总署公告2023年第23号 关于调整某目录的公告
_HEAD_AND_TITLE = re.compile(
    r"""
    (?P<head>(?:(?!关于)[^《》的]){2,80}?(?:令|公告|通告)(?:(?!关于)[^《》的]){0,20}?[号期])
    (?P<gap>[\s：:—─－-]*)
    (?P<title>[^。；！？]{5,120})
    """,
    re.VERBOSE,
)
#: 某政发【2023】7号关于印发某预案的通知, 某政发〔2014〕20号《某意见》
_NUMBER_AND_TITLE = re.compile(
    r"(?P<number>[\u3400-\u9fff]{2,12}[〔［\[（(【]\d{4}[〕］\]）)】]\s*\d{1,5}\s*号)(?P<gap>\s*)"
    r"(?P<title>(?:[\u3400-\u9fff、\s]{0,40}?(?:关于|印发|转发|批转)|公布|发布|《)[^。；！？]{4,120})"
)
#: 某局关于某事的通告（2023年第15号）
_TITLE_AND_NUMBER = re.compile(
    r"(?P<title>[^。；！？]{4,160}?)(?P<gap>\s*)(?P<number>[（(【][^（()）【】]{2,40}号[）)】]|(?<=告)20\d\d年\s*第\s*\d+\s*号)"
)
#: 某市人民政府专题会议纪要　〔2024〕12号
_MINUTES_AND_NUMBER = re.compile(
    r"[^。；：]{2,40}纪\s*要(?P<gap>\s+)[（(]?(?:[〔［\[（(]?\d{4}年?[〕］\]）)]?)?\s*第?\s*[\d一二三四五六七八九十]{1,6}\s*[号期][）)]?"
)
_BRACKETED_TITLE = re.compile(r"[（(](?P<title>关于[^。；！？（）()]{2,120}的(?:公告|通告))[）)]")
#: （外经贸资发[2002]第538号　二〇〇二年十月八日）, below the title
_TWO_IN_BRACKETS = re.compile(
    r"(?P<open>[（(【]?\s*)(?P<first>\S.{4,40}?[号日])(?P<gap>[\s，,；;]+)(?P<second>\S.{4,40}?[号日])(?P<close>\s*[）)】]?)"
)
_BEGINS_TITLE = re.compile(r"关于|公布|发布")
_TEXT_BEGINS = re.compile(r"[。；！？]|[：:]$")


def unfolded(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines, split where one holds several articles: a line that begins with an article is split
    before each label that continues its numbering. Any other label within a line is a citation."""
    for line in lines:
        article_label = match_article(line.text)
        inner = inner_labels(line.text) if article_label else []
        if article_label and inner:
            yield from _split_before_labels(line, list(_labels_in_sequence(number_of(article_label), inner)))
        else:
            yield line


def with_title_apart(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, split where one of the first holds a title and what stands above or below it by itself.

    That is how it was adopted, in brackets; the head of an announcement; the number, perhaps with the day.
    The text may begin on the line of the addressees, too.
    """
    separate_lines: list[SourceLine] = []
    is_head = True
    for index, line in enumerate(lines):
        if is_head and (pieces := _number_and_day(line)):
            separate_lines += pieces
            continue
        gap = _title_and_adoption(line.text) if index < _HEAD else None
        if is_head and not record_entries(line.text):
            gap = gap or _head_gap(line.text)
            is_head = not _TEXT_BEGINS.search(line.text)
        separate_lines += (
            [_without_brackets(piece) for piece in _split_at_gap(line, *gap)]
            if gap
            else [_without_brackets(line)]
        )
    return separate_lines


def _title_and_adoption(text: str) -> tuple[int, int] | None:
    match = _TITLE_AND_ADOPTION.fullmatch(text)
    is_both = match and ends_title(match["title"]) and is_adoption_statement(match["adoption"])
    return match.span("gap") if match and is_both else None


def _number_and_day(line: SourceLine) -> list[SourceLine]:
    """The number and the day that stand together below a title as two lines; [] for another line."""
    match = _TWO_IN_BRACKETS.fullmatch(line.text)
    if match is None:
        return []
    first, second = match["first"], match["second"]
    is_number_first = bool(_has_year_in_brackets(first) and parse_date(second))
    if not (is_number_first or (parse_date(first) and _has_year_in_brackets(second))):
        return []
    begin, end = match.start("first"), match.start("second")
    return [
        replace(
            line,
            start=line.start + begin,
            text=first,
            indent=line.indent + match["open"],
            tail=match["gap"],
        ),
        replace(line, start=line.start + end, text=second, indent="", tail=match["close"] + line.tail),
    ]


def _has_year_in_brackets(text: str) -> bool:
    """Whether it is a document number with its year: 〔2002〕538号.

    That of an order (令第5号) has none: it belongs to the note of adoption.
    """
    return "〔" in (document_number_key(text) or "")


def _head_gap(text: str) -> tuple[int, int] | None:
    """The gap between the title and the head or number on its line, or below the addressees on theirs."""
    if end := addressees_before_text(text):
        return end, end + len(text[end:]) - len(text[end:].lstrip())
    if minutes := _MINUTES_AND_NUMBER.fullmatch(text):
        return minutes.span("gap")
    if _TEXT_BEGINS.search(text) or is_order_head(text):
        return None
    above = _HEAD_AND_TITLE.fullmatch(text)
    head = order_head(above["head"]) if above else None
    if above and head and head["body"] and head["number"] and _is_title(above["title"]):
        return above.span("gap")
    return _gap_below_number(text) or _gap_above_number(text)


def _gap_below_number(text: str) -> tuple[int, int] | None:
    match = _NUMBER_AND_TITLE.fullmatch(text)
    return match.span("gap") if match and ends_title(title_key(match["title"])) else None


def _gap_above_number(text: str) -> tuple[int, int] | None:
    match = _TITLE_AND_NUMBER.fullmatch(text)
    if not match or unit_label_of(text) or not ends_title(match["title"]):
        return None
    is_number = number_line(match["number"]) or is_bare_number(match["number"])
    return match.span("gap") if is_number else None


def _is_title(text: str) -> bool:
    """Whether words behind the head of an announcement are its title: 公布某事的裁定, （关于某事的公告）."""
    return ends_title(text) or bool(_BEGINS_TITLE.match(text) or _BRACKETED_TITLE.fullmatch(text))


def _without_brackets(line: SourceLine) -> SourceLine:
    """A title that stands in brackets below the head of an announcement, as the customs print it."""
    match = _BRACKETED_TITLE.fullmatch(line.text)
    if not match:
        return line
    start, end = match.span("title")
    before, text, after = line.text[:start], line.text[start:end], line.text[end:]
    return replace(
        line, start=line.start + start, text=text, indent=line.indent + before, tail=after + line.tail
    )


def _split_at_gap(line: SourceLine, begin: int, end: int) -> list[SourceLine]:
    """The line as two, with the gap at [begin, end) between them."""
    return [
        replace(line, text=line.text[:begin], tail=line.text[begin:end]),
        replace(line, start=line.start + end, text=line.text[end:], indent=""),
    ]


def _labels_in_sequence(last: tuple[int, int], labels: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    for label in labels:
        if number_of(label) in ((last[0] + 1, 0), (last[0], last[1] + 1)):
            last = number_of(label)
            yield label


def _split_before_labels(line: SourceLine, labels: list[re.Match[str]]) -> Iterator[SourceLine]:
    begin, indent = 0, line.indent
    for label in labels:
        start, end = label.span("space")
        text = line.text[begin:start]
        yield replace(line, start=line.start + begin, text=text, indent=indent, tail=line.text[start:end])
        begin, indent = end, ""
    yield replace(line, start=line.start + begin, text=line.text[begin:], indent=indent)
