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


@pytest.mark.parametrize("draft", ["某市货运管理办法（征求意见稿）", "某市货运管理办法（修订草案送审稿）"])
def test_a_draft_leads_to_the_final_text_and_never_the_other_way(client, import_text, draft):
    import_text("draft", f"{draft}\n第一条 甲。\n")
    import_text("final", "某市货运管理办法\n某交发〔2024〕2号\n第一条 乙。\n某市交通局\n2024年8月9日\n")
    for page in ("", "articles/1/"):
        assert '本库另有同名的正式文本：<a href="/policies/final/">2024年8月9日的' in (
            client.get(f"/policies/draft/{page}").content.decode()
        )
        assert "本库另有" not in client.get(f"/policies/final/{page}").content.decode()
