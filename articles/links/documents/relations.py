"""The relations of a policy (关系): what it does to others and they to it, with the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from articles.models import Article, Entity, Mention, Policy
from articles.models.links.evidence import LinkStatus
from articles.models.links.relation import Relation
from articles.models.policies.policy_record import PolicyRecordKind
from articles.models.postgres.content_versions import remembered
from articles.text.citing.naming.titles import title_key

#: How many sentences a page shows of one relation.
SHOWN = 3
#: Policies whose articles with relations a process remembers.
_KEPT = 64
#: In what order a policy's family is shown.
_ORDER = (
    Relation.BASIS,
    Relation.PRINTS,
    Relation.FORWARDS,
    Relation.IMPLEMENTS,
    Relation.AMENDS,
    Relation.REPEALS,
    Relation.EXPIRES,
    Relation.REPLACES,
    Relation.EXTENDS,
    Relation.EXPLAINS,
    Relation.CITES,
)


class RelationDirection(StrEnum):
    OUT = "out"
    IN = "in"


#: What a group of relations is called on the page of the policy.
_LABELS = {
    RelationDirection.OUT: {
        Relation.BASIS: "上位依据",
        Relation.PRINTS: "它印发的",
        Relation.FORWARDS: "它转发的",
        Relation.IMPLEMENTS: "它是谁的配套规定",
        Relation.AMENDS: "它修改的",
        Relation.REPEALS: "它废止的",
        Relation.EXPIRES: "它宣布失效的",
        Relation.EXTENDS: "它延长有效期的",
        Relation.REPLACES: "它替代的",
        Relation.EXPLAINS: "它解读的",
        Relation.CITES: "它引用的其他文件",
    },
    RelationDirection.IN: {
        Relation.BASIS: "以它为依据的",
        Relation.PRINTS: "印发它的通知",
        Relation.FORWARDS: "转发它的通知",
        Relation.IMPLEMENTS: "配套规定",
        Relation.AMENDS: "修改它的",
        Relation.REPEALS: "废止它的",
        Relation.EXPIRES: "宣布它失效的",
        Relation.EXTENDS: "延长它的有效期的",
        Relation.REPLACES: "替代它的",
        Relation.EXPLAINS: "解读",
        Relation.CITES: "引用它的其他文件",
    },
}


@dataclass(frozen=True)
class Statement:
    """A sentence that states a relation, and where; `address` is "" for what a notice's file says."""

    sentence: str
    place: str
    address: str


@dataclass(frozen=True)
class PolicyRelation:
    """What one document does to another, with every sentence that says so.

    `policy` is the other document where this portal has it and readers may see it. `by_rule`: no editor has
    decided on it. `is_own`: the text of the policy itself states it.
    """

    kind: Relation
    direction: RelationDirection
    name: str
    policy: Policy | None
    status: str
    by_rule: bool
    is_own: bool
    statements: tuple[Statement, ...]

    @property
    def sentence(self) -> str:
        return self.statements[0].sentence

    @property
    def count(self) -> int:
        return len(self.statements)

    @property
    def shown(self) -> tuple[Statement, ...]:
        return self.statements[:SHOWN]


@dataclass(frozen=True)
class RelationGroup:
    label: str
    relations: list[PolicyRelation]

    @property
    def is_citing(self) -> bool:
        """Whether they only cite: the least that one document can do with another."""
        return self.relations[0].kind == Relation.CITES


def relations_of(policy: Policy) -> list[PolicyRelation]:
    """The published relations of a public policy, one for each kind and other document."""
    mentions = Mention.objects.relations().for_relations()
    own = mentions.from_policies([policy.pk])
    rows = _group_by_document(
        [*own, *mentions.to_policies([policy.pk]).not_of_policies([policy.pk])], policy.pk
    )
    return sorted([*rows, *_printing_notices(policy, rows)], key=_place)


def stated_by(
    day: date, relations: Iterable[PolicyRelation], *, is_present_text: bool
) -> list[PolicyRelation]:
    """The relations that documents stated by a day: its own, if the text of that day is the present one, and
    those of others that are known to be of that day or older."""
    return [
        relation
        for relation in relations
        if (is_present_text if relation.is_own else _is_dated_by(day, relation.policy))
    ]


def _is_dated_by(day: date, policy: Policy | None) -> bool:
    return policy is not None and policy.dated is not None and policy.dated <= day


def family_of(relations: Iterable[PolicyRelation]) -> list[RelationGroup]:
    """Relations in groups as the page of their policy shows them."""
    groups: dict[str, list[PolicyRelation]] = {}
    for relation in relations:
        groups.setdefault(_LABELS[relation.direction][relation.kind], []).append(relation)
    return [RelationGroup(label, relations) for label, relations in groups.items()]


def cited_in(article: Article) -> list[PolicyRelation]:
    """The documents that a public article names, held here or not."""
    if article.pk not in _articles_with_relations(article.policy_id):
        return []
    mentions = Mention.objects.relations().for_relations().of_article(article)
    return _group_by_document(mentions, article.policy_id)


@remembered(Mention, Entity, Policy, Article, most=_KEPT)
def _articles_with_relations(policy: int) -> frozenset[int]:
    """The ids of the policy's articles with relations: most have none, and a query for each page is dear."""
    return frozenset(Mention.objects.relations().from_policies([policy]).article_ids())


def _place(relation: PolicyRelation) -> tuple[int, bool]:
    return (_ORDER.index(relation.kind), relation.direction == RelationDirection.IN)


def _group_by_document(mentions: Iterable[Mention], policy: int) -> list[PolicyRelation]:
    """The relations of the policy with this id, one for each kind and other document."""
    grouped: dict[tuple, list[Mention]] = {}
    for mention in mentions:
        is_own = mention.policy_id == policy
        other = mention.entity.policy_id if is_own else mention.policy_id
        key = (*_kind_and_direction(mention, is_own=is_own), other or title_key(mention.entity.name))
        grouped.setdefault(key, []).append(mention)
    return [_relation(rows, policy, kind, direction) for (kind, direction, _), rows in grouped.items()]


def _kind_and_direction(mention: Mention, *, is_own: bool) -> tuple[Relation, RelationDirection]:
    """The kind and direction of a relation: a law that states what amended it is the amended one."""
    if mention.relation == Relation.AMENDED_BY:
        return Relation.AMENDS, RelationDirection.IN if is_own else RelationDirection.OUT
    return Relation(mention.relation), RelationDirection.OUT if is_own else RelationDirection.IN


def _relation(
    rows: list[Mention], policy: int, kind: Relation, direction: RelationDirection
) -> PolicyRelation:
    first = rows[0]
    other = first.entity.full_text if first.policy_id == policy else first.policy
    return PolicyRelation(
        kind=kind,
        direction=direction,
        name=other.title if other else first.entity.name,
        policy=other,
        status=first.status,
        by_rule=all(row.decided_at is None and row.certainty for row in rows),
        is_own=first.policy_id == policy,
        statements=tuple(_statement(row) for row in rows),
    )


def _statement(mention: Mention) -> Statement:
    article = mention.article
    return Statement(
        sentence=mention.statement,
        place=article.label if article else mention.get_passage_display(),
        address=mention.source_address,
    )


def _printing_notices(policy: Policy, known: Iterable[PolicyRelation]) -> Iterator[PolicyRelation]:
    """The notices that the record of the document names as printing it, unless its own text does so too."""
    known_names = {relation.name for relation in known if relation.kind == Relation.PRINTS}
    for record in policy.records.all():
        title = record.quote or record.value.strip("《》")
        if record.kind != PolicyRecordKind.PRINTED_BY or known_names & {record.value, title}:
            continue
        notices = list(Policy.objects.published().titled(title)[:2])
        yield PolicyRelation(
            kind=Relation.PRINTS,
            direction=RelationDirection.IN,
            name=title,
            policy=notices[0] if len(notices) == 1 else None,
            status=LinkStatus.PUBLISHED,
            by_rule=True,
            is_own=True,
            statements=(Statement(record.quote or record.value, record.get_kind_display(), ""),),
        )
