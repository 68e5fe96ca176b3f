"""What a reader may have meant by an address that has no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from articles.converters import EntityKindConverter
from articles.models import Article, Entity, Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import Contents, contents_of
from articles.text.citing.places.written_addresses import parse_written_article

_MOST = 4
_LONGEST = 100  # characters of an address that are compared
_ALIKE = 0.6


@dataclass(frozen=True)
class Nearby:
    """`contents` of the policy that was named, its `articles` with the nearest numbers; else `policies` and
    `entities` of a similar address or name. `words` can be searched for."""

    contents: Contents | None = None
    articles: tuple[Article, ...] = ()
    policies: tuple[Policy, ...] = ()
    entities: tuple[Entity, ...] = ()
    words: str = ""


def nearby(path: str) -> Nearby:
    """What is near to a path without a page; nothing if it names neither policy nor entity."""
    path = path.replace("\0", "")  # which PostgreSQL's text cannot hold
    place, _, rest = path.strip("/").removeprefix("feeds/").partition("/")
    name, _, unit = rest[:_LONGEST].partition("/")
    if not name or "\x00" in name:
        return Nearby()
    if place == "policies":
        return _near_policy(name, unit)
    kind = EntityKindConverter.plurals.get(place)
    return Nearby(entities=_entities_like(kind, name), words=name) if kind else Nearby()


def _near_policy(slug: str, unit: str) -> Nearby:
    slug = slug.partition(".")[0]
    try:
        contents = contents_of(slug)
    except Policy.DoesNotExist:
        return Nearby(policies=_policies_like(slug), words=slug)
    place, _, written = unit.partition("/")
    parsed = parse_written_article(written) if place == "articles" else None
    articles = _nearest_articles(contents.articles, parsed.citation.article or 0) if parsed else ()
    return Nearby(contents=contents, articles=articles)


def _nearest_articles(articles: Iterable[Article], number: int) -> tuple[Article, ...]:
    nearest = sorted(articles, key=lambda article: abs(article.number - number))[:_MOST]
    return tuple(sorted(nearest, key=lambda article: article.position))


@remembered(Policy)
def _slugs() -> tuple[str, ...]:
    return tuple(Policy.objects.published().values_list("slug", flat=True))


def _policies_like(name: str) -> tuple[Policy, ...]:
    policies = Policy.objects.published()
    if not name.isascii():
        return tuple(policies.named_like(name).shortest_title_first()[:_MOST])
    slugs = get_close_matches(name.lower(), _slugs(), _MOST, _ALIKE)
    return tuple(sorted(policies.with_slugs(slugs), key=lambda policy: slugs.index(policy.slug)))


def _entities_like(kind: str, name: str) -> tuple[Entity, ...]:
    entities = Entity.objects.published().of_kind(kind)
    if not name.isascii():
        return tuple(entities.named_like(name).shortest_name_first()[:_MOST])
    by_slug = {entity.slug: entity for entity in entities}
    return tuple(by_slug[slug] for slug in get_close_matches(name.lower(), by_slug, _MOST, _ALIKE))
