"""Lines of printed pages → paragraphs, by indent, full width and the end of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from articles.importing.pdf_process.page_content import PageLine
from articles.text.parsing.units.unit_labels import NO_COUNT, decimal_label_of, is_amount, is_heading_like
from articles.text.wording.characters.radicals import plain_characters

_LABEL = re.compile(
    r"第[〇零○一二三四五六七八九十百千\d]+[编章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,3}[.．、](?!\d)|[①-⑳]|附件"
)
#: Labels that no citation at the head of a line looks like.
_HEAD = re.compile(r"第[〇零○一二三四五六七八九十百千\d]+[编章节条][\s\u3000]|[一二三四五六七八九十]+、")
#: 3 个月内 begins with no number of a heading.
_COUNT = re.compile(rf"\d+\s+(?!{NO_COUNT})")
#: A Latin word or a number that no line is broken in, and how wide its characters are, in their height.
_WORD = re.compile(r"[0-9A-Za-z][!-~]*")
_WIDTH_OF_LATIN, _WIDEST_WORD = 0.5, 8
_ENDED = re.compile(r"[。；：！？:;][”’）)】]*$")
#: An indent of two characters, less what a scanner or a font takes off; how much shorter than the others a
#: full line may be, as no line begins with a comma.
_INDENT, _RAGGED = 1.4, 2.2
_SHARE_OF_MARGIN = 0.1
#: Text that is set narrower than this share of the page has no full line.
_NARROWEST = 0.5
#: How far the middle of a centred line may be from that of the page, in its height.
_OFF_CENTRE = 0.25


def paragraphs(pages: Sequence[Sequence[PageLine]], *, width: float) -> Iterator[str | list[list[str]]]:
    """Yield the paragraphs, and the rows of a table where one stands; `width` is that of the page."""
    lines = [line for page in pages for line in page]
    right = _right_margin(lines, width)
    open_lines: list[PageLine] = []
    is_head = True  # until a line ends a sentence
    for page in pages:
        left = _left_margin(page) if len(page) > 4 else _left_margin(lines)
        for line in page:
            is_title = is_head and bool(open_lines) and _is_centred(open_lines[-1], left=left, width=width)
            if open_lines and (is_title or not _continues(open_lines, line, left=left, right=right)):
                yield _joined_text(open_lines)
                open_lines = []
            is_head = is_head and not _ENDED.search(line.text)
            if line.rows is not None:
                yield line.rows
            else:
                open_lines.append(line)
    if open_lines:
        yield _joined_text(open_lines)


def _left_margin(lines: Sequence[PageLine]) -> float:
    """The leftmost place where lines often begin."""
    positions = Counter(round(line.left / 2) * 2 for line in lines if line.rows is None)
    often = [
        position for position, count in positions.items() if count >= max(2, _SHARE_OF_MARGIN * len(lines))
    ]
    return min(often or positions or [0])


def _right_margin(lines: Sequence[PageLine], width: float) -> float:
    """Where full lines end; the edge of the page, which none reaches, where all lines are short."""
    ends = sorted(line.right for line in lines if line.rows is None)
    right = ends[int(len(ends) * 0.85)] if ends else 0.0
    return right if right - _left_margin(lines) > _NARROWEST * width else width


def _is_centred(line: PageLine, *, left: float, width: float) -> bool:
    """Whether a line stands in the middle of the page, away from the margin, as titles do."""
    middle = (line.left + line.right) / 2
    return line.left > left + line.height and abs(middle - width / 2) < _OFF_CENTRE * line.height


def _first_word_width(line: PageLine) -> float:
    """The width of the unbreakable Latin word or number that begins a line; 0 if none.

    The line above may be that much short and still full.
    """
    word = None if _is_labelled(line.text) else _WORD.match(line.text)
    return min(len(word[0]) * _WIDTH_OF_LATIN, _WIDEST_WORD) * line.height if word else 0.0


def _is_labelled(text: str) -> bool:
    """Whether a line begins with a label, a decimal or the number of a heading among them."""
    if _LABEL.match(text):
        return True
    label = decimal_label_of(text)
    if label is None or is_amount(text, label):
        return False
    return len(label.path) > 1 or (is_heading_like(text) and not _COUNT.match(text))


def _continues(open_lines: Sequence[PageLine], line: PageLine, *, left: float, right: float) -> bool:
    """Whether `line` continues the paragraph: the line above is full, and this one begins at the margin.

    A hanging paragraph is indented as a whole.
    """
    line_above, text = open_lines[-1], plain_characters(line.text)  # ⼀、 is a label
    is_full = line_above.right > right - max(_RAGGED * line_above.height, _first_word_width(line))
    is_other_size = abs(line_above.height - line.height) > 0.2 * line_above.height
    if line.rows is not None or not is_full or is_other_size or _HEAD.match(text):
        return False
    has_ended, is_labelled = bool(_ENDED.search(line_above.text)), _is_labelled(text)
    if line.left > left + _INDENT * line.height:
        is_hanging = abs(line.left - line_above.left) < 0.5 * line.height
        return is_hanging and not has_ended and not is_labelled
    return not (has_ended and is_labelled)


def _joined_text(lines: Sequence[PageLine]) -> str:
    text = ""
    for line in lines:
        line_text = line.text.strip()
        is_latin = (
            text[-1:].isascii()
            and text[-1:].isalpha()
            and line_text[:1].isascii()
            and line_text[:1].isalpha()
        )
        text += (" " if is_latin else "") + line_text
    return text
