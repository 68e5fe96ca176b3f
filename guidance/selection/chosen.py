"""Reads a selection from an address and finds what it names.

    ?unit=gxblk-2009-232:23,25&unit=clean-production-law:6&measure=import-duty-major-projects&title=…

Units of one policy stand in the order of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from articles.models import Article
from articles.reading.former_addresses import article_called, policies_called
from articles.text.citing.places.unit_addresses import is_unit_address
from guidance.matching.measure import Measure
from guidance.models.catalogue import public_clauses

MOST = 300
LONGEST_TITLE = 60
_SLUG = re.compile(r"[-\w]{1,100}", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """What an address names; `named` is the title that it gives, "" where none.

    `missing` are the keys that name nothing a reader may see, `left_out` counts those beyond `MOST`.
    """

    named: str
    articles: Sequence[Article]
    measures: Sequence[Measure]
    missing: Sequence[str] = ()
    left_out: int = 0

    @property
    def title(self) -> str:
        """The name that was given, or what the list holds."""
        return self.named or self._default_title()

    def _default_title(self) -> str:
        if not self.measures:
            return "收藏的条文"
        return "收藏的条文和支持措施" if self.articles else "收藏的支持措施"

    @property
    def count(self) -> int:
        return len(self.articles) + len(self.measures)

    @property
    def query(self) -> str:
        """The address of the same selection, in its shortest form."""
        return self._query_for(self.articles, self.measures)

    def without(self, part: Article | Measure) -> str:
        """The query of the selection without one of its articles or measures."""
        articles = [article for article in self.articles if article != part]
        return self._query_for(articles, [measure for measure in self.measures if measure != part])

    def _query_for(self, articles: Iterable[Article], measures: Iterable[Measure]) -> str:
        units: dict[str, list[str]] = {}
        for article in articles:
            units.setdefault(article.policy.slug, []).append(article.address)
        pairs = [("unit", f"{slug}:{','.join(places)}") for slug, places in units.items()]
        pairs += [("measure", slugs)] if (slugs := ",".join(measure.slug for measure in measures)) else []
        pairs += [("title", self.named)] if self.named else []
        return urlencode(pairs, safe=":,")


def read_selection(query: QueryDict) -> Selection:
    """Read an address; keys that are no keys count as missing."""
    keys = list(dict.fromkeys(_unit_keys(query.getlist("unit"))))
    slugs = list(dict.fromkeys(_split(query.getlist("measure"))))
    first_keys, first_slugs = keys[:MOST], slugs[: max(0, MOST - len(keys))]
    articles, measures = _articles(first_keys), _measures(first_slugs)
    return Selection(
        named=_printable(query.get("title", ""))[:LONGEST_TITLE].strip(),
        articles=tuple(dict.fromkeys(articles.values())),
        measures=tuple(measures.values()),
        missing=[key for key in first_keys if key not in articles]
        + [slug for slug in first_slugs if slug not in measures],
        left_out=len(keys) + len(slugs) - len(first_keys) - len(first_slugs),
    )


def _printable(typed: str) -> str:
    return "".join(character for character in " ".join(typed.split()) if character.isprintable())


def _unit_keys(values: Iterable[str]) -> Iterable[str]:
    """gxblk-2009-232:23,25 are two keys."""
    for value in values:
        slug, _, places = value.partition(":")
        yield from (f"{slug.strip()}:{place}" for place in _split([places]))


def _split(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _articles(keys: Sequence[str]) -> dict[str, Article]:
    """The public articles by key, those of a policy together in the order of its text."""
    places = {key: place for key in keys if (place := _place(key))}
    policies = policies_called({slug for slug, *_ in places.values()})
    published = Article.objects.published().of_policies(policy.pk for policy in policies.values())
    addressed = published.addressed({address for _, address in places.values()})
    present = {(article.policy_id, article.address): article for article in addressed.for_reading()}
    article_by_key: dict[str, Article] = {}
    for key, (slug, address) in places.items():
        policy = policies.get(slug)
        article = policy and (present.get((policy.pk, address)) or article_called(policy, address))
        if article and article.is_published:
            article_by_key[key] = article
    order = {
        pk: place
        for place, pk in enumerate(dict.fromkeys(article.policy_id for article in article_by_key.values()))
    }
    return dict(sorted(article_by_key.items(), key=lambda pair: (order[pair[1].policy_id], pair[1].position)))


def _place(key: str) -> tuple[str, str] | None:
    slug, _, address = key.partition(":")
    return (slug, address) if _SLUG.fullmatch(slug) and is_unit_address(address) else None


def _measures(slugs: Sequence[str]) -> dict[str, Measure]:
    wanted = set(slugs)
    by_slug = {measure.slug: measure for measure in public_clauses() if measure.slug in wanted}
    return {slug: by_slug[slug] for slug in slugs if slug in by_slug}
