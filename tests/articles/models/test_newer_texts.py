"""Pages of an old text lead to the newer one; pages of articles say what their policy's page says of it."""

import datetime

import pytest

from articles.models import Policy

pytestmark = pytest.mark.django_db

HINT = "本库另有较新的文本"


@pytest.fixture
def texts(import_text):
    def make(kind: str = "law", newer: str = "某国公司法") -> None:
        for slug, title, year in (("old", "某国公司法", 2018), ("new", newer, 2023)):
            policy = import_text(slug, f"{title}\n第一章 总则\n第一条 甲{year}。\n")
            Policy.objects.filter(pk=policy.pk).update(kind=kind, adopted_on=datetime.date(year, 12, 29))

    return make


@pytest.mark.parametrize("page", ["", "full/", "articles/1/", "chapters/1/"])
@pytest.mark.parametrize("newer", ["某国公司法", "某国公司法（2023修订）"])
def test_an_old_text_leads_to_the_newer_one(client, texts, page, newer):
    texts(newer=newer)
    old = client.get(f"/policies/old/{page}").content.decode()
    assert HINT in old
    assert '<a href="/policies/new/">2023年12月29日的' in old
    assert HINT not in client.get(f"/policies/new/{page}").content.decode()


def test_rules_of_unknown_bodies_are_not_taken_for_one(client, texts):
    texts(kind="policy")
    assert HINT not in client.get("/policies/old/articles/1/").content.decode()


def test_a_withdrawn_text_is_not_led_to(client, texts):
    texts()
    Policy.objects.filter(slug="new").update(publication="withdrawn")
    assert HINT not in client.get("/policies/old/articles/1/").content.decode()
