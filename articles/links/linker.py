"""The linker: finds mentions and references in a policy's texts and saves them for review (待审)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.links.cited_documents import document_entities, join_new_policy, targets_of
from articles.links.entity_names import NOUNS, Matchers, layer_of, matchers
from articles.links.recognition import RecognizedText, read_links
from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.evidence import Basis, LinkStatus, Passage
from articles.text.citing.citations_in_text import CitedArticle
from articles.text.citing.titles import title_key


@dataclass(frozen=True)
class Source:
    """A text of a policy that can contain links: an article or a passage outside articles."""

    policy: Policy
    passage: str
    text: str
    article: Article | None = None

    @property
    def place(self) -> tuple[str, int | None]:
        return (self.passage, self.article.pk if self.article else None)


@dataclass(frozen=True)
class Suggested:
    """How many new suggestions were saved."""

    mentions: int
    references: int

    def __add__(self, other: Suggested) -> Suggested:
        return Suggested(self.mentions + other.mentions, self.references + other.references)


@transaction.atomic(savepoint=False)
def suggest_links(policy: Policy, *, vocabulary: Matchers | None = None) -> Suggested:
    """Save the links found in `policy` that it does not have yet, in whatever state.

    Pass `vocabulary` to build it once for many policies.
    """
    sources = list(sources_of(policy))
    vocabulary = vocabulary or matchers()
    matcher, titles = vocabulary.on(policy.version_date), vocabulary.titles
    readings = [
        read_links(source.text, matcher=matcher, own_title=policy.title, known_titles=titles)
        for source in sources
    ]
    entities = _entities(readings)
    return _save_suggestions(policy, sources, readings, entities, decided=_Decided(policy, entities.values()))


@transaction.atomic(savepoint=False)
def suggest_for_new(
    policy: Policy, sources: Sequence[Source], readings: Sequence[RecognizedText]
) -> Suggested:
    """Save the links found in a new policy, which has none yet."""
    return _save_suggestions(policy, sources, readings, _entities(readings), decided=None)


def _entities(readings: Iterable[RecognizedText]) -> dict[str, Entity]:
    return document_entities(title for reading in readings for title in reading.titles)


def _save_suggestions(
    policy: Policy,
    sources: Sequence[Source],
    readings: Sequence[RecognizedText],
    entities: dict[str, Entity],
    *,
    decided: _Decided | None,
) -> Suggested:
    pairs = list(zip(sources, readings, strict=True))
    mentions = [
        mention
        for source, reading in pairs
        for mention in _mentions(source, reading, entities)
        if decided is None or decided.leaves_open(source, mention)
    ]
    references = [
        reference
        for source, reading in pairs
        for reference in _references(source, reading.articles, entities)
        if decided is None or decided.leaves_reference_open(source, reference)
    ]
    _set_targets(references, sources, entities)
    filed = Mention.objects.bulk_create(mentions, batch_size=1000)
    cited = Reference.objects.bulk_create(references, batch_size=1000)
    join_new_policy(policy)
    return Suggested(len(filed), len(cited))


def _set_targets(references: list[Reference], sources: Sequence[Source], entities: dict[str, Entity]) -> None:
    """Set the targets of new references: articles of the same policy or of the cited document."""
    articles = [source.article for source in sources if source.article]
    own = {article.address: article.pk for article in articles}
    cited = [reference for reference in references if reference.document]
    targets = targets_of(entities.values(), {reference.cited_address for reference in cited})
    for reference in references:
        document, address = reference.document, reference.cited_address
        reference.target_id = targets.get((document.policy_id, address)) if document else own.get(address)


def sources_of(policy: Policy) -> Iterable[Source]:
    """Every text of a policy, those outside the articles first."""
    yield from passage_sources(policy)
    yield from article_sources(policy, policy.articles.in_text().in_order())


def passage_sources(policy: Policy, texts: Mapping[str, str] | None = None) -> Iterable[Source]:
    """The texts of a policy outside its articles, from `texts` if given."""
    for passage in (Passage.ADDRESSEES, Passage.NOTICE, Passage.ISSUERS, Passage.INTRODUCTION):
        if text := texts[passage] if texts else policy.passage_text(passage):
            yield Source(policy, passage, text)


def article_sources(policy: Policy, articles: Iterable[Article]) -> Iterable[Source]:
    """The articles of a policy as texts."""
    return (Source(policy, Passage.ARTICLE, article.text, article) for article in articles)


def _mentions(source: Source, reading: RecognizedText, entities: dict[str, Entity]) -> Iterable[Mention]:
    for name in reading.names:
        yield _mention(source, name.key, name.start, name.end)
    for cited in reading.documents:
        if entity := entities.get(title_key(cited.title)):
            yield _mention(source, entity.pk, cited.start, cited.end)


def _mention(source: Source, entity_id: int, start: int, end: int) -> Mention:
    return Mention(
        policy=source.policy,
        article=source.article,
        passage=source.passage,
        entity_id=entity_id,
        basis=Basis.NAMED,
        quote=source.text[start:end],
        start=start,
        end=end,
        status=LinkStatus.SUGGESTED,
    )


def _references(
    source: Source, cited: Iterable[CitedArticle], entities: dict[str, Entity]
) -> Iterable[Reference]:
    own = title_key(source.policy.title)
    for citation in cited:
        key = title_key(citation.title) if citation.title else own
        yield Reference(
            policy=source.policy,
            article=source.article,
            passage=source.passage,
            document=None if key == own else entities.get(key),
            number=citation.number,
            suffix=citation.suffix,
            last_number=citation.last_number,
            paragraph=citation.paragraph,
            item=citation.item,
            quote=source.text[citation.start : citation.end],
            start=citation.start,
            end=citation.end,
            status=LinkStatus.SUGGESTED,
        )


class _Decided:
    """The links that a policy already has, in whatever state."""

    def __init__(self, policy: Policy, documents: Iterable[Entity]) -> None:
        searched = Entity.objects.searched_for().values_list("pk", "kind")
        self._kinds = {**{entity.pk: entity.kind for entity in documents}, **dict(searched)}
        self._mentions: dict[tuple, list[Mention]] = {}
        for mention in Mention.objects.of_policy(policy).with_quote().select_related("entity"):
            self._kinds[mention.entity_id] = mention.entity.kind
            self._mentions.setdefault((mention.passage, mention.article_id), []).append(mention)
        references = Reference.objects.of_policy(policy).values_list("passage", "article_id", "start", "end")
        self._references = set(references)

    def leaves_open(self, source: Source, new: Mention) -> bool:
        return not any(self._settles(old, new, source.text) for old in self._mentions.get(source.place, ()))

    def leaves_reference_open(self, source: Source, new: Reference) -> bool:
        return (*source.place, new.start, new.end) not in self._references

    def _settles(self, old: Mention, new: Mention, text: str) -> bool:
        if old.basis == Basis.EDITORIAL:
            return False
        if (
            text[old.start : old.end] != old.quote
        ):  # the quote has moved or is gone: its decision still applies
            return old.entity_id == new.entity_id and old.quote == new.quote
        if old.entity_id == new.entity_id:
            return old.start < new.end and new.start < old.end
        same_layer = layer_of(self._kinds[old.entity_id]) == layer_of(self._kinds[new.entity_id]) == NOUNS
        covers = old.start <= new.start and new.end <= old.end
        return same_layer and covers and old.status != LinkStatus.REJECTED
