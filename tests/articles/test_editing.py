"""Editing keeps what was, and content, revision and index change together or not at all."""

import pytest
from django.contrib.auth import get_user_model

from articles.editing import keep_policy, save_article
from articles.models import Article
from articles.search import search


def edited(article: Article, text: str) -> Article:
    article.heading, article.text = "", text
    return article


def numbers(query: str) -> list[int]:
    return [hit.article.number for hit in search(query).hits]


def test_an_edit_keeps_the_earlier_text_and_says_who_and_why(article):
    editor = get_user_model().objects.create(username="editor")
    before = article(5).text
    revision = save_article(edited(article(5), "改后的条文。"), by=editor, note="勘误")
    assert (revision.number, revision.created_by, revision.note) == (2, editor, "勘误")
    assert revision.text == "改后的条文。"
    assert article(5).revisions.get(number=1).text == before


def test_saving_without_a_change_makes_no_revision(article):
    assert save_article(article(5)) is None
    assert article(5).revisions.count() == 1


def test_a_change_made_behind_the_portals_back_is_kept_before_the_next_edit(article):
    article(5).revisions.all().delete()
    before = article(5).text
    save_article(edited(article(5), "改后的条文。"))
    assert [r.text for r in article(5).revisions.order_by("number")] == [before, "改后的条文。"]


def test_an_edit_is_found_at_the_very_next_query_and_the_old_words_are_not(article):
    assert numbers("标龄") == [18]
    save_article(edited(article(18), "推广量子计算。"))
    assert numbers("标龄") == []
    assert numbers("量子计算") == [18]


def test_an_edit_whose_index_fails_does_not_happen(article, monkeypatch):
    def fail(article):
        raise RuntimeError

    monkeypatch.setattr("articles.editing.index_article", fail)
    with pytest.raises(RuntimeError):
        save_article(edited(article(5), "改后的条文。"))
    assert article(5).text != "改后的条文。"
    assert article(5).revisions.count() == 1


def test_a_policys_own_data_is_kept_whole(shipped):
    shipped.status, shipped.status_basis = "repealed", "某公告"
    shipped.save()
    shipped.issuers.get(position=4).delete()
    revision = keep_policy(shipped, note="废止")
    assert (revision.number, revision.snapshot["status"]) == (2, "repealed")
    assert len(revision.snapshot["issuers"]) == 3
    first = shipped.revisions.get(number=1).snapshot
    assert (len(first["issuers"]), len(first["divisions"]), first["signed_on"]) == (4, 7, "2009-05-15")


def test_keeping_an_unchanged_policy_makes_no_revision(shipped):
    assert keep_policy(shipped) is None
