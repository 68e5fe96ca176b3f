"""The entities and links that ship with the portal: data files under fixtures/, loaded once a version."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.content_files import content_table
from articles.links.documents.cited_documents import resolve_documents
from articles.links.entities.inheritance import inherit_issuers
from articles.links.entities.shipped_entities import (
    FILES,
    LinkFileError,
    entities_by_slug,
    load_shipped_entities,
)
from articles.links.linker import Source, sources_of
from articles.models import Entity, FormerAddress, Mention, Policy, ShippedFile
from articles.models.entities.entity_kinds import EntityKind
from articles.models.former_address import AddressKind
from articles.models.links.evidence import Basis, LinkStatus
from articles.models.links.relation import Relation
from articles.reading.former_addresses import policies_called
from articles.text.citing.quoting.quote_notation import locate_together

logger = logging.getLogger(__name__)


@transaction.atomic
def load_shipped_links() -> str:
    """Load each entity and link file whose present version is not in the database yet.

    Missing rows are added; of existing ones only those that nobody has touched take the file's basis and
    reason. Returns one summary line.
    """
    entities = load_shipped_entities()
    before = Mention.objects.count()
    for (policy, folder), kind in product(_linked_policies(), FILES):
        _load_links(policy, kind, folder / f"{FILES[kind]}.toml")
    links = Mention.objects.count() - before
    if not entities and not links:
        return f"{Entity.objects.count()} 个实体、{Mention.objects.count()} 处链接已在库中"
    resolve_documents()
    return f"载入 {entities} 个实体、{links} 处链接"


def forget_shipped_links(policy: Policy) -> None:
    """Load the link files of a policy again after it was reloaded, which deleted its links."""
    ShippedFile.objects.forget(f"links/{policy.slug}")


def _linked_policies() -> list[tuple[Policy, Path]]:
    """The policies with a folder of links, found by present or former slug, and the folder."""
    folders = {
        path.name: path for path in sorted((settings.CONTENT_DIR / "links").iterdir()) if path.is_dir()
    }
    return [(policy, folders[slug]) for slug, policy in policies_called(folders).items()]


def _sources(policy: Policy) -> dict[str, Source]:
    """The texts of a policy by their names in files; articles also by former numbers."""
    present = {_place_name(source): source for source in sources_of(policy)}
    by_article = {source.article.pk: source for source in present.values() if source.article}
    former = FormerAddress.objects.holders(AddressKind.ARTICLE, within=policy.pk)
    return {address: by_article[row] for address, row in former.items() if row in by_article} | present


def _load_links(policy: Policy, kind: EntityKind, path: Path) -> None:
    if not path.exists() or not ShippedFile.objects.take_in(path):
        return
    inherit_issuers(policy)
    entities, sources = entities_by_slug(kind), _sources(policy)
    rows = [
        mention
        for place, entry in content_table(path).items()
        for mention in _place_links(sources, place, entry, entities, path)
    ]
    present = {_key(mention): mention for mention in Mention.objects.of_policy(policy).of_kind(kind)}
    edited = {_target(mention) for mention in present.values() if _is_judged_by_editor(mention)}
    missing = [
        mention
        for mention in rows
        if _key(mention) not in present and (mention.basis == Basis.NAMED or _target(mention) not in edited)
    ]
    Mention.objects.bulk_create(missing, batch_size=1000)
    for mention in rows:
        _renew(present.get(_key(mention)), mention)


def _target(mention: Mention) -> tuple:
    return (mention.passage, mention.article_id, mention.entity_id)


def _is_judged_by_editor(mention: Mention) -> bool:
    """Whether it is an editor's judgement by now, perhaps on other words than those that ship."""
    is_touched = bool(mention.created_by_id or mention.decided_at)
    return mention.basis == Basis.EDITORIAL and is_touched


def _renew(stored: Mention | None, shipped: Mention) -> None:
    """Give a link that nobody has touched the basis and the reason of the present file."""
    if stored is None or stored.created_by_id or stored.decided_at or stored.status != shipped.status:
        return
    if (stored.basis, stored.reason) != (shipped.basis, shipped.reason):
        stored.basis, stored.reason = shipped.basis, shipped.reason
        stored.save(update_fields=["basis", "reason"])


def _place_name(source: Source) -> str:
    return source.article.address if source.article else source.passage


def _key(mention: Mention) -> tuple:
    """A link is known by where its words stand, whatever it rests on; one without words by its basis."""
    place = (mention.start, mention.end) if mention.quote else mention.basis
    return (mention.passage, mention.article_id, mention.entity_id, place)


def _place_links(
    sources: dict[str, Source], place: str, entry: dict, entities: dict[str, Entity], path: Path
) -> Iterator[Mention]:
    context = f"{path.name} [{place}]"
    if place not in sources:
        raise LinkFileError(f"{context}：没有这段文字")
    source = sources[place]
    quotes = [
        ((_linkable(entities, slug, context), status), quote)
        for status, table in ((LinkStatus.PUBLISHED, "named"), (LinkStatus.REJECTED, "rejected"))
        for slug, quotes in entry.get(table, {}).items()
        for quote in quotes
    ]
    located = locate_together(source.text, quotes)
    for (entity, status), span in located.spans:
        yield _mention(source, entity, Basis.NAMED, span=span, status=status)
    for editorial in entry.get("editorial", ()):
        entity = _linkable(entities, editorial["entity"], context)
        rest = locate_together(source.text, [(entity, quote)] if (quote := editorial.get("quote")) else [])
        first = rest.spans[0][1] if rest.spans else None
        yield _mention(source, entity, Basis.EDITORIAL, span=first, reason=editorial["reason"])
        located.problems.extend(rest.problems)
    for problem in located.problems:  # in a text that an administrator has edited
        logger.warning("%s：%s", context, problem)


def _linkable(entities: dict[str, Entity], slug: str, context: str) -> Entity:
    entity = entities.get(slug)
    if entity is None or entity.is_group:
        raise LinkFileError(f"{context}：{slug} {'只是分类' if entity else '不存在'}")
    return entity


def _mention(
    source: Source,
    entity: Entity,
    basis: Basis,
    *,
    span: tuple[int, int] | None,
    status: LinkStatus = LinkStatus.PUBLISHED,
    reason: str = "",
) -> Mention:
    start, end = span or (None, None)
    return Mention(
        policy=source.policy,
        article=source.article,
        passage=source.passage,
        entity=entity,
        basis=basis,
        quote=source.text[start:end] if span else "",
        start=start,
        end=end,
        status=status,
        reason=reason,
        relation=Relation.CITES if entity.kind == EntityKind.DOCUMENT else "",
    )
