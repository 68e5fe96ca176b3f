"""What the portal holds, counted: for the statement on its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from articles.links.entities.entity_trees import KindCount, kinds_with_counts
from articles.models import Article, ArticleRevision, Entity, Mention, Policy, PolicyRevision, Reference
from articles.models.links.evidence import Basis
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.postgres.content_versions import remembered
from guidance.models import SupportMeasure


@dataclass(frozen=True)
class Holdings:
    """All of it public. `links` are (basis, number), `changed_at` is the last revision of any text."""

    policies: int
    unverified: int
    articles: int
    links: tuple[tuple[str, int], ...]
    references: int
    kinds: tuple[KindCount, ...]
    measures: int
    changed_at: datetime | None


@remembered(Policy, Article, Entity, Mention, Reference, SupportMeasure, PolicyRevision, ArticleRevision)
def holdings() -> Holdings:
    policies = Policy.objects.published()
    by_basis = Mention.objects.published().counts_by_basis()
    changes = [
        model.objects.aggregate(at=Max("created_at"))["at"] for model in (PolicyRevision, ArticleRevision)
    ]
    return Holdings(
        policies=policies.count(),
        unverified=policies.of_status(PolicyStatus.UNVERIFIED).count(),
        articles=Article.objects.published().count(),
        links=tuple((basis.label, by_basis[basis]) for basis in Basis if basis in by_basis),
        references=Reference.objects.published().count(),
        kinds=tuple(kinds_with_counts()),
        measures=SupportMeasure.objects.published().count(),
        changed_at=max(filter(None, changes), default=None),
    )
