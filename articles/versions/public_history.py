"""修订记录: what readers could read of an article, and how it changed, from one public text to the next.

Only texts that were public: the article published, its policy too. Editors' names and notes are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models

from articles.models import Article, ArticleRevision, PolicyRevision
from articles.models.articles.article_choices import ArticlePublication
from articles.models.editing.revision import RevisionCause
from articles.models.policies.policy_choices import Publication
from articles.text.citing.places.unit_names import unit_label
from articles.text.wording.comparison.word_differences import WordPiece, word_pieces
from articles.versions.version_comparison import cut_words


class ChangeKind(models.TextChoices):
    """What became of the text that readers see."""

    ENTERED = "entered", "收录"
    CORRECTED = "corrected", "更正"
    AMENDED = "amended", "修改"
    WITHDRAWN = "withdrawn", "撤下"
    REMOVED = "removed", "新版本没有这一条"
    RESTORED = "restored", "恢复公开"


@dataclass(frozen=True)
class PartChange:
    """A part of the article (its text, its heading …) before and after."""

    name: str
    label: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> list[WordPiece]:
        return word_pieces(self.before, self.after, cut=cut_words)


@dataclass(frozen=True)
class PublicChange:
    """One entry of the history; without `parts` where the text itself is the same."""

    at: datetime
    kind: ChangeKind
    parts: tuple[PartChange, ...] = ()

    @property
    def kind_label(self) -> str:
        return self.kind.label


def public_history(article: Article) -> list[PublicChange]:
    """The public changes of an article, the newest first."""
    revisions = list(ArticleRevision.objects.of(article))
    policies = {revision.policy_id or article.policy_id for revision in revisions}
    publications = PolicyRevision.objects.publications(policies)
    return list(_changes(_states(revisions, publications, policy=article.policy_id)))[::-1]


@dataclass(frozen=True)
class _PublicState:
    """What readers saw from `at` on: a revision, or nothing."""

    at: datetime
    revision: ArticleRevision | None
    is_removed: bool = False
    is_amended: bool = False


def _states(
    revisions: Sequence[ArticleRevision], publications: Iterable[tuple[int, datetime, str]], *, policy: int
) -> Iterator[_PublicState]:
    """The states one after another, each at an edit of the article or of its policy."""
    public: dict[int, bool] = {}
    for policy_pk, _, publication in publications:
        # Before the first edit a policy counts as in the first.
        public.setdefault(policy_pk, publication == Publication.PUBLISHED)
    edits: list[tuple[datetime, int, Any]] = [(row.created_at, 0, row) for row in revisions]
    edits += [(at, 1, (policy_pk, publication)) for policy_pk, at, publication in publications]
    current: ArticleRevision | None = None
    is_amended = False
    for at, _, edit in sorted(edits, key=lambda entry: entry[:2]):
        if isinstance(edit, ArticleRevision):
            current, is_amended = edit, is_amended or edit.cause == RevisionCause.AMENDED
        else:
            public[edit[0]] = edit[1] == Publication.PUBLISHED
        if current is None:
            continue
        is_shown = public.get(current.policy_id or policy, False)
        if is_shown and current.publication == ArticlePublication.PUBLISHED:
            yield _PublicState(at, current, is_amended=is_amended)
            is_amended = False
        else:
            yield _PublicState(at, None, is_removed=current.publication == ArticlePublication.REMOVED)


def _changes(states: Iterable[_PublicState]) -> Iterator[PublicChange]:
    last: ArticleRevision | None = None  # the last that was public
    is_public = False
    for state in states:
        now = state.revision
        if now is None:
            if is_public:
                yield PublicChange(state.at, ChangeKind.REMOVED if state.is_removed else ChangeKind.WITHDRAWN)
            is_public = False
            continue
        parts = tuple(_parts(last, now)) if last else ()
        if last is None:
            yield PublicChange(state.at, ChangeKind.ENTERED)
        elif not is_public and not parts:
            yield PublicChange(state.at, ChangeKind.RESTORED)
        elif parts:
            yield PublicChange(
                state.at, ChangeKind.AMENDED if state.is_amended else ChangeKind.CORRECTED, parts
            )
        last, is_public = now, True


def _parts(before: ArticleRevision, now: ArticleRevision) -> Iterator[PartChange]:
    texts = (
        ("label", "编号", _label(before) or _label(now), _label(now) or _label(before)),
        ("heading", "条标", before.heading, now.heading),
        ("short_title", "编者拟的短标题", before.short_title, now.short_title),
        ("text", "条文", before.text, now.text),
    )
    for name, label, old, new in texts:
        if old != new:
            yield PartChange(name, label, old, new)


def _label(revision: ArticleRevision) -> str:
    if revision.article_number is None or revision.unit is None:
        return ""
    return unit_label(revision.unit, revision.article_number, revision.article_suffix or 0)
