"""Sitemaps: all public pages, with the day their content last changed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.models import Article, ArticleRevision, Division, Entity, Policy, PolicyRevision
from articles.models.editing.revision import Revision
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.site_address import site_scheme

#: Addresses in one file. Search engines read up to 50,000, but all rows of a file are in memory at once.
_MOST = 1000


_ABOUT = ("help", "glossary", "data", "accessibility", "contact")
_READING = ("policies", "check", "search", "matrix", "graph", "compare", "feeds")


class Sitemap(DjangoSitemap):
    """A section whose addresses have the scheme of the site's public address."""

    def __init__(self) -> None:
        self.protocol = site_scheme()


class PortalPages(Sitemap):
    """The portal's static pages; they have no date of change."""

    def items(self) -> list[str]:
        names = ["home", "about", *(f"articles:{name}" for name in _READING), "api:index", "api:docs"]
        about = (reverse("about_page", args=[name]) for name in _ABOUT)
        kinds = (reverse("articles:entities", args=[kind]) for kind in EntityKind)
        return [*map(reverse, names), *about, *kinds]

    def location(self, item: str) -> str:
        return item


class _DatedSitemap(Sitemap):
    limit = _MOST

    revisions: type[Revision]

    def lastmod(self, item: Policy | Article) -> datetime | None:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        """The latest change, in one query; Django's own method would read every row."""
        return self.revisions._default_manager.aggregate(last=Max("created_at"))["last"]


class Policies(_DatedSitemap):
    revisions = PolicyRevision

    def items(self) -> QuerySet:
        return Policy.objects.published().with_last_change().order_by("pk")


class ChapterSitemap(Sitemap):
    limit = _MOST

    def items(self) -> QuerySet:
        chapters = Division.objects.within_published().chapters()
        return chapters.with_parents().order_by("pk")


class Articles(_DatedSitemap):
    revisions = ArticleRevision

    def items(self) -> QuerySet:
        return Article.objects.published().with_last_change().for_hyperlinks().order_by("pk")


class Entities(Sitemap):
    limit = _MOST

    def items(self) -> QuerySet:
        return Entity.objects.published().order_by("pk")


def sections() -> dict[str, type[DjangoSitemap] | DjangoSitemap]:
    """The sections by name, including those of other apps (setting `PORTAL_SITEMAPS`)."""
    other_sections = {name: import_string(path) for name, path in settings.PORTAL_SITEMAPS.items()}
    return {**_SECTIONS, **other_sections}


_SECTIONS: dict[str, type[Sitemap]] = {
    "pages": PortalPages,
    "policies": Policies,
    "chapters": ChapterSitemap,
    "articles": Articles,
    "entities": Entities,
}
