"""What the words of a draft refer to that was said before: 本法, 前款, 第六条 of a list.

Pure: texts are closed up, offsets are theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.drafts.named_documents import DraftDocument, DraftMention, is_of_kind
from articles.checking.drafts.spans import Spans

#: What may stand between two places of one list.
_LIST = re.compile(
    r"[^。；;，,《》“”]{0,20}(?:、|和|及|以及|或者|或|与)(?:其|该法|同法|该条例|其中)?|[，,](?:以及|和)?|"
)
#: What may stand before a place that is said without its document, in a text that has named one before.
_BEFORE_BARE = re.compile(
    r"(?:^|[，,。；;：:、(）)“”\"|>]|根据|依据|依照|按照|违反|适用|符合|参照|触犯|及其|其|以及|及|和|与|或|并|而|但|在|即|是|由|从|"
    r"修正后|修订后|同时|其中|又|且|对|关于|有|如|见|参见|结合|援引|指出)$"
)
#: How far back words refer, in letters and in citations.
_BACK, _MOST_BACK, _MENTIONS_BACK = 600, 50, 20


class Context:
    """The citations that are `found` so far and the documents named, as words further on refer to them."""

    def __init__(
        self,
        text: str,
        line_starts: Sequence[int],
        mentions: Sequence[DraftMention],
        marked: Spans,
        *,
        is_document: bool,
    ) -> None:
        self._text, self._lines, self._marked, self._is_document = text, line_starts, marked, is_document
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self.citations: list[DraftCitation] = []

    def continues(self, at: int, start: int) -> bool:
        """Whether a place without a name goes on with the list of the citation before."""
        before = self.cited_before(at)
        return before is not None and start == at and bool(_LIST.fullmatch(self._text[before.end : at]))

    def document_of_kind(self, at: int, kind: str, *, is_own: bool) -> DraftDocument | None:
        """本法, 该条例, 同法: the document of this kind that was named last."""
        if is_own and self._is_document:
            return None
        near = [document for document, where in self.named_before(at) if at - where <= 4 * _BACK]
        of_kind = (document for document in near if is_of_kind(document.title, kind))
        may_be_another = bool(near) and (kind == "法" or not is_own)
        return next(of_kind, near[0] if may_be_another else None)

    def named_before(self, at: int) -> Iterator[tuple[DraftDocument, int]]:
        """The documents named before an offset, the last first, by name or in citations."""
        last = bisect_right(self._starts, at - 1)
        by_name = self._mentions[max(0, last - _MENTIONS_BACK) : last]
        events = [(mention.start, mention.document) for mention in by_name if not mention.is_inner]
        events += [
            (citation.start, citation.document)
            for citation in self.citations[-_MENTIONS_BACK:]
            if citation.start < at
        ]
        for where, document in sorted(events, key=lambda event: -event[0]):
            if self._is_heard(where, at):
                yield document, where

    def _is_heard(self, before: int, at: int) -> bool:
        """Whether words can refer to what was said before: outside a quotation not to what it says."""
        inside = self._marked.number_at(before)
        return inside is None or inside == self._marked.number_at(at)

    def cited_before(self, at: int) -> DraftCitation | None:
        """The last citation that words there can refer to."""
        recent = reversed(self.citations[-_MOST_BACK:])
        return next((citation for citation in recent if self._is_heard(citation.start, at)), None)

    def unnamed(self, at: int) -> tuple[DraftDocument, int] | None:
        """A place without a document: of a list, or of the document named before in the paragraph."""
        before = self.cited_before(at)
        if before is None or before.end > at or before.is_label:
            return None
        between = self._text[before.end : at]
        latest = next(self.named_before(at), None)
        if _LIST.fullmatch(between) and (latest is None or latest[1] <= before.start):
            return before.document, at
        is_near = bisect_right(self._lines, before.end - 1) == bisect_right(self._lines, at)
        if self._is_document or not is_near or at - before.end > _BACK or latest is None:
            return None
        return (latest[0], at) if _BEFORE_BARE.search(self._text[max(0, at - 8) : at]) else None

    def may_refer(self, that: re.Match[str], before: DraftCitation) -> bool:
        """Whether relative words can mean the citation before, and not the draft itself."""
        start = that.start()
        is_far = not 0 <= start - before.end <= _BACK
        if before.place.article is None or is_far or before.is_label:
            return False
        if self._is_document and not {that["article"], that["same"]} & {"该", "同"}:
            return False
        if that["bare_item"]:
            return _LIST.fullmatch(self._text[before.end : start]) is not None
        return not that["bare"] or _BEFORE_BARE.search(self._text[max(0, start - 8) : start]) is not None
