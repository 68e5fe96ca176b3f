"""The table of everyday words and the policy wording that stands for them, a line an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from math import prod

from articles.text.wording.characters.folding import fold

#: Weight of an entry that states none.
USUAL_WEIGHT = 0.5
_ARROW = re.compile(r"→|->|=>")
#: 【工信部联科〔2009〕232号】 begins the words of one policy, 【全库】 those of all again.
SCOPE = re.compile(r"\s*【(?P<scope>[^【】]+)】\s*(?:#.*)?")
EVERYWHERE = "全库"
#: 辞退…赔: an entry for a query that holds both, in whatever order; 辞退 alone is not explained by it.
BESIDE = "…"
#: 爸/妈…再婚/再找: a part that is said in several ways. Not within a number (2/3).
_OR = re.compile(r"(?<!\d)/|/(?!\d)")
_MOST_SPELLINGS = 1000
_DOTS = re.compile(r"\.{2,}")


class SynonymError(ValueError):
    """A line that cannot be read; the message names the line and what is wrong, in Chinese."""


@dataclass(frozen=True)
class Synonym:
    """An everyday `word` and the wordings for it: each a tuple of words that have to stand together.

    `word` and `means` are folded, `basis` is the wording of a policy that justifies them. `scope` is the
    policy (its number, title or slug, as written) within which it counts; empty for everywhere. A `word` of
    several parts (辞退…赔) counts only where a query holds all of them: what neither says alone. Each part
    may be said in several ways (爸/妈…再婚).
    """

    word: str
    means: tuple[tuple[str, ...], ...]
    weight: float
    basis: str
    scope: str = ""

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The parts of the word, each with the ways to say it."""
        if BESIDE not in self.word:
            return ((self.word,),)
        return tuple(
            tuple(spelling.strip() for spelling in _OR.split(part)) for part in self.word.split(BESIDE)
        )

    def spellings(self) -> Iterator[str]:
        """Every word that it explains: 爸…再婚, 妈…再婚."""
        return map(BESIDE.join, product(*self.parts)) if BESIDE in self.word else iter((self.word,))

    def mentions(self, typed: str) -> bool:
        """Whether `typed` stands in this entry of the table; an empty text stands in every entry."""
        words = (word for wording in self.means for word in wording)
        return any(_folded_word(typed) in text for text in (self.word, *words, fold(self.basis)))


def parse_synonyms(text: str) -> list[Synonym]:
    """Read a table: `免税、减免税 → 免征 | 0.9 | 第二十五条 免征进口关税`; # begins a comment.

    A line 【…】 says of which policy the lines below it are. Raises SynonymError, also where one word has two
    lines of the same scope.
    """
    synonyms = []
    for synonym in _parse_lines(text):
        if isinstance(synonym, SynonymError):
            raise synonym
        synonyms.append(synonym)
    return synonyms


def synonym_problems(text: str) -> Iterator[str]:
    """Yield the problem of each line that cannot be read."""
    return (str(problem) for problem in _parse_lines(text) if isinstance(problem, SynonymError))


def scoped_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The number, scope and text of each line that says something."""
    scope = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if scope_line := SCOPE.fullmatch(line):
            scope = scope_line["scope"].strip() if scope_line["scope"].strip() != EVERYWHERE else ""
        else:
            yield number, scope, line


def _parse_lines(text: str) -> Iterator[Synonym | SynonymError]:
    """The synonyms of a table, and in place of a line that cannot be read its error."""
    line_of: dict[tuple[str, str], int] = {}
    for number, scope, line in scoped_lines(text):
        try:
            synonyms = synonyms_of(line)
        except SynonymError as error:
            yield SynonymError(f"第 {number} 行：{error}")
            continue
        for synonym in synonyms:
            words = list(synonym.spellings())
            duplicate = next((word for word in words if (scope, word) in line_of), None)
            if duplicate is not None:
                yield SynonymError(f"第 {number} 行：“{duplicate}”在第 {line_of[scope, duplicate]} 行已有")
                continue
            line_of |= dict.fromkeys(((scope, word) for word in words), number)
            yield replace(synonym, scope=scope) if scope else synonym


def sides_of(line: str) -> tuple[str, str, float, str]:
    """Words, wordings, weight and basis of a line as written. Raises SynonymError.

    >>> sides_of("免税 → 免征 | 0.9 | 第二十五条")
    ('免税', '免征', 0.9, '第二十五条')
    """
    sides = _ARROW.split(line, maxsplit=1)
    if len(sides) != 2:
        raise SynonymError("没有“→”，应写作 免税 → 免征 | 0.9 | 依据")
    right, _, rest = sides[1].partition("|")
    weight, _, basis = rest.partition("|")
    if not _split_words(sides[0]) or not _split_words(right):
        raise SynonymError("“→”两边都要有词")
    return sides[0].strip(), right.strip(), _parse_weight(weight.strip()), basis.strip()


#: Drafts, trials and the table of the editors differ in few lines from what is in force.
@lru_cache(maxsize=2**15)
def synonyms_of(line: str) -> tuple[Synonym, ...]:
    """The synonyms of one line, without a scope. Raises SynonymError."""
    left, right, weight, basis = sides_of(line)
    if BESIDE in right:
        raise SynonymError("“…”只用在左边，右边用 +")
    wordings = (tuple(part.strip() for part in wording.split("+")) for wording in _split_words(right))
    means = tuple(tuple(filter(None, parts)) for parts in wordings)
    return tuple(_check_parts(Synonym(word, means, weight, basis)) for word in _split_words(left))


def _check_parts(synonym: Synonym) -> Synonym:
    if not all(map(all, synonym.parts)):
        raise SynonymError("“…”和“/”两边都要有词")
    if prod(map(len, synonym.parts)) > _MOST_SPELLINGS:
        raise SynonymError(f"“{synonym.word}”合起来超过 {_MOST_SPELLINGS} 个说法")
    return synonym


def _folded_word(word: str) -> str:
    """A word folded; folding writes … as three dots, which become one sign again."""
    return _DOTS.sub(BESIDE, fold(word.strip()))


def _split_words(side: str) -> list[str]:
    return [_folded_word(word) for word in re.split(r"[、，,]", side) if word.strip()]


def _parse_weight(text: str) -> float:
    try:
        weight = float(text or USUAL_WEIGHT)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise SynonymError(f"权重“{text}”应是 0 与 1 之间的数")
    return weight
