"""The values that stand before the first chapter, and how the lines of a title are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from articles.text.citing.naming.titles import closed_up
from articles.text.parsing.bodies import signers
from articles.text.parsing.closing import ParsedIssuer
from articles.text.parsing.document_marks import LineMark
from articles.text.parsing.heads.site_record import RecordEntry
from articles.text.parsing.lines import Removal, Repair, SourcePassage


@dataclass(frozen=True)
class FrontMatter:
    """The values that stand before the first chapter; what the source does not say is None or empty.

    `title_parts` are the lines of the title, for which `first_words` stand if it has none, `part` the
    name of the part that a code's file holds (a division bears it, so it is none of the front's passages).
    """

    title_parts: tuple[SourcePassage, ...]
    document_number: SourcePassage | None = None
    addressee_parts: tuple[SourcePassage, ...] = ()
    notice_title_parts: tuple[SourcePassage, ...] = ()
    notice: tuple[SourcePassage, ...] = ()
    issuers: tuple[ParsedIssuer, ...] = ()
    signed: SourcePassage | None = None
    signed_on: date | None = None
    adoption: tuple[SourcePassage, ...] = ()
    introduction: tuple[SourcePassage, ...] = ()
    part: SourcePassage | None = None
    record: tuple[RecordEntry, ...] = ()
    marks: tuple[LineMark, ...] = ()
    first_words: str = ""

    @property
    def title(self) -> SourcePassage:
        """The lines of the title as one, where the first of them stands; spaced-out ones close up."""
        parts = self.title_parts
        if not parts:
            return SourcePassage(0, self.first_words)
        return SourcePassage(parts[0].start, _join_title_lines([part.text for part in parts]))

    @property
    def notice_title(self) -> SourcePassage | None:
        return _join_passages(self.notice_title_parts)

    @property
    def title_of_issuers(self) -> str:
        """The title that names who issued it: that of the notice, where one passes the text on."""
        return closed_up((self.notice_title or self.title).text)

    @property
    def addressees(self) -> SourcePassage | None:
        return _join_passages(self.addressee_parts)

    def passages(self) -> list[SourcePassage]:
        """Every kept piece, in source order."""
        pieces = [passage for passage in (self.document_number, self.signed) if passage is not None]
        pieces += [*self.notice_title_parts, *self.title_parts, *self.addressee_parts]
        pieces += [*self.notice, *self.adoption, *self.introduction]
        pieces += [passage for issuer in self.issuers for passage in issuer.passages]
        pieces += [mark.passage for mark in self.marks]
        return sorted(pieces, key=lambda passage: passage.start)


def _join_title_lines(lines: Sequence[str]) -> str:
    """The lines as one title; lines of bodies alone stay apart."""
    texts = [closed_up(line) for line in lines] if len(lines) > 1 else lines
    is_names = [bool(signers(text)) for text in texts]
    gaps = ["\u3000" if pair == (True, True) else "" for pair in pairwise(is_names)]
    return "".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=True))


def _join_passages(parts: tuple[SourcePassage, ...]) -> SourcePassage | None:
    return SourcePassage(parts[0].start, "".join(part.text for part in parts)) if parts else None


@dataclass(frozen=True)
class FrontReading:
    """The front matter with the account of what was removed and repaired."""

    front: FrontMatter
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]
