"""Which lines of a source open an article or a division, which are its contents list, where annexes begin.

A label at the start of a line is not always one: texts cite articles there, quote the articles they
amend, repeat their headings in a contents list, and carry annexes with numbers of their own. What a line
is can only be told from the order of the numbers around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.numbers.dates import parse_date
from articles.text.parsing.heads.title_lines import named_title_end, named_titles
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.annexes import (
    Annexes,
    AnnexHead,
    annexes_of,
    attached_document,
    is_annex_head,
)
from articles.text.parsing.outlining.article_chain import (
    ArticleLabel,
    article_labels,
    chain_of,
    quoted_lines,
    restart_of,
    table_rows,
)
from articles.text.parsing.outlining.bare_headings import find_headings
from articles.text.parsing.outlining.contents_list import contents_of
from articles.text.parsing.outlining.labels import match_article, match_division
from articles.text.parsing.outlining.openings import DocumentParts, LineRole, Opening, find_divisions
from articles.text.parsing.outlining.paragraphs import UnitLines
from articles.text.parsing.units.numbering import numbering_of

_UNITS = (LineRole.UNIT, LineRole.PARAGRAPH)
_ISSUES = re.compile(r"现?(?:予以?|将.{0,60})?(?:印发|转发|批转|下发)")


def outline_of(lines: Sequence[SourceLine]) -> DocumentParts:
    """Tell what each of the kept `lines` (no blank ones among them) is."""
    quoted = quoted_lines(lines) | table_rows(lines)
    outline = DocumentParts(end=len(lines))
    labels = article_labels(lines, quoted)
    candidates = [index for index, line in enumerate(lines) if is_annex_head(line.text)]
    chain = chain_of(labels, candidates, lines, outline)
    if chain and not _is_in_annex(chain[0].index, lines, quoted):
        _open_articles(lines, quoted, labels, chain, outline)
    else:
        outline.doubts.clear()
        _open_units(lines, quoted, outline)
    return outline


def _open_articles(
    lines: Sequence[SourceLine],
    quoted: frozenset[int],
    labels: list[ArticleLabel],
    chain: list[ArticleLabel],
    outline: DocumentParts,
) -> None:
    """A law or regulation: articles under parts and chapters, annexes after them."""
    outline.has_articles = True
    for label in chain:
        outline.openings[label.index] = Opening(LineRole.ARTICLE, label.match, label.tail)
    heads = list(annexes_of(lines, chain[-1].index + 1).heads)
    outline.end = heads[0].index if heads else len(lines)
    restart = restart_of(labels, chain, lines, outline)
    if restart < outline.end:
        outline.end = restart
        heads = [AnnexHead(restart, None, None), *heads]
    find_divisions(lines, quoted, outline)
    outline.contents = contents_of(lines, outline, first=chain[0].index)
    for index in outline.contents:
        outline.openings.pop(index, None)
    find_headings(lines, outline)
    outline.begin = min(outline.openings)
    _open_annexes(lines, quoted, heads, outline)


def _open_units(lines: Sequence[SourceLine], quoted: frozenset[int], outline: DocumentParts) -> None:
    """A notice, opinion or plan: numbered points, running text or both, perhaps under chapters."""
    annexes = annexes_of(lines)
    is_issued = _is_issued_document(lines, annexes, quoted)
    begin = annexes.heads[0].index if is_issued else 0
    heads = list(annexes_of(lines, begin + 1).heads if is_issued else annexes.heads)
    if not annexes.heads and (attached := _attached_head(lines, quoted)):
        heads = [attached]
    outline.end = heads[0].index if heads else len(lines)
    find_divisions(lines, quoted, outline)
    outline.contents = contents_of(lines, outline, first=outline.end)
    for index in outline.contents:
        outline.openings.pop(index, None)
    listed = annexes.listed or range(outline.end, outline.end)
    _open_numbered_lines(lines, range(begin, min(outline.end, listed.start)), quoted, outline)
    if not any(opening.role in _UNITS for opening in outline.openings.values()):
        _open_numbered_lines(lines, range(listed.stop, outline.end), quoted, outline)  # what a notice prints
    outline.begin = min(outline.openings, default=None)
    _open_annexes(lines, quoted, heads, outline)


def _attached_head(lines: Sequence[SourceLine], quoted: frozenset[int]) -> AnnexHead | None:
    """What a notice with points of its own prints below its signature; one without is its head."""
    head = attached_document(lines)
    above = [index for index in range(head.index) if index not in quoted] if head else []
    return head if numbering_of(lines, above).lines else None


def _open_numbered_lines(
    lines: Sequence[SourceLine], region: range, quoted: frozenset[int], outline: DocumentParts
) -> None:
    """Open the numbered lines of a region that are in order."""
    headings = {index for index in region if index in outline.openings}
    free = [index for index in region if index not in quoted and index not in outline.contents]
    numbering = numbering_of(lines, free, headings)
    outline.doubts += numbering.doubts
    for unit in numbering.lines:
        parent = None if unit.parent is None else numbering.lines[unit.parent].index
        role = LineRole.PARAGRAPH if unit.label.form.unit == "paragraph" else LineRole.UNIT
        outline.openings[unit.index] = Opening(role, label=unit.label, parent=parent)
    opened = UnitLines({index: opening.parent for index, opening in outline.openings.items()})
    outline.openings |= dict(opened.paragraphs(lines, free))


def _is_in_annex(first: int, lines: Sequence[SourceLine], quoted: frozenset[int]) -> bool:
    """Whether the articles are those of an annex to a notice that has points of its own, or other annexes.

    A notice that only says that a regulation is issued belongs to the regulation.
    """
    heads = annexes_of(lines).before(first)
    date_indices = [index for index in range(first) if parse_date(lines[index].text)]
    end = min([*heads, *date_indices[-1:]], default=None)
    if end is None:
        return False
    points = numbering_of(lines, [index for index in range(end) if index not in quoted])
    return len(heads) > 1 or len(points.lines) > 1 or _is_one_of_several(lines, quoted, heads, first)


def _is_one_of_several(
    lines: Sequence[SourceLine], quoted: frozenset[int], heads: Sequence[int], first: int
) -> bool:
    """Whether 附件1 with the articles from `first` on stands beside 附件2 with articles of its own, and the
    notice names neither of them as what it issues."""
    later = [head.index for head in annexes_of(lines).heads if head.index > first]
    if not heads or not later:
        return False
    begins = [label.index for label in article_labels(lines, quoted) if label.number == (1, 0)]
    title_keys = named_titles(lines[: heads[0]])
    return any(index > later[0] for index in begins) and not named_title_end(lines, heads[0] + 1, title_keys)


def _is_issued_document(lines: Sequence[SourceLine], annexes: Annexes, quoted: frozenset[int]) -> bool:
    """Whether the only annex is the document that a notice without points of its own issues (印发、转发)."""
    if len(annexes.heads) != 1:
        return False
    head = annexes.heads[0].index
    above = [index for index in range(head) if index not in quoted]
    issues = any(_ISSUES.search(lines[index].text) for index in above)
    below = [index for index in range(head, len(lines)) if index not in quoted]
    return issues and not numbering_of(lines, above).lines and bool(numbering_of(lines, below).lines)


def _open_annexes(
    lines: Sequence[SourceLine], quoted: frozenset[int], heads: list[AnnexHead], outline: DocumentParts
) -> None:
    """Open the annexes, and what is numbered in each: articles, points or nothing."""
    outline.annexes_begin = heads[0].index if heads else len(lines)
    ends = [head.index for head in heads[1:]] + [len(lines)]
    for head, end in zip(heads, ends, strict=False):
        if match_article(lines[head.index].text):
            _open_annex(lines, range(head.index, end), quoted, outline)
            opening = outline.openings[head.index]
            outline.openings[head.index] = replace(opening, begins_annex=True)
            continue
        outline.openings[head.index] = Opening(
            LineRole.ANNEX, head.match, number=head.number, suffix=head.suffix
        )
        begin = head.index + 1 + head.title_lines
        for index in range(head.index + 1, begin):
            outline.openings[index] = Opening(LineRole.ANNEX_TITLE)
        _open_annex(lines, range(begin, end), quoted, outline)


def _open_annex(
    lines: Sequence[SourceLine], region: range, quoted: frozenset[int], outline: DocumentParts
) -> None:
    inside = lines[: region.stop]
    chain = chain_of(article_labels(inside, quoted, region), [], inside, outline)
    for label in chain:
        outline.openings[label.index] = Opening(LineRole.ARTICLE, label.match, label.tail)
    for index in region:
        if index not in outline.openings and (match := match_division(lines[index].text)):
            outline.openings[index] = Opening(LineRole.DIVISION, match)
    if not chain:
        _open_numbered_lines(lines, region, quoted, outline)
