"""Who wrote a text that a notice passes on, and what a text without a title is called by."""

import re
from collections.abc import Iterable, Sequence

from articles.text.parsing.bodies import SigningBody, signers
from articles.text.parsing.closing import is_dated
from articles.text.parsing.document_marks import LineMark, MarkKind
from articles.text.parsing.heads.adoption import is_adoption_statement
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.units.unit_labels import unit_label_of

_LONGEST_FIRST_WORDS = 40
_MOST_LINES, _MOST_ABOVE_UNIT = 10, 2
_ADDRESSED = re.compile(r"[（(]?(?:各|有关)")
_LISTS = re.compile(r"(?:名单|名录|目录|清单|一览表|成员|机构)(?:[（(][^（()）]*[）)])?$")
_BEGINS_TEXT = re.compile(r"[。；：]")


def first_words(text: str) -> str:
    """What a document without a title is called by: its first words, without the number of the line."""
    label = unit_label_of(text)
    words = text[label.gap[1] :] if label else text
    return words[:_LONGEST_FIRST_WORDS].rstrip("。：:，,；、")


def take_byline(lines: list[SourceLine], *, title: str) -> tuple[LineMark, ...]:
    """Take who wrote a text, and when, off the place below its title: 商务部 外交部, （2018年6月20日）."""
    count = byline_lines(lines, title=title)
    return _take_lines_as_byline(lines, count)


def take_bodies_above_adoption(lines: list[SourceLine]) -> tuple[LineMark, ...]:
    """Take the bodies off the place below the title of a law."""
    return _take_lines_as_byline(lines, bodies_above_adoption(lines))


def _take_lines_as_byline(lines: list[SourceLine], count: int) -> tuple[LineMark, ...]:
    byline = lines[:count]
    del lines[:count]
    return tuple(LineMark(MarkKind.SIGNATORY, line.passage()) for line in byline)


def byline_lines(lines: Sequence[SourceLine], *, title: str) -> int:
    """How many lines below a title say who wrote the text and when.

    Bodies alone do so where the text or its first unit begins below them; a list of names is no byline.
    """
    count = 0
    while count < len(lines) and _byline_signers(lines[count].text):
        count += 1
    if _LISTS.search(title) or count > _MOST_LINES:
        return 0
    if count == len(lines):
        return count if count <= _MOST_ABOVE_UNIT else 0
    below = lines[count].text
    if is_dated(lines[count]) and (count or below[0] in "（("):
        return count + 1
    return count if _BEGINS_TEXT.search(below) else 0


def bodies_above_adoption(lines: Sequence[SourceLine]) -> int:
    """How many lines name the bodies of a law above the statement of how they made it."""
    count = next((index for index, line in enumerate(lines) if not _byline_signers(line.text)), len(lines))
    return count if count < len(lines) and is_adoption_statement(lines[count].text) else 0


def byline_bodies(marks: Iterable[LineMark]) -> tuple[str, ...]:
    """The bodies that a byline names."""
    lines = (mark.text for mark in marks if mark.kind is MarkKind.SIGNATORY)
    return tuple(signer.name for line in lines for signer in _byline_signers(line) if not signer.is_person)


def _byline_signers(text: str) -> tuple[SigningBody, ...]:
    """The bodies and persons that a line names: 某局（代章）, or in brackets of its own: （某局）."""
    return () if _ADDRESSED.match(text) else signers(text) or signers(text.strip("（()）"))
