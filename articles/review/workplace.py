"""What an editor sees beside a text (工作页): its links, what hangs on it, its neighbours and revisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import quote
from django.db import models
from django.urls import NoReverseMatch, reverse

from articles.links.display import MarkedParagraph, MarkedTable, marked_blocks
from articles.models import Article, Mention, Reference
from articles.models.links.evidence import Basis, Evidence, EvidenceQuerySet, LinkStatus
from articles.review.links.hand_links import Subject, texts_of
from articles.review.links.own_proposals import own_steps
from articles.review.waiting import waiting_kinds
from articles.text.citing.naming.titles import in_title_marks
from articles.text.tables import Paragraph, blocks
from articles.text.wording.comparison.marked_spans import Mark

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.models import ArticleRevision

Link = Mention | Reference

_MARKED = (LinkStatus.PUBLISHED, LinkStatus.SUGGESTED)
#: Links that wait come first, then those that readers see, then what was decided against.
_ORDER = (
    LinkStatus.STALE,
    LinkStatus.SUGGESTED,
    LinkStatus.PUBLISHED,
    LinkStatus.WITHDRAWN,
    LinkStatus.REJECTED,
)
#: What may become of a link in each state, with the words on the button.
_STEPS = {
    LinkStatus.SUGGESTED: (("publish", "接受"), ("reject", "否决")),
    LinkStatus.STALE: (("publish", "仍然成立"), ("reject", "否决")),
    LinkStatus.PUBLISHED: (("withdraw", "撤下"), ("reject", "否决")),
    LinkStatus.WITHDRAWN: (("publish", "恢复公开"),),
    LinkStatus.REJECTED: (("publish", "改为接受"),),
}
_REVISIONS = 5


@dataclass(frozen=True)
class WorkText:
    """One text, its words that have links marked with the rows."""

    passage: str
    label: str
    blocks: list[MarkedParagraph | MarkedTable]
    starts: list[int]

    @property
    def pieces(self) -> Iterable[tuple[MarkedParagraph | MarkedTable, int]]:
        """Each paragraph with its offset; the cells of a table know their own."""
        return zip(self.blocks, self.starts, strict=True)


@dataclass(frozen=True)
class WorkLink:
    """A link of the text, and what this user may do with it."""

    row: Link
    key: str
    name: str
    kind: str
    address: str
    steps: tuple[tuple[str, str], ...]
    may_move: bool
    may_decide: bool

    @property
    def anchor(self) -> str:
        return self.key.replace(":", "-")

    @property
    def is_open(self) -> bool:
        return self.row.status in (LinkStatus.SUGGESTED, LinkStatus.STALE)

    @property
    def is_past(self) -> bool:
        return self.row.status in (LinkStatus.WITHDRAWN, LinkStatus.REJECTED)

    @property
    def basis(self) -> str:
        return self.row.get_basis_display() if isinstance(self.row, Mention) else "援引"


@dataclass(frozen=True)
class Attached:
    """Rows of one kind that hang on an article: measures, everyday questions."""

    label: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Workplace:
    subject: Subject
    texts: list[WorkText]
    links: list[WorkLink]
    may_link: bool
    may_publish: bool

    @property
    def open_links(self) -> list[WorkLink]:
        return [link for link in self.links if link.is_open]

    @property
    def public_links(self) -> list[WorkLink]:
        return [link for link in self.links if not link.is_open and not link.is_past]

    @property
    def past_links(self) -> list[WorkLink]:
        return [link for link in self.links if link.is_past]


@dataclass(frozen=True)
class Surroundings:
    """What stands beside an article."""

    previous: Article | None
    next: Article | None
    attached: list[Attached]
    cited_by: list[Reference]
    revisions: Sequence[ArticleRevision]


def workplace_of(subject: Subject, user: User) -> Workplace:
    """The texts of an article or a policy with all their links, and what this user may do with them."""
    rows = sorted(
        [*_subject_links(Mention.objects.all(), subject), *_subject_links(Reference.objects.all(), subject)],
        key=_link_order,
    )
    return Workplace(
        subject=subject,
        texts=[_work_text(subject, passage, label, text, rows) for passage, label, text in texts_of(subject)],
        links=[_work_link(row, user) for row in rows if not _is_of_issuers(row)],
        may_link=user.has_perm("articles.add_mention"),
        may_publish=user.has_perm("articles.publish_mention"),
    )


def surroundings_of(article: Article, user: User) -> Surroundings:
    articles_in_text = (
        Article.objects.in_text().of_policy(article.policy).select_related("policy").without_text()
    )
    return Surroundings(
        previous=articles_in_text.filter(position__lt=article.position).order_by("-position").first(),
        next=articles_in_text.filter(position__gt=article.position).order_by("position").first(),
        attached=list(_attached_rows(article, user)),
        cited_by=list(Reference.objects.to_article(article).standing().for_display().in_text_order()),
        revisions=list(article.revisions.select_related("created_by").order_by("-number")[:_REVISIONS]),
    )


def key_of(row: Evidence) -> str:
    """`mention:12`, as forms and anchors name a link."""
    return f"{row._meta.model_name}:{row.pk}"


def address_in_text(row: Evidence) -> str:
    """The page of the text that the link is in, at the link."""
    subject = row.article or row.policy
    page = reverse(f"admin:articles_{subject._meta.model_name}_change", args=[subject.pk])
    return f"{page}#{key_of(row).replace(':', '-')}"


def steps_of(row: Evidence) -> tuple[tuple[str, str], ...]:
    """The decisions that a reviewer can take on a link in its state, as (name, label)."""
    return _STEPS[LinkStatus(row.status)]


def _subject_links(rows: EvidenceQuerySet, subject: Subject) -> Iterable[Link]:
    if isinstance(subject, Article):
        return rows.with_texts().of_article(subject)
    return rows.with_texts().of_policy(subject).outside_articles()


def _link_order(row: Evidence) -> tuple[int, int, int]:
    return (_ORDER.index(LinkStatus(row.status)), row.start or 0, row.pk)


def _is_of_issuers(row: Evidence) -> bool:
    """Whether the link is inherited from the issuers: the system makes and keeps these."""
    return isinstance(row, Mention) and row.basis == Basis.INHERITED


def _work_text(subject: Subject, passage: str, label: str, text: str, rows: Iterable[Evidence]) -> WorkText:
    marks: list[Mark[Any]] = [
        Mark(row.start, row.end, row)
        for row in rows
        if row.passage == passage and row.status in _MARKED
        if row.start is not None and row.end is not None
    ]
    spans = subject.spans if isinstance(subject, Article) else ()
    starts = [block.start if isinstance(block, Paragraph) else 0 for block in blocks(text, spans)]
    return WorkText(passage, label, marked_blocks(text, marks, spans), starts)


def _work_link(row: Link, user: User) -> WorkLink:
    model = row._meta.model_name
    may_publish = user.has_perm(f"articles.publish_{model}")
    may_move = (
        isinstance(row, Mention)
        and user.has_perm("articles.change_mention")
        and (may_publish or not row.is_decided)
    )
    return WorkLink(
        row=row,
        key=key_of(row),
        name=row.entity.name if isinstance(row, Mention) else _citation_name(row),
        kind=row.entity.get_kind_display() if isinstance(row, Mention) else "援引",
        address=reverse(f"admin:articles_{model}_change", args=[row.pk]),
        steps=steps_of(row) if may_publish else own_steps(row, user),
        may_decide=may_publish,
        may_move=may_move,
    )


def _citation_name(row: Reference) -> str:
    if row.target:
        return row.target.short_citation
    return f"{in_title_marks(row.document)}（没有对到条文）" if row.document else "没有对到条文"


def _attached_rows(article: Article, user: User) -> Iterable[Attached]:
    for kind in waiting_kinds():
        if kind.name == "link":
            continue
        rows = tuple((str(row), _admin_address(row, user)) for row in kind.of([article]))
        yield Attached(kind.label, rows)


def _admin_address(row: models.Model, user: User) -> str:
    """Its page in the administration; an answer's is its question's; "" where it has none."""
    owner = getattr(row, "question", row)
    options = owner._meta if isinstance(owner, models.Model) else row._meta
    if not user.has_perm(f"{options.app_label}.view_{options.model_name}"):
        return ""
    target = owner if isinstance(owner, models.Model) else row
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[quote(target.pk)])
    except NoReverseMatch:
        return ""
