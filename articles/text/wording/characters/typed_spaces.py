"""Spaces between the words of a query: folding drops them between Chinese characters, and what begins inside
one word may then seem to run on into the next (48小时 工亡 has no 小时工)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.text.wording.characters.folding import fold_with_offsets

#: Characters of a word; shorter ones are letters typed apart (科 技 部).
_SHORTEST_WORD = 2


def typed_edges(words: str) -> tuple[int, ...]:
    """Where in the folded text a space between two words was dropped; nowhere in letters typed apart.

    >>> typed_edges("48小时 工亡"), typed_edges("科 技 部")
    ((4,), ())
    """
    if any(len(piece) < _SHORTEST_WORD for piece in words.split()):
        return ()
    folded = fold_with_offsets(words)
    dropped = (
        position for position, start in enumerate(folded.offsets) if position and words[start - 1].isspace()
    )
    return tuple(position for position in dropped if " " not in folded.text[position - 1 : position + 1])


def keep_spaces(folded: str, edges: Iterable[int], spans: Iterable[tuple[int, int]]) -> str:
    """The folded text with a space again at each of the typed edges that one of the spans (words that were
    found in it) runs over, where that begins inside what was typed as one word.

    >>> keep_spaces("48小时工亡", [4], [(2, 5)]), keep_spaces("离婚冷静期", [2], [(0, 5)])
    ('48小时 工亡', '离婚冷静期')
    """
    edges, spans = tuple(edges), tuple(spans)
    word_starts = {0, *edges, *(space.end() for space in re.finditer(r"\s", folded))}
    inside = [span for span in spans if span[0] not in word_starts]
    cuts = [edge for edge in edges if any(start < edge < end for start, end in inside)]
    parts = [folded[start:end] for start, end in zip([0, *cuts], [*cuts, len(folded)], strict=True)]
    return " ".join(parts)
