"""What changed between two texts, piece by piece, for a reader; the work is bounded for any texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_CLAUSE = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]?")
#: Matching is quadratic: up to so many characters are compared, else so many clauses, else whole texts.
_MOST_PARTS = 400
_CONTEXT = 40


class LineChange(Enum):
    """What became of a piece of text between two versions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class DifferencePiece:
    """A stretch of text that both versions have, or only one of them."""

    kind: LineChange
    text: str

    @property
    def is_added(self) -> bool:
        return self.kind is LineChange.ADDED

    @property
    def is_removed(self) -> bool:
        return self.kind is LineChange.REMOVED


def pieces(before: str, after: str) -> list[DifferencePiece]:
    """Both texts merged: without the added pieces they give `before`, without the removed ones `after`.

    >>> [(piece.kind.value, piece.text) for piece in pieces("支持企业。", "支持高校。")]
    [('same', '支持'), ('removed', '企业'), ('added', '高校'), ('same', '。')]
    """
    start = common_prefix_length(before, after)
    end = common_prefix_length(before[start:][::-1], after[start:][::-1])
    middle = before[start : len(before) - end], after[start : len(after) - end]
    difference = [
        DifferencePiece(LineChange.SAME, before[:start]),
        *_compare_parts(*middle),
        DifferencePiece(LineChange.SAME, before[len(before) - end :]),
    ]
    return [piece for piece in difference if piece.text]


def shortened(difference: Sequence[DifferencePiece]) -> list[DifferencePiece]:
    """The same pieces, with long unchanged ones cut down to the text beside the changes."""
    return [
        DifferencePiece(piece.kind, _shorten_middle(piece.text)) if piece.kind is LineChange.SAME else piece
        for piece in difference
    ]


def _shorten_middle(text: str) -> str:
    return text if len(text) <= 2 * _CONTEXT + 10 else f"{text[:_CONTEXT]} …… {text[-_CONTEXT:]}"


def common_prefix_length(first: Sequence[object], second: Sequence[object]) -> int:
    """The number of characters that two texts share at their beginning, or of members that two rows share."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(first), len(second)))


def _compare_parts(before: str, after: str) -> Iterator[DifferencePiece]:
    split = list if len(before) + len(after) <= _MOST_PARTS else _CLAUSE.findall
    old, new = split(before), split(after)
    if len(old) + len(new) > _MOST_PARTS:
        old, new = [before], [after]
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if old[old_start:old_end] == new[new_start:new_end]:
            yield DifferencePiece(LineChange.SAME, "".join(old[old_start:old_end]))
            continue
        yield DifferencePiece(LineChange.REMOVED, "".join(old[old_start:old_end]))
        yield DifferencePiece(LineChange.ADDED, "".join(new[new_start:new_end]))
