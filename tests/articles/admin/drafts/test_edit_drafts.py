"""A change of what readers see is a draft first: seen beside it, previewed, reviewed by a second person."""

import re

import pytest

from articles.admin.drafts import draft_preview
from articles.models import Article, EditDraft, Policy
from articles.models.policies.policy_choices import Publication
from tests.articles.admin.administering import fields_of, path_of
from tests.articles.admin.drafting import KINDS, WORD, drafted, member, page_of, step, stored

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def editor(db):
    return member("编辑甲", "编辑")


@pytest.fixture
def reviewer(db):
    return member("审核乙", "审核")


@pytest.mark.parametrize("kind", KINDS)
def test_an_editors_change_of_what_readers_see_is_a_draft_until_another_person_publishes_it(
    kind, editor, reviewer
):
    before = stored(kind)
    draft = drafted(editor, kind)
    assert stored(kind) == before
    page = page_of(editor, draft)
    assert "草稿" in page
    assert f"<ins>{WORD}</ins>" in page
    assert step(editor, draft, "submit", note="按原件改正").status_code == 302
    assert page_of(reviewer, draft).count("conflict__difference") == 1
    assert step(reviewer, draft, "publish").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.reviewed_by.username) == ("published", "审核乙")
    assert WORD in stored(kind)


def test_readers_search_and_api_get_it_together_and_the_revision_names_both_people(client, editor, reviewer):
    draft = drafted(editor, word="量子雷达")
    article = Article.objects.get(number=12)
    addresses = (article.get_absolute_url(), f"{article.get_absolute_url()[:-1]}.json", "/search/?q=量子雷达")
    assert not any("量子雷达。" in client.get(address).content.decode() for address in addresses[:2])
    step(editor, draft, "submit", note="按原件改正")
    step(reviewer, draft, "publish")
    for address in addresses:
        page = re.sub(r"</?mark[^>]*>", "", client.get(address).content.decode())
        assert "量子雷达" in page, address
    revision = article.revisions.order_by("-number").first()
    assert revision.created_by.username == "编辑甲"
    assert revision.note == "按原件改正；审核：审核乙"


def test_who_may_publish_saves_at_once_or_keeps_a_draft(admin_client):
    row = KINDS["article"][0]()
    values = fields_of(admin_client, path_of(row))
    admin_client.post(path_of(row), {**values, "short_title": "稿标题", "_keep_draft": "1"})
    assert Article.objects.get(pk=row.pk).short_title == row.short_title
    draft = EditDraft.objects.get()
    values = fields_of(admin_client, f"{path_of(row)}?_draft={draft.pk}")
    assert values["short_title"] == "稿标题"
    admin_client.post(path_of(row), {**values, "_draft": draft.pk, "_save": "1"})
    assert Article.objects.get(pk=row.pk).short_title == "稿标题"
    draft.refresh_from_db()
    assert draft.state == "discarded"


def test_what_readers_do_not_see_is_saved_at_once(editor):
    Policy.objects.update(publication=Publication.WITHDRAWN)
    row = KINDS["article"][0]()
    editor.post(path_of(row), {**fields_of(editor, path_of(row)), "short_title": "新标题", "_save": "1"})
    assert Article.objects.get(pk=row.pk).short_title == "新标题"
    assert not EditDraft.objects.exists()


def test_a_draft_that_cannot_be_published_says_why(editor, reviewer):
    row = KINDS["article"][0]()
    values = {**fields_of(editor, path_of(row)), "text": "", "_save": "1"}
    editor.post(path_of(row), values)
    draft = EditDraft.objects.get()
    assert "条文：" in page_of(editor, draft)
    step(editor, draft, "submit", note="试")
    response = step(reviewer, draft, "publish")
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert Article.objects.get(pk=row.pk).text == row.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_shows_the_page_as_it_would_be_and_changes_nothing(kind, client, editor):
    before, draft = stored(kind), drafted(editor, kind)
    address = draft_preview.preview_address(draft)
    response = client.get(address)
    assert response.status_code == 200
    assert "预览" in response.content.decode()
    if kind in ("article", "division", "policy"):
        assert WORD in re.sub(r"<[^>]+>", "", response.content.decode())
    assert response["Cache-Control"].startswith("no-store")
    assert stored(kind) == before
    assert WORD not in client.get(KINDS["article"][0]().get_absolute_url()).content.decode()


def test_a_policy_that_is_not_public_is_previewed_from_its_page(client, admin_client):
    policy = Policy.objects.get()
    assert "/preview/" not in admin_client.get(path_of(policy)).content.decode()
    Policy.objects.update(publication=Publication.DRAFT)
    page = admin_client.get(path_of(policy)).content.decode()
    address = re.search(r'/preview/[^"]+', page)[0]
    assert client.get(policy.get_absolute_url()).status_code == 404
    preview = client.get(address).content.decode()
    assert policy.title in preview
    article = Article.objects.get(number=12)
    assert article.text[:20] in client.get(f"{address}{article.get_absolute_url()[1:]}").content.decode()
    Policy.objects.update(publication=Publication.PUBLISHED)
    assert client.get(address).status_code == 404
