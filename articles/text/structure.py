"""Raw text of a policy → its parts, each character either kept or listed as removed.

The parser reads web copies of official documents: covering notice, introduction, 编/章/节, 条. What it
takes away (encyclopedia noise, blank lines, separators) and what it repairs (chapter titles broken in
two, spaced names) is reported with its line; `rebuild` puts the pieces together to the very source.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.text.body import (
    BodyReader,
    ParsedArticle,
    ParsedDivision,
    StructureError,
    begins_body,
)
from articles.text.front_matter import FrontMatter, read_front_matter
from articles.text.lines import LAYOUT_REASONS, Passage, Removal, Repair, split_lines

__all__ = [
    "ParsedArticle",
    "ParsedDivision",
    "ParsedPolicy",
    "StructureError",
    "parse_policy",
    "rebuild",
    "report",
]


@dataclass(frozen=True)
class ParsedPolicy:
    """Everything a source file says, and the account of what the parser did to it."""

    front: FrontMatter
    divisions: tuple[ParsedDivision, ...]
    articles: tuple[ParsedArticle, ...]
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]

    def passages(self) -> list[Passage]:
        """Every kept piece of the source."""
        numbered = [piece for part in (*self.divisions, *self.articles) for piece in part.passages()]
        return [*self.front.passages(), *numbered]


def parse_policy(source: str) -> ParsedPolicy:
    """Parse the raw text of one policy (decoded, line ends untouched).

    Raises StructureError when there is no title, no article, or text that belongs nowhere.
    """
    lines = split_lines(source)
    first = next((index for index, line in enumerate(lines) if begins_body(line)), None)
    if first is None:
        raise StructureError("没有找到任何「第…条」或章节标题，不是分条的政策文本")
    reading = read_front_matter(lines[:first])
    if reading is None:
        raise StructureError("正文之前没有标题")
    body = BodyReader()
    for line in lines[first:]:
        body.read(line)
    articles = body.finish()
    if not articles:
        raise StructureError("只有章节标题，没有任何条文")
    removals = sorted([*reading.removals, *body.removals], key=lambda removal: removal.start)
    return ParsedPolicy(
        front=reading.front,
        divisions=tuple(body.divisions),
        articles=articles,
        removals=tuple(removals),
        repairs=(*reading.repairs, *body.repairs),
    )


def rebuild(kept: Iterable[Passage], removed: Iterable[Removal]) -> str:
    """Put kept and removed pieces together; raises StructureError at the first gap or overlap."""
    pieces = sorted([(piece.start, piece.text) for piece in (*kept, *removed)])
    source = ""
    for start, text in pieces:
        if start != len(source):
            raise StructureError(
                f"偏移 {len(source)} 处的原文既未保留也未列为删除，或重复（下一段起于 {start}）"
            )
        source += text
    return source


def report(policy: ParsedPolicy) -> str:
    """Say line by line what was removed and repaired; layout white space is only counted."""
    rows = [
        (removal.line, f"删除 {removal.reason}：{removal.text.strip()!r}")
        for removal in policy.removals
        if removal.reason not in LAYOUT_REASONS
    ]
    rows += [
        (repair.line, f"修复 {repair.kind}：{repair.before!r} → {repair.after!r}")
        for repair in policy.repairs
    ]
    layout = sum(removal.reason in LAYOUT_REASONS for removal in policy.removals)
    lines = [f"L{line} {what}" for line, what in sorted(rows, key=lambda row: row[0])]
    return "\n".join([*lines, f"另有 {layout} 处换行与分隔空白不属于正文。"])
