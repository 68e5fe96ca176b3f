"""What an edit of an article would do, shown before it is saved: words, links, quotes of measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from articles.models import Article, Mention, Reference
from articles.models.links.evidence import STANDING
from articles.review.links.lost_quotes import LostRow, lost_rows
from articles.text.wording.comparison.differences import DifferencePiece, pieces, shortened

_TEXT_FIELDS = ("heading", "short_title", "text")
_PLACE_FIELDS = ("policy", "division", "parent", "unit", "number", "suffix", "printed_label", "position")
_MOST_LOST = 40


@dataclass(frozen=True)
class ArticleState:
    """An article as stored before an edit, with the links that stood and the quotes already lost."""

    article: Article
    standing: frozenset[tuple[str, int]]
    lost: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: Sequence[DifferencePiece]


@dataclass(frozen=True)
class EditReview:
    """What would change; `kept` links follow the text, `lost` rows would no longer be public."""

    changes: tuple[FieldChange, ...]
    kept: int
    lost: tuple[LostRow, ...]
    unlinked: int

    @property
    def more_lost(self) -> int:
        return max(self.unlinked - len(self.lost), 0)


def state_before(pk: int) -> ArticleState:
    """The stored state of an article, to compare an edit with."""
    article = Article.objects.for_reading().get(pk=pk)
    return ArticleState(article, _standing_links(article), frozenset(row.key for row in lost_rows(article)))


def review_of(before: ArticleState, after: Article) -> EditReview:
    """The edit as it stands in this transaction, which the caller rolls back."""
    standing_after = _standing_links(after)
    lost = [row for row in lost_rows(after) if row.key not in before.lost]
    return EditReview(
        changes=tuple(_field_changes(before.article, after)),
        kept=len(before.standing & standing_after),
        lost=tuple(lost[:_MOST_LOST]),
        unlinked=max(len(before.standing - standing_after), len(lost)),
    )


def _standing_links(article: Article) -> frozenset[tuple[str, int]]:
    """The links in the article and those of others to it that readers and the queue have."""
    own_links = (
        model.objects.of_article(article).filter(status__in=STANDING) for model in (Mention, Reference)
    )
    citations = Reference.objects.to_article(article).filter(status__in=STANDING)
    return frozenset((str(row._meta.model_name), row.pk) for row in chain(*own_links, citations))


def _field_changes(before: Article, after: Article) -> Iterator[FieldChange]:
    for name in (*_TEXT_FIELDS, *_PLACE_FIELDS):
        old, new = (_display_value(article, name) for article in (before, after))
        if old != new:
            difference = pieces(old, new)
            label = str(getattr(Article._meta.get_field(name), "verbose_name", name))
            yield FieldChange(label, shortened(difference) if name == "text" else difference)


def _display_value(article: Article, name: str) -> str:
    value = getattr(article, f"get_{name}_display", lambda: getattr(article, name))()
    return "" if value is None else str(value)
