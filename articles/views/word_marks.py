"""The words that `?words=` asks a page to mark."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from articles.links.display import MarkedParagraph, MarkedTable, MarkedUnits, printed_texts
from articles.reading.word_marks import MOST_CHARACTERS, UnitWithWords, WordMarks, units_with_words
from articles.search import analyse_query

Blocks = Iterable[MarkedParagraph | MarkedTable]


def word_marks(request: HttpRequest, *, is_walk: bool = False) -> WordMarks | None:
    """What the words of the address mark, with the official wording for them; None without words."""
    typed = " ".join(request.GET.get("words", "").replace("\0", " ").split())[:MOST_CHARACTERS]
    if not typed:
        return None
    query = analyse_query(typed)
    return WordMarks(query.text, query.marked, is_walk=is_walk)


def found_units(
    marked: MarkedUnits, marks: WordMarks | None, *, before: Blocks = (), after: Blocks = ()
) -> list[UnitWithWords]:
    """The units of a page that hold the words, with what is printed before and after them."""
    if marks is None:
        return []
    units = ((unit.article.label, unit.blocks) for unit in marked.units)
    printed = [("引言", before), *units, ("附件", after)]
    return units_with_words(((label, list(printed_texts(blocks))) for label, blocks in printed), marks)
