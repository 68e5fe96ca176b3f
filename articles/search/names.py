"""Names to offer while a reader types: kept with what they name, in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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


@transaction.atomic(savepoint=False)
def learn_names_of(articles: Sequence[Article]) -> None:
    """Replace the names of these articles, and those of their policies and chapters."""
    policies = {article.policy_id: article.policy for article in articles}
    learn_policies(list(policies.values()))
    NameStart.objects.of_articles(articles).delete()
    _save(
        start
        for article in articles
        if article.heading
        for start in _starts(NameKind.HEADING, article.heading, policy=article.policy, article=article)
    )


@transaction.atomic(savepoint=False)
def learn_policies(policies: Sequence[Policy]) -> None:
    """Replace the names of policies and of their chapters."""
    NameStart.objects.of_policies(policies).delete()
    _save(start for policy in policies for start in _starts(NameKind.POLICY, policy.title, policy=policy))
    divisions = Division.objects.of_policies(policies).select_related("policy")
    _save(
        start
        for division in divisions
        if division.title
        for start in _starts(NameKind.CHAPTER, division.title, policy=division.policy, division=division)
    )


@transaction.atomic(savepoint=False)
def learn_entities(entities: Sequence[Entity]) -> None:
    """Replace the names of entities, by which other names each is known included."""
    NameStart.objects.of_entities(entities).delete()
    _save(
        start
        for entity in entities
        for name in dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases.all())])
        for start in _starts(NameKind.ENTITY, name, entity=entity)
    )


def ensure_names() -> str:
    """Learn the names that are missing; returns a summary line in Chinese. Cheap when none is."""
    entities = Entity.objects.published().without_name_starts().prefetch_related("aliases")
    learn_entities(list(entities))
    policies = Policy.objects.without_name_starts()
    missing = list(policies.values_list("pk", flat=True))
    for start in range(0, len(missing), _AT_ONCE):
        chunk = Policy.objects.with_ids(missing[start : start + _AT_ONCE])
        learn_policies(list(chunk))
        headed = Article.objects.of_policies([policy.pk for policy in chunk]).with_heading()
        learn_names_of(list(headed.for_reading()))
    return f"名称 {NameStart.objects.count()} 处"


def _starts(kind: NameKind, name: str, **named: Policy | Entity | Article | Division) -> Iterator[NameStart]:
    folded = fold(name)
    sounds = syllables(folded)
    borders = sorted(tokenizer().boundaries(folded))
    opening = [offset for offset in borders if _BEGINS_WITH_WORD.match(folded, offset)]
    for offset in opening[:_MOST_STARTS]:
        yield NameStart(
            kind=kind,
            start=folded[offset : offset + _LONGEST],
            sounds="".join(sounds[offset:])[:400],
            initials="".join(syllable[0] for syllable in sounds[offset:])[:_LONGEST],
            offset=offset,
            length=len(folded),
            **named,
        )


def _save(starts: Iterable[NameStart]) -> None:
    NameStart.objects.bulk_create(starts, batch_size=2_000)
