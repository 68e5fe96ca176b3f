"""A change of what readers see is a draft first: seen beside it, previewed, reviewed by a second person."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.admin import draft_preview
from articles.models import Alias, Article, Division, EditDraft, Mention, Policy
from articles.models.policy_choices import Publication
from guidance.models import SupportMeasure
from policy_portal.clock import tick
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.usefixtures("shipped")

WORD = "（修改稿加的字）"
#: Each kind that keeps drafts, and a field of its form that is text.
KINDS = {
    "article": (lambda: Article.objects.get(number=12), "text"),
    "policy": (Policy.objects.get, "source_note"),
    "division": (lambda: Division.objects.filter(kind="chapter").first(), "title_second"),
    "entity": (lambda: Alias.objects.first().entity, "description"),
    "mention": (lambda: Mention.objects.published().with_basis("editorial").first(), "note"),
    "measure": (lambda: SupportMeasure.objects.get(slug="import-duty-major-projects"), "questions"),
}


def member(name: str, group: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return member("编辑甲", "编辑")


@pytest.fixture
def reviewer(db):
    return member("审核乙", "审核")


def path_of(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def drafted(client: Client, kind: str = "article", word: str = WORD) -> EditDraft:
    """The draft that a save of the form with `word` added to a field makes."""
    row, field = KINDS[kind][0](), KINDS[kind][1]
    values = fields_of(client, path_of(row))
    response = client.post(path_of(row), {**values, field: f"{values.get(field, '')}{word}", "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    return EditDraft.objects.latest("pk")


def step(client: Client, draft: EditDraft, name: str, **values: str):
    return client.post(f"/admin/articles/editdraft/{draft.pk}/step/", {"step": name, **values})


def page_of(client: Client, draft: EditDraft) -> str:
    return client.get(f"/admin/articles/editdraft/{draft.pk}/change/").content.decode()


def stored(kind: str) -> str:
    return getattr(KINDS[kind][0](), KINDS[kind][1])


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


def test_a_draft_is_gone_on_with_where_it_was_left(editor):
    draft = drafted(editor)
    row = KINDS["article"][0]()
    values = fields_of(editor, f"{path_of(row)}?_draft={draft.pk}")
    assert values["text"].endswith(WORD)
    editor.post(path_of(row), {**values, "short_title": "新标题", "_draft": draft.pk, "_keep_draft": "1"})
    draft = EditDraft.objects.get()
    assert draft.form_data["short_title"] == ["新标题"]
    assert "新标题" in page_of(editor, draft)


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


def test_what_was_saved_meanwhile_is_not_overwritten_but_merged(admin_client, editor, reviewer):
    draft = drafted(editor)
    row = KINDS["article"][0]()
    values = {**fields_of(admin_client, path_of(row)), "short_title": "别人改的", "_save": "1"}
    admin_client.post(path_of(row), values)
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "publish").status_code == 409
    step(editor, draft, "take_back")
    page = editor.get(f"{path_of(row)}?_draft={draft.pk}")
    assert page.status_code == 200
    assert [one.label for one in page.context["conflict"].adopted] == ["展示用短标题"]
    merged = fields_of(editor, f"{path_of(row)}?_draft={draft.pk}")
    sent = {**merged, "_draft": draft.pk, "_take_over": page.context["conflict"].version}
    assert editor.post(path_of(row), sent).status_code == 302
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "publish").status_code == 302
    article = Article.objects.get(pk=row.pk)
    assert (article.short_title, article.text.endswith(WORD)) == ("别人改的", True)


def test_nobody_decides_on_a_draft_of_their_own(admin_client, editor):
    draft = drafted(editor)
    step(editor, draft, "submit", note="试")
    assert "等待另一位" in page_of(editor, draft)
    assert step(editor, draft, "publish").status_code == 409
    own = EditDraft.objects.get(pk=draft.pk)
    own.state, own.reviewed_by, own.reviewed_at = "published", own.created_by, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        own.save()


@pytest.mark.parametrize(
    ("name", "values", "state"),
    [
        ("submit", {"note": "理由"}, "submitted"),
        ("submit", {}, "editing"),
        ("discard", {}, "discarded"),
        ("take_back", {}, "editing"),
        ("reopen", {}, "editing"),
        ("nonsense", {}, "editing"),
    ],
)
def test_the_steps_of_an_author(editor, name, values, state):
    draft = drafted(editor)
    step(editor, draft, name, **values)
    draft.refresh_from_db()
    assert draft.state == state


def test_a_reviewer_sends_back_with_a_comment_that_the_author_sees(editor, reviewer):
    draft = drafted(editor)
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "send_back").status_code == 409
    step(reviewer, draft, "send_back", comment="依据呢")
    draft.refresh_from_db()
    assert draft.state == "returned"
    assert "依据呢" in page_of(editor, draft)
    assert "依据呢" in editor.get(f"{path_of(draft.row)}?_draft={draft.pk}").content.decode()


def test_a_scheduled_draft_is_published_when_its_time_has_come(editor, reviewer):
    draft = drafted(editor)
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "schedule", at="2020-01-01T09:00").status_code == 409
    assert step(reviewer, draft, "schedule", at="日出").status_code == 409
    step(reviewer, draft, "schedule", at="2090-01-01T09:00")
    tick()
    assert WORD not in stored("article")
    EditDraft.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    tick()
    assert WORD in stored("article")
    assert EditDraft.objects.get().state == "published"


def test_a_scheduled_draft_that_cannot_be_published_waits_again_and_says_why(
    admin_client, editor, reviewer, capsys
):
    draft = drafted(editor)
    step(editor, draft, "submit", note="试")
    step(reviewer, draft, "schedule", at="2090-01-01T09:00")
    row = KINDS["article"][0]()
    values = {**fields_of(admin_client, path_of(row)), "short_title": "别人改的", "_save": "1"}
    admin_client.post(path_of(row), values)
    EditDraft.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_drafts")
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert "已被改过" in draft.problem
    assert "退回待审 1 份" in capsys.readouterr().out
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


def test_links_of_a_preview_stay_in_it(client, editor):
    draft = drafted(editor)
    address = draft_preview.preview_address(draft)
    page = client.get(address).content.decode()
    policy = Policy.objects.get().get_absolute_url()
    assert f'href="{address}{policy[1:]}' in page
    full = client.get(f"{address}{policy[1:]}full/")
    assert WORD in full.content.decode()
    assert client.get(f"{address}admin/").status_code == 404


def test_a_preview_ends_with_its_time_and_with_its_draft(client, editor, monkeypatch):
    draft = drafted(editor)
    address = draft_preview.preview_address(draft)
    assert client.get(address[:-3] + "xx/").status_code == 404
    step(editor, draft, "discard")
    assert client.get(address).status_code == 404
    step(editor, draft, "reopen")
    assert client.get(address).status_code == 200
    monkeypatch.setattr(draft_preview, "LIFETIME", -1)
    assert client.get(address).status_code == 404


def test_a_policy_that_is_not_public_is_previewed_from_its_page(client, admin_client):
    policy = Policy.objects.get()
    assert "/preview/" not in admin_client.get(path_of(policy)).content.decode()
    Policy.objects.update(publication=Publication.DRAFT)
    page = admin_client.get(path_of(policy)).content.decode()
    address = re.search(r'/preview/[^"]+', page)[0]
    assert client.get(policy.get_absolute_url()).status_code == 404
    shown = client.get(address).content.decode()
    assert policy.title in shown
    article = Article.objects.get(number=12)
    assert article.text[:20] in client.get(f"{address}{article.get_absolute_url()[1:]}").content.decode()
    Policy.objects.update(publication=Publication.PUBLISHED)
    assert client.get(address).status_code == 404
