"""Raw text of a policy → its parts, each character either kept or listed as removed.

The parser reads official documents as they are found on the web: record, covering notice, statements of
adoption, contents list, introduction, 编/章/节, 条, annexes. What it takes away (encyclopedia noise, blank
lines, separators) and what it repairs (chapter titles broken in two, spaced names) is reported with its
line; `rebuild` puts the pieces together to the very source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.text.parsing.body import BodyReader, ParsedArticle, ParsedDivision, StructureError
from articles.text.parsing.closing import Closing, read_closing, signature_end
from articles.text.parsing.document_marks import Mark, MarkKind, imprint_begin, imprint_marks
from articles.text.parsing.front_matter import FrontMatter, read_front_matter
from articles.text.parsing.lines import (
    LAYOUT_REASONS,
    Doubt,
    Removal,
    RemovalReason,
    Repair,
    SourceLine,
    SourcePassage,
    split_lines,
)
from articles.text.parsing.outline import LineRole, Outline, outline_of
from articles.text.parsing.unfolding import unfolded

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
    """The parts of a source file, and the report of what the parser removed and repaired."""

    front: FrontMatter
    divisions: tuple[ParsedDivision, ...]
    articles: tuple[ParsedArticle, ...]
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]
    annex: tuple[SourcePassage, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def passages(self) -> list[SourcePassage]:
        """Every kept piece of the source."""
        parts: list[ParsedDivision | ParsedArticle] = [*self.divisions, *self.articles]
        return [*self.front.passages(), *(piece for part in parts for piece in part.passages()), *self.annex]


def parse_policy(source: str, *, markdown: bool = False) -> ParsedPolicy:
    """Parse the raw text of one policy (decoded, line ends untouched).

    Raises StructureError when there is no title or no article, with the line where it can be told.
    """
    lines = split_lines(source, markdown=markdown)
    kept = list(unfolded(line for line in lines if not line.is_noise))
    imprint = kept[imprint_begin(kept) :]
    del kept[len(kept) - len(imprint) :]
    outline = outline_of(kept)
    if outline.begin is None:
        raise StructureError("没有找到任何「第…条」或章节标题，不是分条的政策文本")
    before = [line for index, line in enumerate(kept[: outline.begin]) if index not in outline.contents]
    reading = read_front_matter(before)
    if reading is None:
        raise StructureError("正文之前没有标题")
    closing, annex = _take_end(kept, outline, is_signed=reading.front.signed is not None)
    body = BodyReader(doubts=list(outline.doubts))
    if reading.front.part:
        body.open_part(reading.front.part, before[0].number)
    body.read(kept, outline)
    articles = body.finish()
    if not articles:
        raise StructureError("只有章节标题，没有任何条文")
    contents = [line for index, line in enumerate(kept) if index in outline.contents]
    removals = [
        *(removal for line in lines if line.is_noise for removal in line.noise()),
        *(removal for line in contents for removal in line.whole(RemovalReason.CONTENTS)),
        *reading.removals,
        *body.removals,
        *closing.removals,
        *(removal for line in (*annex, *imprint) for removal in line.margins()),
    ]
    return ParsedPolicy(
        front=_signed(reading.front, closing, imprint_marks(imprint)),
        divisions=tuple(body.divisions),
        articles=articles,
        removals=tuple(sorted(removals, key=lambda removal: removal.start)),
        repairs=(*reading.repairs, *body.repairs, *closing.repairs),
        annex=tuple(line.passage() for line in annex),
        doubts=tuple(sorted(body.doubts, key=lambda doubt: doubt.line)),
    )


def _take_end(
    kept: Sequence[SourceLine], outline: Outline, *, is_signed: bool
) -> tuple[Closing, Sequence[SourceLine]]:
    """Take signature and annexes off the body; a second signature stays with the annexes."""
    units = [
        i for i, opening in outline.openings.items() if opening.role in (LineRole.ARTICLE, LineRole.POINT)
    ]
    if not units:
        return Closing(0), kept[outline.end :]
    begin = max(units) + 1
    outline.end = signature_end(kept, outline.end)
    closing = read_closing(kept[begin : outline.end], above=kept[begin - 1].text)
    end, outline.end = outline.end, begin + closing.begin
    if is_signed and closing.signed:
        return _as_marks(closing), kept[end:]
    return closing, kept[end:]


def _as_marks(closing: Closing) -> Closing:
    """The signature of a document that its notice has signed for: kept, but not as issuers."""
    signed = [issuer.printed for issuer in closing.issuers] + ([closing.signed] if closing.signed else [])
    marks = (*(Mark(MarkKind.SIGNATORY, passage) for passage in signed), *closing.marks)
    return replace(closing, issuers=(), signed=None, signed_on=None, marks=marks)


def _signed(front: FrontMatter, closing: Closing, imprint: Sequence[Mark]) -> FrontMatter:
    front = replace(front, marks=(*front.marks, *closing.marks, *imprint))
    if not closing.signed:
        return front
    return replace(front, issuers=closing.issuers, signed=closing.signed, signed_on=closing.signed_on)


def rebuild(kept: Iterable[SourcePassage], removed: Iterable[Removal]) -> str:
    """Put kept and removed pieces together; raises StructureError at the first gap or overlap."""
    pieces: list[SourcePassage | Removal] = [*kept, *removed]
    placed = sorted((piece.start, piece.text) for piece in pieces)
    reached = 0
    for start, text in placed:
        if start != reached:
            raise StructureError(f"偏移 {reached} 处的原文既未保留也未列为删除，或重复（下一段起于 {start}）")
        reached += len(text)
    return "".join(text for _, text in placed)


def report(policy: ParsedPolicy) -> str:
    """Say line by line what was removed and repaired; layout white space is only counted."""
    rows = [
        (removal.line, f"删除 {removal.reason}：{removal.text.strip()!r}")
        for removal in policy.removals
        if removal.reason not in LAYOUT_REASONS
    ]
    rows += [(doubt.line, f"存疑 {doubt.text}") for doubt in policy.doubts]
    rows += [
        (repair.line, f"修复 {repair.kind}：{repair.before!r} → {repair.after!r}")
        for repair in policy.repairs
    ]
    layout = sum(removal.reason in LAYOUT_REASONS for removal in policy.removals)
    lines = [f"L{line} {what}" for line, what in sorted(rows, key=lambda row: row[0])]
    return "\n".join([*lines, f"另有 {layout} 处换行与分隔空白不属于正文。"])
