"""修订记录: readers see what was public and how it changed; no drafts, names or notes."""

import json
import re

import pytest
from django.contrib.auth.models import User

from articles.editing import keep_policy, save_article
from articles.models import Policy
from articles.models.editing.revision import RevisionCause
from articles.review.publication import (
    publish_articles,
    publish_policies,
    withdraw_articles,
    withdraw_policies,
)

pytestmark = pytest.mark.django_db
SECRET = "内部的理由"


@pytest.fixture
def editor():
    return User.objects.create_user("bianji-zhang")


@pytest.fixture
def edit(article, editor):
    def to(text: str, **more):
        row = article(12)
        row.heading, row.short_title, row.text = "", "", text
        save_article(row, by=editor, note=SECRET, **more)

    return to


def changes(client, policy: Policy) -> list[dict]:
    return client.get(f"/api/v1/policies/{policy.slug}/articles/12/history/").json()


def page(client, policy: Policy) -> str:
    return client.get(f"/policies/{policy.slug}/articles/12/history/").content.decode()


def kinds(client, policy: Policy) -> list[str]:
    return [change["kind"] for change in changes(client, policy)]


def test_an_article_that_was_never_changed_says_so(client, shipped):
    assert kinds(client, shipped) == ["entered"]
    assert "收录之后没有改过" in page(client, shipped)
    assert (
        f"/policies/{shipped.slug}/articles/12/history/"
        in client.get(f"/policies/{shipped.slug}/articles/12/").content.decode()
    )


def test_a_correction_is_told_from_an_amendment_word_by_word(client, shipped, edit):
    edit("支持企业建立技术中心。")
    edit("支持企业建立研究中心。", cause=RevisionCause.AMENDED)
    newest, correction, _ = changes(client, shipped)
    assert (newest["kind_label"], correction["kind_label"]) == ("修改", "更正")
    (part,) = newest["parts"]
    assert (part["name"], part["before"]) == ("text", "支持企业建立技术中心。")
    assert re.search("<del>技术[^<]*</del><ins>研究", page(client, shipped))


def test_names_and_notes_of_editors_are_not_told(client, shipped, edit, editor):
    edit("支持企业建立技术中心。")
    for output in (page(client, shipped), json.dumps(changes(client, shipped), ensure_ascii=False)):
        assert SECRET not in output
        assert editor.username not in output


def test_what_was_written_while_it_was_hidden_is_not_told(client, shipped, edit, article, editor):
    withdraw_articles([article(12)], by=editor)
    edit("没有人看过的草稿。")
    edit("支持企业建立技术中心。")
    publish_articles([article(12)], by=editor)
    assert kinds(client, shipped) == ["corrected", "withdrawn", "entered"]
    assert "没有人看过" not in page(client, shipped)


def test_nor_what_was_written_while_the_policy_was_hidden(client, shipped, edit, editor):
    withdraw_policies([shipped], by=editor)
    edit("没有人看过的草稿。")
    edit("支持企业建立技术中心。")
    publish_policies([Policy.objects.get(pk=shipped.pk)], by=editor)
    assert kinds(client, shipped) == ["corrected", "withdrawn", "entered"]
    assert "没有人看过" not in page(client, shipped)


def test_nor_what_was_written_while_the_policy_was_a_draft(client, shipped, edit):
    first = shipped.revisions.get()
    type(first).objects.update(snapshot={**first.snapshot, "publication": "draft"})
    edit("没有人看过的草稿。")
    edit("支持企业建立技术中心。")
    keep_policy(shipped)
    assert kinds(client, shipped) == ["entered"]
    revisions = client.get(f"/api/v1/policies/{shipped.slug}/articles/12/revisions/").json()["results"]
    assert [row["text"] for row in revisions] == ["支持企业建立技术中心。"]


def test_it_is_cached_until_something_changes(client, shipped, edit):
    address = f"/policies/{shipped.slug}/articles/12/history/"
    tag = client.get(address)["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    edit("支持企业建立技术中心。")
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_articles_that_readers_cannot_see_have_none(client, shipped, article, editor):
    withdraw_articles([article(12)], by=editor)
    for address in (
        f"/policies/{shipped.slug}/articles/12/history/",
        f"/api/v1/policies/{shipped.slug}/articles/12/history/",
        f"/policies/{shipped.slug}/articles/999/history/",
        "/policies/nothing/articles/1/history/",
    ):
        assert client.get(address).status_code == 404
