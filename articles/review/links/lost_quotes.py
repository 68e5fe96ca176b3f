"""Lost quotes: quotes of links and measures that their text no longer has, replaced all at once.

The setting `PORTAL_QUOTE_HOLDERS` names the classes whose rows have quotes, as `articles` does not import
other apps. Each has the methods of `QuoteHolder`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from articles.models import Article, ArticleRevision, Policy
from articles.review.links.hand_links import Occurrence, Subject, places_of, texts_of
from articles.text.citing.quoting.counterparts import counterpart
from articles.text.citing.quoting.quote_notation import QuoteError, Span, locate, occurrences

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: For each text the new place of a quote by its old offset.
NewSpans = Mapping[str, Mapping[int, Span]]


@dataclass(frozen=True)
class LostRow:
    """A row whose `quote` is no longer in `text`.

    `start` is the last offset of the quote; `address` is the row's form in the administration.
    """

    kind: str
    title: str
    quote: str
    start: int
    text: str
    address: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.address, self.quote)


@dataclass(frozen=True)
class LostQuote:
    """A lost quote with its rows, and a suggested replacement."""

    quote: str
    rows: tuple[LostRow, ...]
    suggestion: str = ""


@dataclass(frozen=True)
class ReplacementResult:
    """How many rows got the new words, and why others could not, in Chinese."""

    replaced_count: int = 0
    problems: tuple[str, ...] = ()

    def __add__(self, other: ReplacementResult) -> ReplacementResult:
        return ReplacementResult(self.replaced_count + other.replaced_count, self.problems + other.problems)


class QuoteHolder(Protocol):
    def lost(self, subject: Subject) -> list[LostRow]:
        """The rows of this kind whose quote is no longer in `subject`."""

    def may_replace(self, user: User) -> bool:
        """Whether `user` may change or publish rows of this kind."""

    def replace(
        self, subject: Subject, quote: str, words: str, *, spans: NewSpans, by: User
    ) -> ReplacementResult:
        """Give each row that lost `quote`, in a text that `spans` has, the new words at their new place.

        Rows without lost quotes are published again, or wait for somebody who may publish them.
        """

    def come_back(self, subject: Subject, *, by: User) -> int:
        """Give rows whose words stand in their place again the state that they had; return how many."""


def holders() -> list[QuoteHolder]:
    return [import_string(path)() for path in settings.PORTAL_QUOTE_HOLDERS]


def may_replace(user: User) -> bool:
    return any(holder.may_replace(user) for holder in holders())


def lost_rows(subject: Subject) -> list[LostRow]:
    """All rows whose quote is no longer in `subject`."""
    return [row for holder in holders() for row in holder.lost(subject)]


def lost_quotes(subject: Subject) -> list[LostQuote]:
    """The lost rows grouped by quote, in the order of their last offsets."""
    by_quote: dict[str, list[LostRow]] = defaultdict(list)
    for row in sorted(lost_rows(subject), key=lambda row: row.start):
        by_quote[row.quote].append(row)
    former_texts = _texts_before(subject)
    return [
        LostQuote(quote, tuple(rows), suggestion=_suggestion(rows[0], former_texts))
        for quote, rows in by_quote.items()
    ]


def places_to_choose(subject: Subject, quote: str, words: str) -> list[Occurrence]:
    """Where `words` stand, if it is not clear which of these places the rows that lost `quote` get."""
    lost = _lost_starts(subject, quote)
    for passage, _, text in texts_of(subject):
        if (starts := lost.get(text)) and len(occurrences(text, words)) not in (0, 1, len(starts)):
            return [
                occurrence for occurrence in places_of(subject, words) if occurrence.place.passage == passage
            ]
    return []


@transaction.atomic
def replace_quote(
    subject: Subject, quote: str, words: str, *, which: int | None = None, by: User
) -> ReplacementResult:
    """Replace the lost `quote` by `words` in all rows that `by` may change."""
    total, spans = ReplacementResult(), dict[str, dict[int, Span]]()
    for text, starts in _lost_starts(subject, quote).items():
        try:
            spans[text] = new_spans(starts, text, words, which=which)
        except QuoteError as error:
            total += ReplacementResult(problems=(f"{error}。",))
    for holder in holders():
        if holder.may_replace(by):
            total += holder.replace(subject, quote, words, spans=spans, by=by)
    return total


def _lost_starts(subject: Subject, quote: str) -> dict[str, set[int]]:
    """Where the lost quote stood in each text."""
    starts: dict[str, set[int]] = defaultdict(set)
    for row in lost_rows(subject):
        if row.quote == quote:
            starts[row.text].add(row.start)
    return starts


@transaction.atomic
def come_back(subject: Subject, *, by: User) -> int:
    """After a text was restored: give links and measures whose words are back their former state.

    Returns how many.
    """
    return sum(holder.come_back(subject, by=by) for holder in holders() if holder.may_replace(by))


def come_back_if_restored(article: Article, *, by: User) -> int:
    """Like `come_back`, after any edit: if it gave the article a text that it had before."""
    is_former = ArticleRevision.objects.with_text(article).count() > 1  # the latest one is this edit's
    return come_back(article, by=by) if is_former else 0


def new_spans(starts: Iterable[int], text: str, words: str, *, which: int | None) -> dict[int, Span]:
    """Return the span of `words` for each old offset of the lost quote. Raises QuoteError.

    If `words` occur once, or `which` is given, all get that span; if they occur as often as there are
    offsets, each gets its own, in order.
    """
    lost_starts, spans = sorted(set(starts)), occurrences(text, words)
    if which is None and len(lost_starts) == len(spans) > 1:
        return dict(zip(lost_starts, spans, strict=True))
    (span, *further) = locate(text, f"{words}#{which}" if which else words)
    if further:
        raise QuoteError("“#*”在这里没有意义，请写明第几处")
    return dict.fromkeys(lost_starts, span)


def _texts_before(subject: Subject) -> list[str]:
    """Former texts of an article, latest first; none for a policy."""
    if isinstance(subject, Policy):
        return []
    return list(subject.revisions.order_by("-number").values_list("text", flat=True)[:20])


def _suggestion(row: LostRow, former_texts: Sequence[str]) -> str:
    """The words that replaced the lost quote in the text, if they can be found, else ""."""
    end = row.start + len(row.quote)
    old_text = next((text for text in former_texts if text[row.start : end] == row.quote), None)
    return "" if old_text is None else counterpart((row.start, end), old=old_text, new=row.text)
