"""jieba's dictionary with further words, compiled (articles.text.wording.compiled), and jieba on it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

import jieba
import marisa_trie

from articles.text.wording.compiled import compiled

_VERSION = f"1/jieba-{jieba.__version__}"
_HEADER = struct.Struct("=QII")  # the sum of all counts, how many words, the longest one's length

#: For each place of a text the words that begin there, or else the single character: the place of the last
#: character, and the count.
WordGraph = dict[int, list[tuple[int, int]]]


class Dictionary:
    """How often words stand in everyday writing (词频), read from the bytes that `_dictionary` makes."""

    def __init__(self, content: memoryview) -> None:
        self.total, size, self.longest = _HEADER.unpack_from(content)
        end_of_counts = _HEADER.size + 4 * size
        #: Holds the whole content, which the trie reads from without holding it.
        self._counts = content[_HEADER.size : end_of_counts].cast("I")
        self._trie = marisa_trie.Trie().map(content[_align(end_of_counts) :])

    def get(self, word: str, default: int | None = None) -> int | None:
        """The count of a word, as `dict.get`."""
        try:
            number = self._trie.get(word)
        except UnicodeEncodeError:  # half of a surrogate pair
            return default
        return default if number is None else self._counts[number]

    def words_in(self, text: str) -> WordGraph:
        """The words of the dictionary that begin at each place of the text."""
        prefixes, counts, longest = self._trie.iter_prefixes_with_ids, self._counts, self.longest
        return {
            start: [
                (start + len(word) - 1, counts[number])
                for word, number in prefixes(text[start : start + longest])
            ]
            or [(start, 1)]
            for start in range(len(text))
        }


class DictionaryTokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """jieba's tokenizer on such a dictionary: it cuts as jieba itself does, and about as fast."""

    def __init__(self, dictionary: Dictionary) -> None:
        super().__init__()
        self.FREQ, self.total, self.initialized = dictionary, dictionary.total, True

    def get_DAG(self, sentence: str) -> WordGraph:
        return self.FREQ.words_in(sentence)

    def calc(self, sentence: str, DAG: WordGraph, route: dict[int, tuple[float, int]]) -> None:
        total = log(self.total)
        route[len(sentence)] = (0, 0)
        for start in range(len(sentence) - 1, -1, -1):
            words = DAG[start]
            if len(words) == 1:  # as at most places: there is nothing to choose
                ((last, count),) = words
                route[start] = (log(count) - total + route[last + 1][0], last)
            else:
                route[start] = max([(log(count) - total + route[last + 1][0], last) for last, count in words])


def dictionary_with(words: Iterable[str]) -> Dictionary:
    """jieba's dictionary with `words`, each with the count that jieba itself computes for it."""
    return Dictionary(compiled(_dictionary, words, version=_VERSION))


def _dictionary(words: Sequence[str], path: Path | None = None) -> bytes:
    """A header, the counts in the order of the trie's ids, the trie: of jieba's own file, or of another."""
    source = jieba.Tokenizer(path)
    source.FREQ, source.total = source.gen_pfdict(source.get_dict_file())
    source.initialized = True  # or else jieba reads and writes a copy in the shared temporary folder
    for word in words:
        source.add_word(word)
    counts = {word: count for word, count in source.FREQ.items() if count}  # without mere beginnings of words
    trie = marisa_trie.Trie(counts)
    in_order = [counts[word] for word, _ in sorted(trie.items(), key=lambda entry: entry[1])]
    content = _HEADER.pack(source.total, len(counts), max(map(len, counts)))
    content += struct.pack(f"={len(counts)}I", *in_order)
    packed: bytes = trie.tobytes()
    return content.ljust(_align(len(content))) + packed


def _align(size: int) -> int:
    """The trie holds numbers of eight bytes."""
    return -(-size // 8) * 8
