"""Names to offer while a reader types: kept with what they name, in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.models import Article, Division, Entity, NameStart, Policy
from articles.models.vocabulary import NameKind
from articles.search.tokenizer import tokenizer
from articles.text.folding import fold
from articles.text.pinyin import syllables

#: Places of a long name where typing it may begin.
_MOST_STARTS = 12
_LONGEST = 60
_BEGINS_WITH_WORD = re.compile(r"[^\W_]")
_AT_ONCE = 500
_STATE = "中华人民共和国"


@dataclass(frozen=True)
class _Offer:
    """A name with what is shown of the thing it names."""

    kind: NameKind
    name: str
    text: str
    about: str
    path: str


@transaction.atomic(savepoint=False)
def learn_names_of(articles: Sequence[Article]) -> None:
    """Replace the names of these articles, and those of their policies and chapters."""
    policies = {article.policy_id: article.policy for article in articles}
    learn_policies(list(policies.values()))
    NameStart.objects.of_articles(articles).delete()
    headed = (article for article in articles if article.heading)
    _save(
        start
        for article in headed
        for start in _starts(_heading(article), policy=article.policy, article=article)
    )


@transaction.atomic(savepoint=False)
def learn_policies(policies: Sequence[Policy]) -> None:
    """Replace the names of policies and of their chapters."""
    NameStart.objects.of_policies(policies).delete()
    _save(
        start for policy in policies for offer in _titles(policy) for start in _starts(offer, policy=policy)
    )
    titled = (one for one in Division.objects.of_policies(policies).select_related("policy") if one.title)
    _save(
        start
        for division in titled
        for start in _starts(_chapter(division), policy=division.policy, division=division)
    )


@transaction.atomic(savepoint=False)
def learn_entities(entities: Sequence[Entity]) -> None:
    """Replace the names of entities, the other names that each is known by included; none of hidden ones."""
    NameStart.objects.of_entities(entities).delete()
    shown = (entity for entity in entities if entity.is_published)
    _save(start for entity in shown for offer in _entity(entity) for start in _starts(offer, entity=entity))


def ensure_names() -> str:
    """Learn the names that are missing; returns a summary line in Chinese. Cheap when none is."""
    entities = Entity.objects.published().without_name_starts().prefetch_related("aliases")
    learn_entities(list(entities))
    missing = list(Policy.objects.without_name_starts().values_list("pk", flat=True))
    for start in range(0, len(missing), _AT_ONCE):
        chunk = missing[start : start + _AT_ONCE]
        learn_policies(list(Policy.objects.with_ids(chunk)))
        learn_names_of(list(Article.objects.of_policies(chunk).with_heading().for_reading()))
    return f"名称 {NameStart.objects.count()} 处"


def _titles(policy: Policy) -> Iterator[_Offer]:
    """The title, and where it begins with the state's name also what follows: 劳动法."""
    for name in dict.fromkeys([policy.title.removeprefix(_STATE), policy.title]):
        path = policy.get_absolute_url()
        yield _Offer(NameKind.POLICY, name, policy.title, policy.get_kind_display(), path)


def _chapter(division: Division) -> _Offer:
    about = f"《{division.policy.title}》{division.label}"
    return _Offer(NameKind.CHAPTER, division.title, division.title, about, division.get_absolute_url())


def _heading(article: Article) -> _Offer:
    path = article.get_absolute_url()
    return _Offer(NameKind.HEADING, article.heading, article.heading, article.short_citation, path)


def _entity(entity: Entity) -> Iterator[_Offer]:
    for name in dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases.all())]):
        yield _Offer(NameKind.ENTITY, name, entity.name, entity.get_kind_display(), entity.get_absolute_url())


def _starts(offer: _Offer, **named: Policy | Entity | Article | Division) -> Iterator[NameStart]:
    folded = fold(offer.name)
    sounds = syllables(folded)
    borders = sorted(tokenizer().boundaries(folded))
    opening = [offset for offset in borders if _BEGINS_WITH_WORD.match(folded, offset)]
    for offset in opening[:_MOST_STARTS]:
        yield NameStart(
            kind=offer.kind,
            start=folded[offset : offset + _LONGEST],
            sounds="".join(sounds[offset:])[:400],
            initials="".join(syllable[0] for syllable in sounds[offset:])[:_LONGEST],
            offset=offset,
            length=len(folded),
            text=offer.text[:300],
            about=offer.about[:400],
            path=offer.path,
            **named,
        )


def _save(starts: Iterable[NameStart]) -> None:
    NameStart.objects.bulk_create(starts, batch_size=2_000)
