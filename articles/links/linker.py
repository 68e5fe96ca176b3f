"""The linker: finds mentions and references in a policy's texts and saves them for review (待审)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from articles.links.documents.cited_documents import (
    document_entities,
    documents_meant,
    join_policy,
    show_held_documents,
    targets_of,
)
from articles.links.entities.entity_names import NOUNS, Matchers, layer_of, matchers
from articles.links.name_rules import by_name_rules
from articles.links.recognition import DocumentText, RecognizedText, read_links
from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, LinkStatus, Passage
from articles.models.links.link_rule import Certainty, is_published_by
from articles.models.postgres.copying import copy_rows
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import article_address
from articles.text.citing.places.citations_in_text import CitedArticle
from articles.text.citing.places.unit_addresses import annex_above

#: The texts of a policy outside its articles, in the order in which they are read.
_OUTSIDE = (
    Passage.TITLE,
    Passage.ADDRESSEES,
    Passage.NOTICE,
    Passage.ISSUERS,
    Passage.ADOPTION,
    Passage.INTRODUCTION,
)


#: How many places of one entity in one policy an editor is asked about.
MOST_PROPOSED = 3
#: What a reference says.
_CITED = ("document_id", "number", "suffix", "last_number", "paragraph", "item", "address")
Link = TypeVar("Link", Mention, Reference)


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
    titles = {division.pk: division.title for division in policy.divisions.all()}
    texts = [DocumentText(source.text, source.passage, _title_above(source, titles)) for source in sources]
    readings = read_links(
        texts,
        matcher=vocabulary.on(policy.version_date),
        own_title=policy.title,
        known_titles=vocabulary.titles,
        own_number=policy.document_number,
        issuers=[issuer.name for issuer in policy.issuers.all()],
    )
    entities = _entities(policy, sources, readings)
    references = Reference.objects.of_policy(policy)
    references.judge_waiting()
    references.apply_rules()
    return _save_suggestions(
        policy, sources, readings, entities, known_links=_KnownLinks(policy, entities.values())
    )


@transaction.atomic(savepoint=False)
def suggest_for_new(
    policy: Policy, sources: Sequence[Source], readings: Sequence[RecognizedText]
) -> Suggested:
    """Save the links found in a new policy, which has none yet."""
    entities = _entities(policy, sources, readings)
    return _save_suggestions(policy, sources, readings, entities, known_links=None)


def _title_above(source: Source, titles: Mapping[int, str]) -> str:
    """The title of the division in which an article stands; "" for other texts. `titles` are by id."""
    division = source.article.division_id if source.article else None
    return titles.get(division, "") if division else ""


def _entities(
    policy: Policy, sources: Iterable[Source], readings: Iterable[RecognizedText]
) -> dict[str, Entity]:
    """The documents that a policy names, by the keys of their names."""
    entities = document_entities(title for reading in readings for title in reading.titles)
    return entities | documents_meant(entities, [source.text for source in sources], citing=policy)


def _save_suggestions(
    policy: Policy,
    sources: Sequence[Source],
    readings: Sequence[RecognizedText],
    entities: dict[str, Entity],
    *,
    known_links: _KnownLinks | None,
) -> Suggested:
    pairs = list(zip(sources, readings, strict=True))
    bodies = _bodies_among(name.key for reading in readings for name in reading.names)
    mentions = [
        mention
        for source, reading in pairs
        for mention in _mentions(source, reading, entities, bodies)
        if known_links is None or known_links.leaves_open(source, mention)
    ]
    mentions = _without_ubiquitous(by_name_rules(mentions, policy), known_links)
    references = [
        reference
        for source, reading in pairs
        for reference in _references(source, reading.articles, entities)
        if known_links is None or known_links.leaves_reference_open(source, reference)
    ]
    read_again = known_links.read_again if known_links else []
    _set_targets([*references, *read_again], sources, entities)
    Reference.objects.bulk_update(read_again, [*_CITED, "target", "certainty", "status"])
    copy_rows(mentions)
    copy_rows(references)
    show_held_documents(entities.values())
    join_policy(policy)
    return Suggested(len(mentions), len(references))


def _bodies_among(keys: Iterable[int]) -> set[int]:
    """Those of the entities found that are agencies of the official list."""
    official_bodies = Entity.objects.searched_for().of_kind(EntityKind.MINISTRY).with_ids(set(keys))
    return set(official_bodies.order_by().values_list("pk", flat=True))


def _without_ubiquitous(mentions: Sequence[Mention], known_links: _KnownLinks | None) -> list[Mention]:
    """The mentions without open ones beyond the first `MOST_PROPOSED` of an entity.

    What a whole policy is about tells little, and an editor need not decide on each place.
    """
    counts: Counter[int] = Counter(known_links.open_counts if known_links else {})
    proposed = []
    for mention in mentions:
        is_open = mention.certainty == Certainty.OPEN and mention.decided_at is None
        counts[mention.entity_id] += is_open
        if not is_open or counts[mention.entity_id] <= MOST_PROPOSED:
            proposed.append(mention)
    return proposed


def _set_targets(references: list[Reference], sources: Sequence[Source], entities: dict[str, Entity]) -> None:
    """Set the targets of new references (articles of their own or of the cited document) and their states."""
    articles = [source.article for source in sources if source.article]
    own = {article.address: article.pk for article in articles}
    for reference in references:
        if _is_of_main_text(reference, own):
            reference.address = ""
    to_documents = [reference for reference in references if reference.document]
    targets = targets_of(entities.values(), {reference.cited_address for reference in to_documents})
    for reference in references:
        document, address = reference.document, reference.cited_address
        reference.target_id = targets.get((document.policy_id, address)) if document else own.get(address)
        is_named = document is not None and document_number_key(document.name) is None
        certainty = Certainty.SURE if is_named else Certainty.IF_HELD
        _with_state(reference, certainty, is_held=reference.target_id is not None)


def _is_of_main_text(reference: Reference, own: Collection[str]) -> bool:
    """第九条 in an annex that has no such article is the main text's."""
    annex = annex_above(reference.address)
    if reference.document or not annex or reference.address in own or reference.article is None:
        return False
    return annex == annex_above(reference.article.address) and _plain_address(reference) in own


def _plain_address(cited: CitedArticle | Reference) -> str:
    return article_address(cited.number, cited.suffix)


def sources_of(policy: Policy) -> Iterable[Source]:
    """Every text of a policy, those outside the articles first."""
    yield from passage_sources(policy)
    yield from article_sources(policy, policy.articles.in_text().in_order())


def passage_sources(policy: Policy, texts: Mapping[str, str] | None = None) -> Iterable[Source]:
    """The texts of a policy outside its articles, from `texts` if given."""
    for passage in _OUTSIDE:
        if text := texts[passage] if texts else policy.passage_text(passage):
            yield Source(policy, passage, text)


def article_sources(policy: Policy, articles: Iterable[Article]) -> Iterable[Source]:
    """The articles of a policy as texts."""
    return (Source(policy, Passage.ARTICLE, article.text, article) for article in articles)


def _mentions(
    source: Source, reading: RecognizedText, entities: dict[str, Entity], bodies: set[int]
) -> Iterable[Mention]:
    """The links of a text; `bodies` are the agencies of the official list."""
    for name in reading.names:
        mention = _mention(source, name.key, name.start, name.end)
        yield _with_state(mention, Certainty.SURE if name.key in bodies else Certainty.OPEN, is_held=True)
    for document in reading.documents:
        if entity := entities.get(title_key(document.title)):
            mention = _mention(source, entity.pk, document.start, document.end, relation=document.kind)
            certainty = Certainty.SURE if document.is_sure else Certainty.IF_HELD
            yield _with_state(mention, certainty, is_held=entity.policy_id is not None)


def _with_state(row: Link, certainty: Certainty, *, is_held: bool) -> Link:
    """Give a new link the state that the rule of its policy says."""
    row.certainty = certainty
    is_published = is_published_by(row.policy.link_rule, certainty=certainty, is_held=is_held)
    row.status = LinkStatus.PUBLISHED if is_published else LinkStatus.SUGGESTED
    return row


def _mention(source: Source, entity_id: int, start: int, end: int, *, relation: str = "") -> Mention:
    return Mention(
        policy=source.policy,
        article=source.article,
        passage=source.passage,
        entity_id=entity_id,
        basis=Basis.NAMED,
        relation=relation,
        quote=source.text[start:end],
        start=start,
        end=end,
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
            address=citation.address or _address_in_annex(source.article, citation),
            quote=source.text[citation.start : citation.end],
            start=citation.start,
            end=citation.end,
        )


def _address_in_annex(article: Article | None, citation: CitedArticle) -> str:
    """第一条 in an article of an annex is the annex's own; "" for what is no such citation."""
    annex = annex_above(article.address) if article and article.is_article else ""
    return f"{annex}.{_plain_address(citation)}" if annex and citation.title is None else ""


def _is_left_to_rule(old: Mention | Reference) -> bool:
    """Whether the system has found a link, and nobody has decided on it."""
    is_found = bool(old.certainty) or old.status == LinkStatus.SUGGESTED
    return is_found and old.decided_at is None and old.created_by_id is None


def _is_same(old: Mention, new: Mention) -> bool:
    return (old.entity_id, old.start, old.end, old.basis) == (new.entity_id, new.start, new.end, new.basis)


class _KnownLinks:
    """The links that a policy already has, in whatever state."""

    def __init__(self, policy: Policy, documents: Iterable[Entity]) -> None:
        searched = Entity.objects.searched_for().values_list("pk", "kind")
        self._kinds = {**{entity.pk: entity.kind for entity in documents}, **dict(searched)}
        self._mentions: dict[tuple, list[Mention]] = {}
        #: How many places of each entity an editor has been asked about.
        self.open_counts: Counter[int] = Counter()
        for mention in Mention.objects.of_policy(policy).with_quote().select_related("entity"):
            self.open_counts[mention.entity_id] += mention.basis == Basis.NAMED
            self._kinds[mention.entity_id] = mention.entity.kind
            self._mentions.setdefault((mention.passage, mention.article_id), []).append(mention)
        self._references = {
            (row.passage, row.article_id, row.start, row.end): row
            for row in Reference.objects.of_policy(policy)
        }
        #: References that are no longer read as they were, with what they say now.
        self.read_again: list[Reference] = []

    def leaves_open(self, source: Source, new: Mention) -> bool:
        """Whether no stored link decides on a new one. Updates a stored link that is the same."""
        present = self._mentions.get(source.place, ())
        for old in present:
            if _is_left_to_rule(old) and _is_same(old, new):
                self._update_stored(old, new)
        return not any(self._decides(old, new, source.text) for old in present)

    def _update_stored(self, old: Mention, new: Mention) -> None:
        """Give a stored link the relation, certainty and state that the linker reads now."""
        if (old.relation, old.certainty) != (new.relation, new.certainty):
            old.relation, old.certainty, old.status = new.relation, new.certainty, new.status
            old.save(update_fields=["relation", "certainty", "status"])

    def leaves_reference_open(self, source: Source, new: Reference) -> bool:
        """Whether no reference is stored for these words. Updates one that is read otherwise now."""
        old = self._references.get((*source.place, new.start, new.end))
        if (
            old
            and _is_left_to_rule(old)
            and any(getattr(old, field) != getattr(new, field) for field in _CITED)
        ):
            for field in _CITED:
                setattr(old, field, getattr(new, field))
            self.read_again.append(old)
        return old is None

    def _decides(self, old: Mention, new: Mention, text: str) -> bool:
        if old.basis == Basis.EDITORIAL:
            return False
        if (
            text[old.start : old.end] != old.quote
        ):  # the quote has moved or is gone: its decision still applies
            return old.entity_id == new.entity_id and old.quote == new.quote
        (old_start, old_end), (new_start, new_end) = old.span, new.span
        if old.entity_id == new.entity_id:
            return old_start < new_end and new_start < old_end
        same_layer = layer_of(self._kinds[old.entity_id]) == layer_of(self._kinds[new.entity_id]) == NOUNS
        covers = old_start <= new_start and new_end <= old_end
        return same_layer and covers and old.status != LinkStatus.REJECTED
