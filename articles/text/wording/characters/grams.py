"""Single characters and bigrams: they find words that no dictionary knows."""

import re
from zlib import crc32

#: The index has room for so many characters of a term.
LONGEST_TERM = 64
_RUN = re.compile(r"(?P<chinese>[\u3400-\u9fff〇]+)|[^\W_\u3400-\u9fff〇]+")


def grams(folded: str) -> list[str]:
    """Return the characters and bigrams of each Chinese run; other words stay whole. `folded` as by `fold`.

    >>> grams("免关税 3d")
    ['免', '关', '税', '免关', '关税', '3d']
    """
    terms: list[str] = []
    for run in _RUN.finditer(folded):
        word = run[0]
        if run["chinese"]:
            terms += word
            terms += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            terms.append(word[:LONGEST_TERM])
    return terms


def gram_number(gram: str) -> int:
    """A number for a gram that fits a column of integers; two grams may share one.

    >>> -(2**31) <= gram_number("关税") < 2**31
    True
    """
    return crc32(gram.encode("utf-8", "surrogatepass")) - 2**31


def certain_grams(folded: str) -> list[str]:
    """The grams that every text containing `folded` must have: those of its Chinese runs.

    A word of Latin letters may be part of a longer word there, which is another gram.
    """
    return [term for term in grams(folded) if (run := _RUN.fullmatch(term)) and run["chinese"]]
