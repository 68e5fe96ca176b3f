"""Raw text of a policy → its parts, each character either kept or listed as removed.

The parser reads official documents as they are found on the web: record, covering notice, statements of
adoption, contents list, introduction, 编/章/节, 条, annexes. What it takes away (encyclopedia noise, blank
lines, separators) and what it repairs (chapter titles broken in two, spaced names) is reported with its
line; `rebuild` puts the pieces together to the very source.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.text.parsing.bodies import is_body_name
from articles.text.parsing.body import BodyReader
from articles.text.parsing.closing import Closing, issuers_in_full, number_below_date, read_closing
from articles.text.parsing.document_marks import LineMark, MarkKind, imprint_begin, imprint_marks
from articles.text.parsing.front_matter import read_front_matter, split_head
from articles.text.parsing.heads.byline import first_words
from articles.text.parsing.heads.front_parts import FrontMatter, FrontReading
from articles.text.parsing.lines import (
    LAYOUT_REASONS,
    Doubt,
    Removal,
    RemovalReason,
    Repair,
    RepairKind,
    SourceLine,
    SourcePassage,
    character_repairs,
    split_lines,
)
from articles.text.parsing.outlining.contents_list import contents_apart
from articles.text.parsing.outlining.openings import DocumentParts, LineRole
from articles.text.parsing.outlining.outline import outline_of
from articles.text.parsing.page_links import page_links_begin
from articles.text.parsing.parsed import ParsedArticle, ParsedDivision, StructureError
from articles.text.parsing.unfolding import unfolded, with_title_apart
from articles.text.parsing.wrapping import unwrapped

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
    doubts: tuple[Doubt, ...] = ()

    def passages(self) -> list[SourcePassage]:
        """Every kept piece of the source."""
        parts: list[ParsedDivision | ParsedArticle] = [*self.divisions, *self.articles]
        return [*self.front.passages(), *(piece for part in parts for piece in part.passages())]

    def title_above(self, article: ParsedArticle) -> str:
        """The title of the chapter or annex that an article stands in, "" for none."""
        return "" if article.division is None else self.divisions[article.division].title


def parse_policy(source: str, *, markdown: bool = False) -> ParsedPolicy:
    """Parse the raw text of one policy (decoded, line ends untouched).

    No text is refused that has a title and a body; StructureError says what is missing.
    """
    lines, join_repairs = unwrapped(split_lines(source, markdown=markdown))
    text_lines = with_title_apart(list(unfolded(line for line in lines if not line.is_noise)))
    links = _take_from(text_lines, page_links_begin(text_lines))
    imprint = _take_from(text_lines, imprint_begin(text_lines))
    if not text_lines:
        raise StructureError("没有文字")
    text_lines, contents_lines = contents_apart(text_lines)
    outline = outline_of(text_lines)
    if outline.begin is None:
        outline.begin = min(split_head(text_lines[: outline.end]), outline.end)
    head_lines = [
        line for index, line in enumerate(text_lines[: outline.begin]) if index not in outline.contents
    ]
    reading = read_front_matter(head_lines) or FrontReading(FrontMatter(()), (), ())
    closing = _take_closing(text_lines, outline, reading.front)
    body = BodyReader(doubts=list(outline.doubts))
    if not reading.front.title_parts:
        first = text_lines[min(outline.begin, len(text_lines) - 1)]
        reading = replace(reading, front=_with_first_words_as_title(reading.front, first, body.doubts))
    if reading.front.part:
        body.open_part(reading.front.part, head_lines[0].number)
    body.read(text_lines, outline)
    articles = body.finish()
    if not articles:
        raise StructureError("只有标题，没有正文")
    contents = [
        *contents_lines,
        *(line for index, line in enumerate(text_lines) if index in outline.contents),
    ]
    removals = [
        *_line_removals(lines, contents=contents, links=links),
        *reading.removals,
        *body.removals,
        *closing.removals,
        *(removal for line in imprint for removal in line.margins()),
    ]
    return ParsedPolicy(
        front=_with_signature(reading.front, closing, imprint_marks(imprint)),
        divisions=tuple(body.divisions),
        articles=articles,
        removals=tuple(sorted(removals, key=lambda removal: removal.start)),
        repairs=(
            *character_repairs(source, lines),
            *join_repairs,
            *reading.repairs,
            *body.repairs,
            *closing.repairs,
        ),
        doubts=tuple(sorted(body.doubts, key=lambda doubt: doubt.line)),
    )


def _take_from(lines: list[SourceLine], begin: int) -> list[SourceLine]:
    """Take the lines from `begin` on off the list and return them."""
    tail = lines[begin:]
    del lines[begin:]
    return tail


def _with_first_words_as_title(front: FrontMatter, first: SourceLine, doubts: list[Doubt]) -> FrontMatter:
    """Name a document without a title by its first words, and report a doubt, unless the site's record gives
    the same words as its title."""
    words = front.first_words or first_words(first.text)
    if not any(entry.key == "title" and entry.value == words for entry in front.record):
        doubts.append(Doubt(first.number, "原文没有标题，暂以正文开头的话为题，请在后台补上"))
    return replace(front, first_words=words)


def _line_removals(
    lines: Iterable[SourceLine], *, contents: Iterable[SourceLine], links: Iterable[SourceLine]
) -> Iterator[Removal]:
    """The lines that are noise, and those of the table of contents and of the page's links."""
    yield from (removal for line in lines if line.is_noise for removal in line.noise())
    yield from (removal for line in contents for removal in line.whole(RemovalReason.CONTENTS))
    yield from (removal for line in links for removal in line.whole(RemovalReason.PAGE_LINKS))


def _take_closing(lines: list[SourceLine], outline: DocumentParts, front: FrontMatter) -> Closing:
    """The signature of the main text; of a document that nobody signs or adopts, that below its annexes."""
    closing = _take_signature(lines, outline, is_signed=front.signed is not None)
    if closing.signed or front.signed or front.adoption:
        return closing
    return _with_end_of_annexes(closing, lines, outline)


def _take_signature(lines: Sequence[SourceLine], outline: DocumentParts, *, is_signed: bool) -> Closing:
    """Take the signature off the end of the main text; a second signature is kept as such."""
    opened = [index for index in outline.openings if index < outline.end]
    begin = max(opened, default=(outline.begin or 0) - 1) + 1
    above = lines[begin - 1].text if opened else ""
    closing = read_closing(lines[begin : outline.end], above=above)
    outline.end = begin + closing.begin
    return _as_marks(closing, closing.signed) if is_signed and closing.signed else closing


def _with_end_of_annexes(closing: Closing, lines: list[SourceLine], outline: DocumentParts) -> Closing:
    """The signature taken off the end of the last annex, where bodies and date stand below all annexes.

    Names above the date may be the last of a list, so below an annex without units only one body signs.
    """
    last = max(outline.openings, default=-1)
    if outline.annexes_begin > last:
        return closing
    below = read_closing(lines[last + 1 :], above=lines[last].text)
    is_numbered = outline.openings[last].role not in (LineRole.ANNEX, LineRole.ANNEX_TITLE)
    if not (below.signed and below.issuers and (is_numbered or (below.begin and len(below.issuers) == 1))):
        return closing
    if not all(is_body_name(issuer.name) for issuer in below.issuers):
        return closing
    del lines[last + 1 + below.begin :]
    return replace(
        below,
        marks=(*closing.marks, *below.marks),
        removals=(*closing.removals, *below.removals),
        repairs=(*closing.repairs, *below.repairs),
    )


def _as_marks(closing: Closing, date_passage: SourcePassage) -> Closing:
    """The signature of a document that its notice has signed for: kept, but not as issuers."""
    passages = [*(passage for issuer in closing.issuers for passage in issuer.passages), date_passage]
    marks = (*(LineMark(MarkKind.SIGNATORY, passage) for passage in passages), *closing.marks)
    return replace(closing, issuers=(), signed=None, signed_on=None, marks=marks)


def _with_signature(front: FrontMatter, closing: Closing, imprint: Sequence[LineMark]) -> FrontMatter:
    if not front.document_number:
        number, closing = number_below_date(closing)
        front = replace(front, document_number=number)
    front = replace(front, marks=(*front.marks, *closing.marks, *imprint))
    if not (closing.signed or closing.issuers):
        return front
    issuers = issuers_in_full(closing.issuers, front.title_of_issuers)
    return replace(front, issuers=issuers, signed=closing.signed, signed_on=closing.signed_on)


def rebuild(
    passages: Iterable[SourcePassage], removals: Iterable[Removal], repairs: Iterable[Repair] = ()
) -> str:
    """Put kept and removed pieces together; raises StructureError at the first gap or overlap.

    Characters of `repairs` come back as the source has them.
    """
    pieces: list[SourcePassage | Removal] = [*passages, *removals]
    ordered = sorted((piece.start, piece.text) for piece in pieces)
    position = 0
    for start, text in ordered:
        if start != position:
            raise StructureError(
                f"偏移 {position} 处的原文既未保留也未列为删除，或重复（下一段起于 {start}）"
            )
        position += len(text)
    characters = list("".join(text for _, text in ordered))
    for repair in repairs:
        if repair.start is not None:
            characters[repair.start] = repair.before
    return "".join(characters)


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
        for repair in _merge_character_repairs(policy.repairs)
    ]
    layout = sum(removal.reason in LAYOUT_REASONS for removal in policy.removals)
    lines = [f"L{line} {message}" for line, message in sorted(rows, key=lambda row: row[0])]
    return "\n".join([*lines, f"另有 {layout} 处换行与分隔空白不属于正文。"])


def _merge_character_repairs(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs, with those of characters on one line as one: each character once."""
    characters_by_line: dict[int, dict[str, str]] = {}
    for repair in repairs:
        if repair.kind is RepairKind.CHARACTER:
            characters_by_line.setdefault(repair.line, {})[repair.before] = repair.after
        else:
            yield repair
    for line, characters in characters_by_line.items():
        yield Repair(line, RepairKind.CHARACTER, "".join(characters), "".join(characters.values()))
