"""Headings without 第…章: known by what stands before and after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.citing.naming.titles import closed_up
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.labels import match_point, number_of
from articles.text.parsing.outlining.openings import (
    HEADING_ROLES,
    DocumentParts,
    LineRole,
    Opening,
    is_bare,
    opens,
)

_SENTENCE = re.compile(r"[。；！？]")
_OPEN_TITLE = re.compile(r"(?:[、，,的和与及]|以及)$")
_CONTINUES_TITLE = re.compile(r"^(?:[、，,的和与及在]|以及)")
_BRACKETED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^，。；：！？,;:!?]{1,30}")
_CLOSING_HEADS = frozenset({"附则", "总则", "分则", "序言", "前言"})


def find_headings(lines: Sequence[SourceLine], outline: DocumentParts) -> None:
    """Headings without 第…章: known by what stands before and after them."""
    first = min(outline.openings)
    begin = first - 1 if _is_first_point(first - 1, lines, outline) else first
    for index in range(begin, outline.end):  # first, as 二、… above （一）… opens what that opens
        is_free = index not in outline.openings and index not in outline.contents and not lines[index].is_row
        if is_free and _BRACKETED.fullmatch(lines[index].text) and opens(index + 1, lines, outline):
            outline.openings[index] = Opening(LineRole.BARE_HEADING)
    points = 0
    for index in range(begin, outline.end):
        if index in outline.openings or index in outline.contents or lines[index].is_row:
            continue
        line, before = lines[index], outline.openings.get(index - 1)
        if before and before.role in (LineRole.DIVISION, LineRole.POINT_HEADING) and is_bare(line):
            if _is_second_half(index, lines, outline):
                outline.openings[index] = Opening(LineRole.TITLE_GOES_ON)
            elif opens(index + 1, lines, outline):
                outline.openings[index] = Opening(LineRole.BARE_HEADING)
        elif not opens(index + 1, lines, outline) or (
            index >= first and not _stands_apart(index, lines, outline)
        ):
            continue
        elif (match := match_point(line.text)) and number_of(match)[0] == points + 1:
            if not _SENTENCE.search(line.text):
                points += 1
                outline.openings[index] = Opening(LineRole.POINT_HEADING, match)
        elif line.level or (is_bare(line) and _is_heading_like(line.text)):
            outline.openings[index] = Opening(LineRole.BARE_HEADING)


def _is_first_point(index: int, lines: Sequence[SourceLine], outline: DocumentParts) -> bool:
    """Whether 一、一般规定 stands right above the first article: the body begins with that heading."""
    if index <= 0 or index in outline.contents or lines[index].is_row:
        return False
    match = match_point(lines[index].text)
    return match is not None and number_of(match)[0] == 1 and not _SENTENCE.search(lines[index].text)


def _stands_apart(index: int, lines: Sequence[SourceLine], outline: DocumentParts) -> bool:
    """Whether the line before is a finished sentence or a heading."""
    before = outline.openings.get(index - 1)
    if before and before.role in HEADING_ROLES:
        return True
    return bool(re.search(r"[。！？；][”’）)】]*$", lines[index - 1].text))


def _is_heading_like(text: str) -> bool:
    return closed_up(text) in _CLOSING_HEADS or len(text) <= 20


def _is_second_half(index: int, lines: Sequence[SourceLine], outline: DocumentParts) -> bool:
    """Whether a bare line below a heading is its second half rather than a heading of its own.

    It is where grammar says so, or where the chapter has no other bare heading (a lone one divides nothing).
    """
    above, text = lines[index - 1].text, lines[index].text
    if _OPEN_TITLE.search(above) or _CONTINUES_TITLE.match(text):
        return True
    if not opens(index + 1, lines, outline):
        return False
    for later in range(index + 1, outline.end):
        opening = outline.openings.get(later)
        if opening and opening.role is LineRole.DIVISION:
            return True
        stands_bare = opening is None and is_bare(lines[later]) and _is_heading_like(lines[later].text)
        if stands_bare and opens(later + 1, lines, outline) and _stands_apart(later, lines, outline):
            return False
    return True
