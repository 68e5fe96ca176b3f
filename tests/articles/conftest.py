"""Data for the tests of the knowledge base: the shipped policy, short texts stored as policies."""

import html

import pytest

from articles.importing.instances import build_records
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.models import Article, Policy
from articles.search.index.maintenance import index_new_articles, learning_later
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
def read(client, shipped):
    """Fetch the HTML of a page, in which characters stand for themselves."""

    def read_page(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, path
        return html.unescape(response.content.decode())

    return read_page


@pytest.fixture
def import_text(db):
    return store_text


def store_text(slug: str, source: str, **facts) -> Policy:
    """Parse a text and store it as a published policy, without the importer's checks, links and revisions.

    As in an import of many files, what its words and names add to suggestions and corrections waits for
    `ensure_index`: gathering all of them costs more than all else here.
    """
    for record in build_records(parse_policy(source), SourceFacts(slug=slug, **facts)):
        record.save()
    policy = Policy.objects.get(slug=slug)
    with learning_later():
        index_new_articles(policy.articles.for_reading())
    return policy
