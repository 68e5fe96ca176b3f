"""Articles that share entities with another: what a reader may want to read next."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.links.linked_articles import OWN, linked_articles
from articles.models import Article, Entity, Mention
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis

RELATED = 6


@dataclass(frozen=True)
class RelatedArticle:
    """An article and the entities it shares with another, the rarest (most telling) first."""

    article: Article
    shared: list[Entity]


def related_articles(
    article: Article, mentions: Iterable[Mention], *, limit: int = RELATED
) -> list[RelatedArticle]:
    """Return the articles that share most with `article`: rare entities and documents count most.

    Of its `mentions` those inherited from the issuers and operative forces tell nothing and do not count.
    """
    entities = {mention.entity_id: mention.entity for mention in mentions if _tells_something(mention)}
    linked = linked_articles()
    spread = {pk: linked.of(pk, *OWN) for pk in entities}
    shared = defaultdict(list)
    for entity, ids in spread.items():
        for pk in ids - {article.pk}:
            shared[pk].append(entity)
    total = len(shared) + 1
    weights = {entity: math.log(1 + total / max(len(ids), 1)) for entity, ids in spread.items()}
    best = sorted(shared, key=lambda pk: (-math.fsum(weights[entity] for entity in shared[pk]), pk))[:limit]
    articles = Article.objects.for_hyperlinks().in_bulk(best)
    rarest_first = {pk: sorted(shared[pk], key=lambda entity: (-weights[entity], entity)) for pk in articles}
    return [
        RelatedArticle(articles[pk], [entities[entity] for entity in rarest_first[pk]])
        for pk in best
        if pk in articles
    ]


def _tells_something(mention: Mention) -> bool:
    return mention.basis != Basis.INHERITED and mention.entity.kind != EntityKind.FORCE
