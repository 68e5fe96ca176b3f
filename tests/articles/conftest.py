"""Data for the tests of the knowledge base, built through the importer as the portal itself does."""

import pytest

from articles.importing.instances import build_records
from articles.importing.sources import SourceFacts
from articles.models import Article, Policy
from articles.search.index.maintenance import ensure_index
from articles.text.parsing.structure import parse_policy

SHIPPED = "gxblk-2009-232"


@pytest.fixture
def shipped(db) -> Policy:
    """The policy that ships with the portal, as a first start loads it."""
    return Policy.objects.get(slug=SHIPPED)


@pytest.fixture
def article(shipped):
    """Fetch an article of the shipped policy by its number."""

    def fetch(number: int, suffix: int = 0) -> Article:
        return shipped.articles.for_reading().get(number=number, suffix=suffix)

    return fetch


@pytest.fixture
def import_text(db):
    """Import a source text as a published policy."""

    def import_source(slug: str, source: str, **facts) -> Policy:
        for record in build_records(parse_policy(source), SourceFacts(slug=slug, **facts)):
            record.save()
        ensure_index()
        return Policy.objects.get(slug=slug)

    return import_source
