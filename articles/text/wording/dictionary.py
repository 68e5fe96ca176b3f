"""jieba's dictionary with further words, as a read-only file that processes map into memory and share.

In a Python dict its 500,000 entries take 67 MB; each process soon has a copy of its own, because Python counts
references in the entries themselves. The file takes 3 MB once, and no time to load (docs/decisions/0038-memory.md).
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import tempfile
from collections.abc import Sequence
from math import log
from pathlib import Path

import jieba
import marisa_trie

_FORMAT = f"1/jieba-{jieba.__version__}"
_HEADER = struct.Struct("=QII")  # the sum of all counts, how many words there are, the longest one's characters
_COUNT = "I"
#: For each place of a text the words that begin there, or else the single character: the place of the last
#: character, and the count.
WordGraph = dict[int, list[tuple[int, int]]]
_MOST_FILES = 8  # drafts of the user dictionary that were tried make further ones


class Dictionary:
    """How often words stand in everyday writing (词频), in the file at `path`. Raises FileNotFoundError.

    After the header come the counts in the order of the trie's ids, then the trie.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self.total, size, self.longest = _HEADER.unpack_from(content)
        trie = _HEADER.size + _padded(size * struct.calcsize(_COUNT))
        self._counts = content[_HEADER.size :][: size * struct.calcsize(_COUNT)].cast(_COUNT)
        self._trie = marisa_trie.Trie().map(content[trie:])

    def get(self, word: str, default: int | None = None) -> int | None:
        try:
            number = self._trie.get(word)
        except UnicodeEncodeError:  # half of a surrogate pair
            return default
        return default if number is None else self._counts[number]

    def words_in(self, text: str) -> WordGraph:
        begin, counts, longest = self._trie.iter_prefixes_with_ids, self._counts, self.longest
        return {
            start: [(start + len(word) - 1, counts[n]) for word, n in begin(text[start : start + longest])]
            or [(start, 1)]
            for start in range(len(text))
        }


class DictionaryTokenizer(jieba.Tokenizer):
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
            route[start] = max([(log(count) - total + route[last + 1][0], last) for last, count in DAG[start]])


def dictionary_with(words: Sequence[str], *, folder: Path) -> Dictionary:
    """jieba's dictionary with `words`, from its file in `folder`, which is made where it is missing."""
    digest = hashlib.sha256("\0".join([_FORMAT, *words]).encode()).hexdigest()
    path = folder / f"{digest[:32]}.words"
    try:
        return Dictionary(path)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, *_compiled(words))
        _drop_oldest(folder)
        return Dictionary(path)


def _compiled(words: Sequence[str]) -> tuple[dict[str, int], int]:
    """The counts that jieba gives, and their sum as jieba keeps it."""
    compiled = jieba.Tokenizer()
    compiled.FREQ, compiled.total = compiled.gen_pfdict(compiled.get_dict_file())
    compiled.initialized = True
    for word in words:
        compiled.add_word(word)
    return {word: count for word, count in compiled.FREQ.items() if count}, compiled.total


def _write(path: Path, counts: dict[str, int], total: int) -> None:
    trie = marisa_trie.Trie(counts)
    in_order = [0] * len(counts)
    for word, number in trie.items():
        in_order[number] = counts[word]
    packed = struct.pack(f"={len(in_order)}{_COUNT}", *in_order)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(_HEADER.pack(total, len(in_order), max(map(len, counts))))
        file.write(packed.ljust(_padded(len(packed)), b"\0"))
        file.write(trie.tobytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)  # whole or not at all; two processes write the same


def _padded(size: int) -> int:
    """The trie's numbers stand at multiples of eight bytes."""
    return -(-size // 8) * 8


def _drop_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.words"), key=lambda path: path.stat().st_mtime)
    for path in files[:-_MOST_FILES]:
        path.unlink(missing_ok=True)  # processes that have it mapped keep it
