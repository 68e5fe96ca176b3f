"""The feed of the measures changes with their words, and its page names it."""

import feedparser
import pytest

from guidance.models import SupportMeasure

pytestmark = pytest.mark.django_db
FEED = "/guidance/measures/feed.atom"


def entries(client, query: str = "") -> list:
    feed = feedparser.parse(client.get(f"{FEED}{query}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed.entries


def test_each_measure_is_an_entry_with_its_words(client, db):
    all_entries = entries(client)
    assert len(all_entries) == SupportMeasure.objects.published().supports().count()
    measure = SupportMeasure.objects.get(slug="import-duty-major-projects")
    (entry,) = (entry for entry in all_entries if measure.title in entry.title)
    assert entry.link == f"http://testserver{measure.get_absolute_url()}"
    assert all(quote.quote in entry.content[0].value for quote in measure.quotes.all())


def test_it_has_no_more_than_readers_see(client, db):
    SupportMeasure.objects.update(status="withdrawn")
    assert entries(client) == []


def test_pages_lead_to_it_and_a_page_that_is_none_is_refused(client, db):
    for page in ("/guidance/measures/", "/feeds/"):
        assert client.get(page).content.decode().count(f'href="{FEED}"') >= 1
    assert client.get(f"{FEED}?page=x").status_code == 400
