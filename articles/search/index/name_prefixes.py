"""Names for autocompletion: stored in the transaction that changes what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article, Division, Entity, NameStart, Policy
from articles.models.postgres.copying import copy_rows
from articles.models.search.words import NameKind
from articles.search.queries.configured_tokenizer import tokenizer
from articles.text.citing.naming.titles import STATE, in_title_marks
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.pinyin import syllables

#: Places of a long name where typing it may begin.
_MOST_STARTS = 12
_LONGEST = 60
_BEGINS_WITH_WORD = re.compile(r"[^\W_]")
_AT_ONCE = 500


@dataclass(frozen=True)
class _OfferedName:
    """A name to offer, with the text, description and address to show for it."""

    kind: NameKind
    name: str
    text: str
    about: str
    path: str


@transaction.atomic(savepoint=False)
def learn_names_of(articles: Sequence[Article]) -> None:
    """Store the headings of these articles as they are now, and the names of their policies and chapters."""
    policies = {article.policy_id: article.policy for article in articles}
    learn_policies(list(policies.values()))
    headed_articles = (article for article in articles if article.heading)
    _store_exactly(
        NameStart.objects.of_articles(articles),
        (
            start
            for article in headed_articles
            for start in _starts(_heading_name(article), policy=article.policy, article=article)
        ),
    )


@transaction.atomic(savepoint=False)
def learn_policies(policies: Sequence[Policy]) -> None:
    """Store the names of policies and of their chapters as they are now."""
    titles = (
        start
        for policy in policies
        for offer in _title_names(policy)
        for start in _starts(offer, policy=policy)
    )
    divisions = Division.objects.of_policies(policies).with_parents()
    chapters = (
        start
        for division in divisions
        if division.title
        for start in _starts(_chapter_name(division), policy=division.policy, division=division)
    )
    _store_exactly(NameStart.objects.of_policies(policies), chain(titles, chapters))


@transaction.atomic(savepoint=False)
def learn_entities(entities: Sequence[Entity]) -> None:
    """Store the names and aliases of the entities that are public; those of the others go."""
    published = (entity for entity in entities if entity.is_published)
    starts = (
        start
        for entity in published
        for offer in _entity_names(entity)
        for start in _starts(offer, entity=entity)
    )
    _store_exactly(NameStart.objects.of_entities(entities), starts)


def ensure_names() -> str:
    """Store the names that are missing; returns a line in Chinese, or "". Cheap when none is."""
    entities = list(Entity.objects.published().without_name_starts().prefetch_related("aliases"))
    learn_entities(entities)
    missing = list(Policy.objects.without_name_starts().values_list("pk", flat=True))
    for start in range(0, len(missing), _AT_ONCE):
        chunk = missing[start : start + _AT_ONCE]
        learn_policies(list(Policy.objects.with_ids(chunk)))
        learn_names_of(list(Article.objects.of_policies(chunk).with_heading().for_reading()))
    return f"整理名称 {NameStart.objects.count()} 处" if entities or missing else ""


def _title_names(policy: Policy) -> Iterator[_OfferedName]:
    """The title, and where it begins with the state's name also what follows: 劳动法."""
    for name in dict.fromkeys([policy.title.removeprefix(STATE), policy.title]):
        path = policy.get_absolute_url()
        yield _OfferedName(NameKind.POLICY, name, policy.title, policy.get_kind_display(), path)


def _chapter_name(division: Division) -> _OfferedName:
    about = f"{in_title_marks(division.policy.title)}{division.label}"
    return _OfferedName(NameKind.CHAPTER, division.title, division.title, about, division.get_absolute_url())


def _heading_name(article: Article) -> _OfferedName:
    path = article.get_absolute_url()
    return _OfferedName(NameKind.HEADING, article.heading, article.heading, article.short_citation, path)


def _entity_names(entity: Entity) -> Iterator[_OfferedName]:
    for name in dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases.all())]):
        yield _OfferedName(
            NameKind.ENTITY, name, entity.name, entity.get_kind_display(), entity.get_absolute_url()
        )


def _starts(offer: _OfferedName, **owners: Policy | Entity | Article | Division) -> Iterator[NameStart]:
    folded = fold(offer.name)
    sounds = syllables(folded)
    borders = sorted(tokenizer().boundaries(folded))
    offsets = [offset for offset in borders if _BEGINS_WITH_WORD.match(folded, offset)]
    for offset in offsets[:_MOST_STARTS]:
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
            **owners,
        )


def _store_exactly(stored: QuerySet[NameStart], starts: Iterable[NameStart]) -> None:
    """Make `stored` hold exactly `starts`. Rows that stay are not written: two transactions on one policy
    need not wait for each other, and neither stores what the other has."""
    wanted = {_content_of(start): start for start in starts}
    obsolete = []
    for pk, *content in stored.values_list("pk", *_CONTENT_FIELDS):
        if wanted.pop(tuple(content), None) is None:
            obsolete.append(pk)  # nothing is called so any longer, or it is stored twice
    if obsolete:
        NameStart.objects.filter(pk__in=obsolete).delete()
    copy_rows(wanted.values())


_CONTENT_FIELDS = tuple(field.attname for field in NameStart._meta.concrete_fields if not field.primary_key)
_content_of = attrgetter(*_CONTENT_FIELDS)
