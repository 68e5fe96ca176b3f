"""The words that `?words=` asks a page to mark."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from articles.links.display import MarkedParagraph, MarkedTable, MarkedUnits, printed_texts
from articles.reading.word_marks import MOST_CHARACTERS, UnitWithWords, WordMarks, units_with_words
from articles.search import analyse_query
from articles.text.wording.characters.folding import fold

Blocks = Iterable[MarkedParagraph | MarkedTable]


def carried_words(request: HttpRequest) -> WordMarks | None:
    """What the words of the address mark, with the official wording for them; None without words."""
    typed = _typed_words(request)
    return WordMarks(typed, analyse_query(typed).marked) if typed else None


def words_found(
    request: HttpRequest, marked: MarkedUnits, *, before: Blocks = (), after: Blocks = ()
) -> tuple[WordMarks | None, list[UnitWithWords]]:
    """The words to read from hit to hit, and the units of the page that contain them. `before` and `after`
    are the blocks printed around the units.

    The words are looked for as typed; if they occur nowhere, as a search would expand them.
    """
    typed = _typed_words(request)
    if not typed:
        return None, []
    units = ((unit.article.label, unit.blocks) for unit in marked.units)
    printed = [("引言", before), *units, ("附件", after)]
    texts = [(label, list(printed_texts(blocks))) for label, blocks in printed]
    literal = WordMarks(typed, tuple(map(fold, typed.split())), is_walk=True)
    if units_with_marks := units_with_words(texts, literal):
        return literal, units_with_marks
    expanded = WordMarks(typed, analyse_query(typed).marked, is_walk=True, is_meant=True)
    return expanded, units_with_words(texts, expanded)


def _typed_words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("words", "").replace("\0", " ").split())[:MOST_CHARACTERS]
