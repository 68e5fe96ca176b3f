"""What changed between two versions of a text, by words; changes of print only are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

#: Cuts a text into words; joined again they are the text.
Cut = Callable[[str], Sequence[str]]

#: Matching is quadratic: longer texts are compared by sentences, still longer ones as a whole.
_MOST_PARTS = 3_000
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
_PRINT = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞「」『』", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("〔［【﹝〖", "["),
        **dict.fromkeys("〕］】﹞〗", "]"),
        **dict.fromkeys("‐‑‒–—―−─━", "-"),
        **dict.fromkeys("○◯", "〇"),
    }
)


class WordChange(Enum):
    """`PRINT`: only widths, quotation marks, dashes or spaces differ."""

    SAME = "same"
    PRINT = "print"
    WORDS = "words"


@dataclass(frozen=True)
class WordPiece:
    """A stretch of both texts; of a change of words one side may be empty."""

    kind: WordChange
    before: str
    after: str

    @property
    def is_same(self) -> bool:
        return self.kind is WordChange.SAME

    @property
    def is_print(self) -> bool:
        return self.kind is WordChange.PRINT


def same_but_for_print(text: str) -> str:
    """The text without what is of print only: widths, kinds of quotation marks and dashes, spaces.

    >>> same_but_for_print("“甲”， 乙") == same_but_for_print("「甲」,乙")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text.translate(_PRINT)).translate(_PRINT).split())


def word_pieces(before: str, after: str, *, cut: Cut) -> list[WordPiece]:
    """Both texts side by side: joined, the pieces give `before` and `after` again.

    >>> pieces = word_pieces("应当安装水表。", "应当安装智能水表。", cut=list)
    >>> [(piece.kind.value, piece.before, piece.after) for piece in pieces]
    [('same', '应当安装', '应当安装'), ('words', '', '智能'), ('same', '水表。', '水表。')]
    """
    old, new = _words_with_spaces(before, cut), _words_with_spaces(after, cut)
    if len(old) + len(new) > _MOST_PARTS:
        old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if len(old) + len(new) > _MOST_PARTS:
        old, new = [before], [after]
    return [piece for piece in _pieces(old, new) if piece.before or piece.after]


def _words_with_spaces(text: str, cut: Cut) -> list[str]:
    """The words, with each run of spaces joined to the word before it."""
    words: list[str] = []
    for word in cut(text):
        if words and word.isspace() and "\n" not in word:
            words[-1] += word
        else:
            words.append(word)
    return words


def _pieces(old: list[str], new: list[str]) -> Iterator[WordPiece]:
    keys = list(map(same_but_for_print, old)), list(map(same_but_for_print, new))
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, *keys, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from _pieces_of_equal_words(old[old_start:old_end], new[new_start:new_end])
            continue
        before, after = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        is_print = same_but_for_print(before) == same_but_for_print(after)
        yield WordPiece(WordChange.PRINT if is_print else WordChange.WORDS, before, after)


def _pieces_of_equal_words(old: list[str], new: list[str]) -> Iterator[WordPiece]:
    """Words that are alike but for print, in runs of one kind."""
    runs: list[tuple[WordChange, list[str], list[str]]] = []
    for old_word, new_word in zip(old, new, strict=True):
        kind = WordChange.SAME if old_word == new_word else WordChange.PRINT
        if not runs or runs[-1][0] is not kind:
            runs.append((kind, [], []))
        runs[-1][1].append(old_word)
        runs[-1][2].append(new_word)
    for kind, before, after in runs:
        yield WordPiece(kind, "".join(before), "".join(after))
