"""Where a text holds words most nearly: approximate matching by edit distance.

Myers' bit-vector algorithm (G. Myers, "A fast bit-vector algorithm for approximate string matching based on
dynamic programming", J. ACM 46, 1999) in the form of H. Hyyrö (2003); a Python integer holds a column.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Longer words are compared piece by piece.
LONGEST_PATTERN = 1_500


@dataclass(frozen=True)
class Nearest:
    """The stretch [start, end) of a text that is nearest to some words, and its edit distance from them."""

    distance: int
    start: int
    end: int


def nearest(words: str, text: str) -> Nearest:
    """The stretch of `text` with the least edit distance from `words`, the first of several.

    >>> nearest("可以抛掷", "禁止从建筑物中抛掷物品")
    Nearest(distance=2, start=5, end=9)
    """
    distance, end = _best_end(words, text)
    begin = max(0, end - len(words) - distance)
    _, length = _best_end(words[::-1], text[begin:end][::-1], is_anchored=True)
    return Nearest(distance, end - length, end)


def _best_end(words: str, text: str, *, is_anchored: bool = False) -> tuple[int, int]:
    """The least distance, and the end of the stretch that has it; an anchored one begins with the text.

    Of neighbouring ends the one counts whose stretch is as long as the words: a changed last letter is
    replaced, not left out.
    """
    size = len(words)
    mask, high = (1 << size) - 1, 1 << (size - 1)
    where: dict[str, int] = {}
    for place, letter in enumerate(words):
        where[letter] = where.get(letter, 0) | 1 << place
    up, down, score = mask, 0, size
    best, end, last = size, 0, -2
    for place, letter in enumerate(text):
        equal = where.get(letter, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        more, less = down | ~(horizontal | up) & mask, up & horizontal
        if more & high:
            score += 1
        elif less & high:
            score -= 1
        more = more << 1 | is_anchored
        up = (less << 1 | ~(vertical | more)) & mask
        down = more & vertical & mask
        if score < best:
            best, end, last = score, place + 1, place
        elif score == best and last == place - 1 and _is_longer_better(place, size, is_anchored=is_anchored):
            end, last = place + 1, place
    return best, end


def _is_longer_better(place: int, size: int, *, is_anchored: bool) -> bool:
    return not is_anchored or place < size
