"""What becomes of a draft of a change: gone on with, submitted, sent back, scheduled, previewed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.admin.drafts import draft_preview, draft_replay
from articles.models import Article, EditDraft, Policy
from articles.models.postgres.content_versions import content_versions, one_state, remembered
from policy_portal.scheduled_publication import publish_scheduled
from tests.articles.admin.administering import fields_of, path_of
from tests.articles.admin.drafting import KINDS, WORD, drafted, member, page_of, step, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stored_draft(module_transaction) -> int:
    return drafted(member("编辑甲", "编辑")).pk


@pytest.fixture
def draft(db, stored_draft) -> EditDraft:
    return EditDraft.objects.get(pk=stored_draft)


@pytest.fixture
def editor(draft) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=draft.created_by_id))
    return client


@pytest.fixture
def reviewer(db) -> Client:
    return member("审核乙", "审核")


def test_a_draft_is_gone_on_with_where_it_was_left(draft, editor):
    row = KINDS["article"][0]()
    values = fields_of(editor, f"{path_of(row)}?_draft={draft.pk}")
    assert values["text"].endswith(WORD)
    editor.post(path_of(row), {**values, "short_title": "新标题", "_draft": draft.pk, "_keep_draft": "1"})
    draft.refresh_from_db()
    assert draft.form_data["short_title"] == ["新标题"]
    assert "新标题" in page_of(editor, draft)


def test_what_was_saved_meanwhile_is_not_overwritten_but_merged(admin_client, draft, editor, reviewer):
    row = KINDS["article"][0]()
    values = {**fields_of(admin_client, path_of(row)), "short_title": "别人改的", "_save": "1"}
    admin_client.post(path_of(row), values)
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "publish").status_code == 409
    step(editor, draft, "take_back")
    page = editor.get(f"{path_of(row)}?_draft={draft.pk}")
    assert page.status_code == 200
    assert [disputed.label for disputed in page.context["conflict"].adopted] == ["展示用短标题"]
    merged = fields_of(editor, f"{path_of(row)}?_draft={draft.pk}")
    sent = {**merged, "_draft": draft.pk, "_take_over": page.context["conflict"].version}
    assert editor.post(path_of(row), sent).status_code == 302
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "publish").status_code == 302
    article = Article.objects.get(pk=row.pk)
    assert (article.short_title, article.text.endswith(WORD)) == ("别人改的", True)


def test_nobody_decides_on_a_draft_of_their_own(admin_client, draft, editor):
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
def test_the_steps_of_an_author(draft, editor, name, values, state):
    step(editor, draft, name, **values)
    draft.refresh_from_db()
    assert draft.state == state


def test_a_reviewer_sends_back_with_a_comment_that_the_author_sees(draft, editor, reviewer):
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "send_back").status_code == 409
    step(reviewer, draft, "send_back", comment="依据呢")
    draft.refresh_from_db()
    assert draft.state == "returned"
    assert "依据呢" in page_of(editor, draft)
    assert "依据呢" in editor.get(f"{path_of(draft.row)}?_draft={draft.pk}").content.decode()


def test_a_scheduled_draft_is_published_when_its_time_has_come(draft, editor, reviewer):
    step(editor, draft, "submit", note="试")
    assert step(reviewer, draft, "schedule", at="2020-01-01T09:00").status_code == 409
    assert step(reviewer, draft, "schedule", at="日出").status_code == 409
    step(reviewer, draft, "schedule", at="2090-01-01T09:00")
    publish_scheduled()
    assert WORD not in stored("article")
    EditDraft.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    publish_scheduled()
    assert WORD in stored("article")
    assert EditDraft.objects.get().state == "published"


def test_a_scheduled_draft_that_cannot_be_published_waits_again_and_says_why(
    admin_client, draft, editor, reviewer, capsys
):
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


def test_links_of_a_preview_stay_in_it(client, draft, editor):
    address = draft_preview.preview_address(draft)
    page = client.get(address).content.decode()
    policy = Policy.objects.get().get_absolute_url()
    assert f'href="{address}{policy[1:]}' in page
    full = client.get(f"{address}{policy[1:]}full/")
    assert WORD in full.content.decode()
    assert client.get(f"{address}admin/").status_code == 404


def test_a_preview_ends_with_its_time_and_with_its_draft(client, draft, editor, monkeypatch):
    address = draft_preview.preview_address(draft)
    assert client.get(address[:-3] + "xx/").status_code == 404
    step(editor, draft, "discard")
    assert client.get(address).status_code == 404
    step(editor, draft, "reopen")
    assert client.get(address).status_code == 200
    monkeypatch.setattr(draft_preview, "LIFETIME", -1)
    assert client.get(address).status_code == 404


def test_what_is_computed_in_a_rehearsal_is_not_remembered(draft, monkeypatch):
    @remembered(Article)
    def text() -> str:
        return Article.objects.get(number=12).text

    def replayed(draft):
        problems = real(draft)
        assert WORD in text()
        return problems

    real = draft_replay.replay
    monkeypatch.setattr(draft_replay, "replay", replayed)
    with one_state():
        content_versions()
        assert draft_replay.rehearse(draft) == []
        assert WORD not in text()
