"""What an edited text has in place of words of the old text: a suggestion for an editor."""

from difflib import Match, SequenceMatcher

from articles.text.citing.quoting.quote_notation import Span
from articles.text.wording.comparison.differences import common_prefix_length

#: The comparison is quadratic; between longer edits nothing is suggested.
_LONGEST = 400


def counterpart(span: Span, *, old: str, new: str) -> str:
    """Return the words of `new` between what stands before and behind `span` of `old`; "" if unclear.

    >>> counterpart((2, 6), old="落实量子补贴。", new="大力落实税收优惠。")
    '税收优惠'
    """
    blocks = _common_blocks(old, new)
    start, end = _new_start(span[0], blocks), _new_end(span[1], blocks, old=old, new=new)
    return "" if start is None or end is None else new[start:end].strip()


def _common_blocks(old: str, new: str) -> list[Match]:
    """The stretches that both texts have, in order."""
    before = common_prefix_length(old, new)
    after = common_prefix_length(old[before:][::-1], new[before:][::-1])
    inside_old, inside_new = old[before : len(old) - after], new[before : len(new) - after]
    matching_blocks = []
    if max(len(inside_old), len(inside_new)) <= _LONGEST:
        matching_blocks = SequenceMatcher(None, inside_old, inside_new, autojunk=False).get_matching_blocks()
    inside = [
        Match(block.a + before, block.b + before, block.size) for block in matching_blocks if block.size
    ]
    return [Match(0, 0, before), *inside, Match(len(old) - after, len(new) - after, after)]


def _new_start(place: int, blocks: list[Match]) -> int | None:
    """The new place of the first character, or else the end of the character before it."""
    new_start = _new_place(place, blocks)
    if new_start is not None or place == 0:
        return new_start or 0
    new_before = _new_place(place - 1, blocks)
    return None if new_before is None else new_before + 1


def _new_end(place: int, blocks: list[Match], *, old: str, new: str) -> int | None:
    """The new end of the last character, or else the start of the character behind it."""
    new_last = _new_place(place - 1, blocks)
    if new_last is not None:
        return new_last + 1
    return len(new) if place == len(old) else _new_place(place, blocks)


def _new_place(place: int, blocks: list[Match]) -> int | None:
    """Where an unchanged character stands now; None where it was changed."""
    return next(
        (place - block.a + block.b for block in blocks if block.a <= place < block.a + block.size), None
    )
