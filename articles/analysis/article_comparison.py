"""Two articles side by side: how they are chosen, and what links they share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.links.display import LISTED, EntityLinks, links_of
from articles.models import Article, Division, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis
from articles.reading.citation_resolution import Ambiguous, Resolved, SeveralTargets, Unresolved, resolve_text
from articles.reading.former_addresses import policy_called
from articles.search import LONGEST_QUERY
from articles.text.citing.naming.titles import in_title_marks

_KEY = re.compile(
    r"""\s*(?P<slug>[-\w]{1,100})\s*    # the policy's part of the address: gxblk-2009-232
        [:：]\s*(?P<place>.+)           # the article in any form: 25, 12-1, 第二十五条
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)


class NotAnArticle(ValueError):
    """The typed text names no published article; the message says why, in Chinese."""


def article_key(article: Article) -> str:
    return article.key


def find_article(typed: str) -> Article:
    """Return the article that a citation in any form or `article_key` means; raise `NotAnArticle`."""
    if len(typed) > LONGEST_QUERY:
        raise NotAnArticle(f"输入过长（{len(typed)} 字），条号引用不会超过 {LONGEST_QUERY} 字。")
    if key := _KEY.fullmatch(typed):
        return _article_within(key["place"], _published_policy(key["slug"]))
    return _article_within(typed, None)


def _published_policy(slug: str) -> Policy:
    policy = policy_called(slug)
    if policy is None or not policy.is_published:
        raise NotAnArticle(f"没有标识为“{slug}”的政策，或它尚未发布。")
    return policy


def _article_within(typed: str, policy: Policy | None) -> Article:
    match resolve_text(typed, within=policy):
        case Resolved(target=Article() as article):
            return article
        case Resolved(target=target):
            raise NotAnArticle(f"“{typed}”是{_target_name(target)}，请写到条，如 第二十五条。")
        case Ambiguous(is_bare=True):
            raise NotAnArticle(f"“{typed}”没有写明是哪件政策，请写上标题或发文字号。")
        case Ambiguous(choices=choices):
            numbers = "、".join(policy.document_number or policy.slug for policy, _ in choices)
            raise NotAnArticle(f"“{typed}”可能指 {len(choices)} 件同名政策，请写明发文字号：{numbers}。")
        case SeveralTargets():
            raise NotAnArticle(f"“{typed}”是几处条文，请只写一条。")
        case Unresolved(reason=reason):
            raise NotAnArticle(f"{reason}。")
        case _:
            raise NotAnArticle(
                f"没有认出“{typed}”。可以这样写：第二十五条、25、工信部联科〔2009〕232号第25条。"
            )


def _target_name(target: Policy | Division | Article) -> str:
    return (
        f"{in_title_marks(target.title)}全文"
        if isinstance(target, Policy)
        else f"{in_title_marks(target.policy.title)}{target.label}"
    )


@dataclass(frozen=True)
class ArticleSide:
    """One of the two articles with its links; `cites_other` are the quotes that cite the other one."""

    article: Article
    links: dict[int, EntityLinks]
    cites_other: list[str]


@dataclass(frozen=True)
class SharedLink:
    entity: Entity
    a: EntityLinks
    b: EntityLinks


@dataclass(frozen=True)
class KindComparison:
    """The links of one kind: to the same entities, and those that only one of the articles has."""

    kind: EntityKind
    shared: list[SharedLink]
    only_a: list[EntityLinks]
    only_b: list[EntityLinks]


@dataclass(frozen=True)
class ArticleComparison:
    """`inherited` are the bodies that both articles only inherit from the issuers; they are not compared."""

    a: ArticleSide
    b: ArticleSide
    kinds: list[KindComparison]
    inherited: list[Entity]

    @property
    def sides(self) -> tuple[ArticleSide, ArticleSide]:
        return self.a, self.b

    @property
    def shared_count(self) -> int:
        return sum(len(kind.shared) for kind in self.kinds)

    @property
    def only_a_count(self) -> int:
        return sum(len(kind.only_a) for kind in self.kinds)

    @property
    def only_b_count(self) -> int:
        return sum(len(kind.only_b) for kind in self.kinds)


def compare(first: Article, second: Article) -> ArticleComparison:
    """Set two articles and their published links side by side."""
    left, right = _side(first, second), _side(second, first)
    both = {pk for pk in left.links if pk in right.links}
    inherited = {pk for pk in both if _is_inherited(left.links[pk]) and _is_inherited(right.links[pk])}
    kinds = [
        _kind_comparison(kind, left.links, right.links, without=inherited)
        for kind in (*LISTED, EntityKind.FORCE)
    ]
    return ArticleComparison(
        a=left,
        b=right,
        kinds=[kind for kind in kinds if kind.shared or kind.only_a or kind.only_b],
        inherited=[left.links[pk].entity for pk in left.links if pk in inherited],
    )


def _side(article: Article, other: Article) -> ArticleSide:
    article_links = links_of(article)
    all_links = [
        *(links for kind in article_links.by_kind for links in (*kind.own, *kind.inherited)),
        *article_links.forces,
    ]
    cited = [reference.quote for reference in article_links.references if reference.target_id == other.pk]
    return ArticleSide(article, {links.entity.pk: links for links in all_links}, cited)


def _is_inherited(links: EntityLinks) -> bool:
    return links.bases == [Basis.INHERITED]


def _kind_comparison(
    kind: EntityKind, left: dict[int, EntityLinks], right: dict[int, EntityLinks], *, without: set[int]
) -> KindComparison:
    in_a = [links for pk, links in left.items() if links.entity.kind == kind and pk not in without]
    in_b = [links for pk, links in right.items() if links.entity.kind == kind and pk not in without]
    return KindComparison(
        kind,
        shared=[
            SharedLink(links.entity, links, right[links.entity.pk])
            for links in in_a
            if links.entity.pk in right
        ],
        only_a=[links for links in in_a if links.entity.pk not in right],
        only_b=[links for links in in_b if links.entity.pk not in left],
    )
