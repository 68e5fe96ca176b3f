"""Who wrote a text that a notice passes on, and what a text without a title is called by."""

from articles.text.parsing.bodies import signers
from articles.text.parsing.closing import is_dated
from articles.text.parsing.document_marks import Mark, MarkKind
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.unit_labels import unit_label_of

_LONGEST_FIRST_WORDS = 40


def first_words(text: str) -> str:
    """What a document without a title is called by: its first words, without the number of the line."""
    label = unit_label_of(text)
    words = text[label.gap[1] :] if label else text
    return words[:_LONGEST_FIRST_WORDS].rstrip("。：:，,；、")


def take_byline(lines: list[SourceLine]) -> tuple[Mark, ...]:
    """Take who wrote a text that a notice passes on, and when, off the place below its title."""
    count = 0
    while count < len(lines) and signers(lines[count].text):
        count += 1
    if count == len(lines) or lines[count].text[0] not in "（(" or not is_dated(lines[count]):
        return ()
    taken = lines[: count + 1]
    del lines[: count + 1]
    return tuple(Mark(MarkKind.SIGNATORY, line.passage()) for line in taken)
