"""The table of synonyms as lines with their comments: text → lines for editors, lines → text for search."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.text.wording.synonym_tables.synonyms import (
    BESIDE,
    EVERYWHERE,
    SCOPE,
    SynonymError,
    parse_synonyms,
    sides_of,
)


@dataclass(frozen=True)
class SynonymLine:
    """A line of the table, as an editor writes its parts; `note` are the comments above it."""

    words: str
    means: str
    weight: float
    basis: str = ""
    scope: str = ""
    note: str = ""
    is_active: bool = True
    is_both: bool = False

    def explained(self) -> set[str]:
        """The words that it explains, folded. Raises SynonymError for what is no line."""
        synonyms = [synonym for line in self.lines() for synonym in parse_synonyms(line)]
        return {word for synonym in synonyms for word in synonym.spellings()}

    def lines(self) -> list[str]:
        """The lines that search reads. Raises SynonymError."""
        for part in (self.words, self.means, self.basis):
            if "\n" in part or "\r" in part:
                raise SynonymError("一格里不能换行")
        if any(sign in side for side in (self.words, self.means) for sign in ("|", "→", "->", "=>")):
            raise SynonymError("说法里不能有 | 和箭头")
        if self.words.lstrip().startswith(("#", "【")):
            raise SynonymError("说法不能以 # 或【 开头")
        if self.is_both and any(sign in f"{self.words}{self.means}" for sign in ("+", BESIDE)):
            raise SynonymError("互为同义的不能有 + 和 …")
        pairs = [(self.words, self.means), *([(self.means, self.words)] if self.is_both else [])]
        return [f"{left} → {right} | {self.weight:g}{_basis_column(self.basis)}" for left, right in pairs]


def _basis_column(basis: str) -> str:
    return f" | {basis}" if basis else ""


def read_lines(text: str) -> Iterator[SynonymLine]:
    """The lines of a table with the comments above each; what cannot be read is kept as one that is off.

    A comment above no line (of the whole table, above a 【…】, at the end) is of no row: it is left out.

    >>> [line.words for line in read_lines("# 税收\\n免税 → 免征 | 0.9")]
    ['免税']
    """
    scope, comments = "", list[str]()
    for line in text.splitlines():
        stripped = line.strip()
        if scope_line := SCOPE.fullmatch(line):
            scope_name = scope_line["scope"].strip()
            scope, comments = "" if scope_name == EVERYWHERE else scope_name, []
        elif stripped.startswith("#"):
            comments.append(stripped.lstrip("#").strip())
        elif not stripped:
            comments = comments if comments and comments[-1] else []
        else:
            yield _parse_line(stripped, scope, comments) or _inactive_line(stripped, scope)
            comments = []


def read_table(text: str) -> Iterator[SynonymLine]:
    """The lines as `read_lines` gives them; a line and its mirror right below it are one of both directions,
    as `table_text` writes it.

    >>> [line.is_both for line in read_table("公司 → 企业 | 0.8\\n企业 → 公司 | 0.8\\n免税 → 免征 | 0.8")]
    [True, False]
    """
    lines = deque(read_lines(text))
    while lines:
        line = lines.popleft()
        if lines and lines[0] == replace(line, words=line.means, means=line.words, note=""):
            lines.popleft()
            line = replace(line, is_both=True)
        yield line


def _parse_line(line: str, scope: str, comments: list[str]) -> SynonymLine | None:
    try:
        words, means, weight, basis = sides_of(line)
    except SynonymError:
        return None
    return SynonymLine(words, means, weight, basis, scope, "\n".join(filter(None, comments)))


def _inactive_line(line: str, scope: str) -> SynonymLine:
    """A line that says nothing to search, kept for the editor."""
    return SynonymLine(line[:600], "？", 0.5, scope=scope, note=f"读不懂的一行：{line}", is_active=False)


def table_text(lines: Iterable[SynonymLine]) -> str:
    """The text that search reads: the active lines, those of one scope together, comments above."""
    by_scope: dict[str, list[SynonymLine]] = {"": []}
    for line in lines:
        if line.is_active:
            by_scope.setdefault(line.scope, []).append(line)
    text_lines: list[str] = []
    for scope, scope_lines in by_scope.items():
        if scope and scope_lines:
            text_lines += ["", f"【{scope}】"]
        for line in scope_lines:
            text_lines += [f"# {comment}" for comment in line.note.splitlines() if comment.strip()]
            text_lines += line.lines()
    return "\n".join(text_lines) + "\n"
