"""Words that stand only in an earlier text: search says in which, and leads there."""

import pytest

from articles.models import Policy, PolicyVersion
from articles.review.publication import withdraw_articles
from articles.versions.past_words import past_texts
from tests.articles.versions.texts import ORIGINAL, TITLE, outcome_of

pytestmark = pytest.mark.django_db
TOLD = "以前的文本里有"


@pytest.fixture(scope="module")
def amended_once(work_of_module, tmp_path_factory) -> None:
    words = ORIGINAL.replace("制定本条例。", "保护浑天仪，制定本条例。")
    outcome_of(tmp_path_factory.mktemp("amended"), words)


@pytest.fixture
def amended(db, amended_once) -> Policy:
    """The regulation, whose first text alone speaks of 浑天仪."""
    return Policy.objects.get(title=TITLE)


def answer(client, query: str) -> str:
    return client.get("/search/", {"q": query}).content.decode()


def test_a_word_of_an_earlier_text_is_told_with_its_version_and_place(client, amended):
    page = answer(client, "浑天仪")
    address = f"/policies/{amended.slug}/versions/2015-03-01/"
    assert TOLD in page
    assert f'<a href="{address}#art_1">《滨江市节水条例》2015年3月1日的文本第一条</a>' in page
    assert "为了节约用水，保护浑天仪，制定本条例。" in page
    assert 'id="art_1"' in client.get(address).content.decode()


def test_nothing_is_told_of_words_that_are_there_or_nowhere(client, amended):
    assert TOLD not in answer(client, "智能水表")
    assert TOLD not in answer(client, "麒麟阁")


def test_the_api_tells_it_too(client, amended):
    (past,) = client.get("/api/v1/search/", {"q": "浑天仪"}).json()["past"]
    address = f"/policies/{amended.slug}/versions/2015-03-01/#art_1"
    assert past.pop("url").endswith(address)
    assert past == {
        "policy": amended.slug,
        "title": "滨江市节水条例",
        "date": "2015-03-01",
        "unit": "1",
        "label": "第一条",
        "sentence": "为了节约用水，保护浑天仪，制定本条例。",
    }
    assert client.get("/api/v1/search/", {"q": "智能水表"}).json()["past"] == []


@pytest.mark.parametrize("word", ["浑天仪", "浑天", "护浑天仪"])
def test_the_index_names_the_texts_to_read(amended, word):
    assert [row.policy for row in PolicyVersion.objects.holding([word])] == [amended]


@pytest.mark.parametrize("words", [["麒麟阁"], ["天浑仪"], ["xyz"], []])
def test_other_texts_are_not_read(amended, words):
    assert list(PolicyVersion.objects.holding(words)) == []


def test_texts_kept_by_an_older_program_are_read_themselves(client, amended):
    PolicyVersion.objects.update(grams=None)
    assert TOLD in answer(client, "浑天仪")
    assert TOLD not in answer(client, "麒麟阁")


def test_a_past_text_is_asked_for_once(amended, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert past_texts(["麒麟阁"]) == []


def test_a_withdrawn_article_is_not_shown_in_its_earlier_text_either(client, amended):
    withdraw_articles(amended.articles.filter(address="1"))
    assert TOLD not in answer(client, "浑天仪")
