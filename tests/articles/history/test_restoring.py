"""Each kind of row: a change by a person is kept with the state before, shown in words, and taken back."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.history.content_kinds import history_of
from articles.models import (
    Article,
    Division,
    Entity,
    EverydayQuestion,
    GoldenQuestion,
    InternalNote,
    LaterRule,
    Mention,
    Policy,
    PolicyVersion,
    Reference,
    RowRevision,
    SearchConfiguration,
)
from articles.review.links.link_decisions import reject_links
from articles.search import search
from articles.search.settings.configuration import texts_in_force
from articles.versions.keeping import keep_present
from guidance.models import ArticleWithoutMeasure, Fact, SupportMeasure
from policy_portal.models import AuditEntry
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.django_db


def _reference() -> Reference:
    article = Article.objects.of_policy(Policy.objects.get()).first()
    place = {"quote": article.text[:4], "start": 0, "end": 4, "number": 1}
    row = Reference.objects.create(policy=article.policy, article=article, **place)
    Reference.objects.with_ids([row.pk]).resolve_targets()
    return row


def _version() -> PolicyVersion:
    version = keep_present(Policy.objects.get())
    PolicyVersion.objects.with_ids([version.pk]).update(made_on=date(2008, 1, 1))
    return version


def _golden() -> GoldenQuestion:
    question = GoldenQuestion.objects.create(query="谁能减税")
    question.answers.create(article=Article.objects.get(number=25))
    return question


#: A row of each kind, and a field to change.
KINDS = {
    "policy": (Policy.objects.get, "source_note"),
    "division": (Division.objects.first, "title_first"),
    "article": (lambda: Article.objects.get(number=12), "short_title"),
    "entity": (lambda: Entity.objects.get(slug="mof"), "description"),
    "mention": (lambda: Mention.objects.filter(basis="named").first(), "note"),
    "reference": (_reference, "note"),
    "laterrule": (LaterRule.objects.first, "explanation"),
    "policyversion": (_version, "source"),
    "question": (EverydayQuestion.objects.first, "text"),
    "golden": (_golden, "note"),
    "settings": (lambda: SearchConfiguration.objects.create(**texts_in_force()), "note"),
    "fact": (Fact.objects.first, "help"),
    "without": (ArticleWithoutMeasure.objects.first, "reason"),
    "measure": (lambda: SupportMeasure.objects.published().first(), "promise"),
}


def path(row, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def present(row) -> dict:
    history = history_of(type(row))
    return json.loads(json.dumps(history.present(history.row(row.pk)), default=str))


def edit(client, row, **values):
    response = client.post(path(row), {**fields_of(client, path(row)), **values})
    assert response.status_code == 302, response.context["adminform"].form.errors


def restore(client, row, number: int, **sent):
    address = f"{path(row, 'history')}?restore={number}"
    version = client.get(address).context["version"]
    return client.post(address, {"version": version, "reason": "误改", **sent})


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_kept_compared_and_taken_back(admin_client, admin_user, kind):
    make, field = KINDS[kind]
    row = make()
    before = present(row)
    edit(admin_client, row, **{field: "改动之后的文字", "revision_note": "因为要试"})
    after = present(row)
    assert after[field] == "改动之后的文字"
    revisions = list(history_of(type(row)).revisions(row.pk))
    last = revisions[0]
    assert (last.created_by, "因为要试" in last.note) == (admin_user, True)
    page = admin_client.get(path(row, "history"), {"a": last.number - 1, "b": "now"})
    (difference,) = page.context["differences"]
    assert difference.after == "改动之后的文字"
    assert "<ins>" in page.content.decode()
    assert restore(admin_client, row, last.number - 1).status_code == 302
    assert present(row) == before
    newest = history_of(type(row)).revisions(row.pk)[0]
    assert newest.note == f"恢复到修订 {last.number - 1}：误改"
    assert AuditEntry.objects.latest("number").what == newest.note


def test_nothing_is_restored_over_what_was_not_seen_or_without_a_reason(admin_client):
    row = KINDS["fact"][0]()
    edit(admin_client, row, help="第一次")
    assert restore(admin_client, row, 1, reason=" ").status_code == 400
    assert restore(admin_client, row, 1, version="x").status_code == 409
    assert present(row)["help"] == "第一次"


def test_a_rejected_link_comes_back_and_its_page_with_it(admin_client, admin_user, client):
    row = Mention.objects.published().filter(basis="named", article__isnull=False).first()
    reject_links([row], by=admin_user)
    name = f">{row.entity.name}<"
    address = f"{row.article.get_absolute_url()}"
    hidden = client.get(address).content.decode().count(name)
    assert restore(admin_client, row, 1).status_code == 302
    row.refresh_from_db()
    assert row.status == "published"
    assert client.get(address).content.decode().count(name) > hidden
    assert [revision.note for revision in RowRevision.of_row(row)][::-1] == [
        "编辑之前的内容", "已否决", "恢复到修订 1：误改",
    ]  # fmt: skip


def test_a_link_whose_words_are_gone_is_not_restored(admin_client, admin_user):
    row = Mention.objects.published().filter(basis="named", article__number=25).first()
    reject_links([row], by=admin_user)
    article = row.article
    edit(admin_client, article, text=article.text.replace(row.quote, "某某"), heading="", short_title="")
    response = restore(admin_client, row, 1)
    assert response.status_code == 409
    assert "没有恢复" in response.content.decode()


def test_a_restored_text_brings_links_and_search_with_it(admin_client):
    article = Article.objects.get(number=25)
    links = set(Mention.objects.published().of_article(article).values_list("pk", flat=True))
    measures = set(SupportMeasure.objects.published().of_article(article).values_list("pk", flat=True))
    edit(admin_client, article, text=article.text.replace("免征", "量子纠缠"))
    assert search("量子纠缠").hits
    assert restore(admin_client, article, 1).status_code == 302
    assert not search("量子纠缠").hits
    assert set(Mention.objects.published().of_article(article).values_list("pk", flat=True)) == links
    assert (
        set(SupportMeasure.objects.published().of_article(article).values_list("pk", flat=True)) == measures
    )
    assert Article.objects.get(number=25).text == article.text


def test_a_deleted_row_is_found_and_restored_with_its_parts(admin_client):
    question = KINDS["golden"][0]()
    before, address = present(question), path(question, "history")
    admin_client.post(path(question, "delete"), {"post": "yes"})
    assert not GoldenQuestion.objects.filter(pk=question.pk).exists()
    response = admin_client.get("/admin/articles/rowrevision/", {"is_deletion__exact": "1"})
    assert address in response.content.decode()
    assert "已被删除" in admin_client.get(address).content.decode()
    assert restore(admin_client, question, 1).status_code == 302
    assert present(question) == before


def test_a_question_deleted_beside_its_article_comes_back(admin_client):
    question = EverydayQuestion.objects.first()
    article = question.article
    sent = fields_of(admin_client, path(article))
    prefix = next(name[:-3] for name, value in sent.items() if name.endswith("-id") and value == question.pk)
    edit(admin_client, article, **{f"{prefix}-DELETE": "on"})
    assert not EverydayQuestion.objects.filter(pk=question.pk).exists()
    assert restore(admin_client, question, 1).status_code == 302
    assert EverydayQuestion.objects.get(pk=question.pk).text == question.text


@pytest.mark.parametrize(
    ("role", "opens", "restores"), [("编辑", 200, 302), ("审核", 200, 403), ("管理员", 200, 302)]
)
def test_who_may_change_restores_and_who_may_publish_restores_the_status(
    client, admin_user, role, opens, restores
):
    fact = KINDS["fact"][0]()
    client.force_login(admin_user)
    edit(client, fact, help="第一次")
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    assert client.get(path(fact, "history")).status_code == opens
    page = client.get(f"{path(fact, 'history')}?restore=1")
    version = page.context["version"] if page.status_code == 200 else ""
    sent = {"version": version, "reason": "误改"}
    assert client.post(f"{path(fact, 'history')}?restore=1", sent).status_code == restores


def test_an_editor_restores_the_content_but_not_the_publication(client, admin_user):
    article = Article.objects.get(number=25)
    client.force_login(admin_user)
    client.post(path(article, "publication"), {"step": "withdraw", "_confirmed": "1"})
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="编辑"))
    client.force_login(editor)
    page = client.get(f"{path(article, 'history')}?restore=1")
    assert "须有发布的权限" in page.content.decode()
    restore(client, article, 1)
    article.refresh_from_db()
    assert article.publication == "withdrawn"


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_nobody_changed_has_a_page_that_says_so(admin_client, kind):
    row = KINDS[kind][0]()
    page = admin_client.get(path(row, "history"))
    assert page.status_code == 200
    assert page.context["total"] or "还没有人改过它" in page.content.decode()


def test_the_linker_and_imports_leave_no_revision_of_a_row():
    assert RowRevision.objects.count() == 0
    assert Mention.objects.exists()


class TestNotes:
    def test_only_their_author_changes_them(self, admin_client, client, admin_user):
        row = Mention.objects.first()
        admin_client.post(path(row, "notes"), {"text": "请核对 <b>"})
        note = InternalNote.objects.get()
        assert "请核对 &lt;b&gt;" in admin_client.get(path(row)).content.decode()
        assert "请核对" in admin_client.get(path(row, "history")).content.decode()
        other = User.objects.create_superuser("other")
        client.force_login(other)
        for sent in ({"text": "别的"}, {"delete": "1"}):
            assert client.post(path(row, "notes"), {"note": note.pk, **sent}).status_code == 403
        client.force_login(admin_user)
        client.post(path(row, "notes"), {"note": note.pk, "text": "核对过了"})
        assert InternalNote.objects.get().text == "核对过了"
        client.post(path(row, "notes"), {"note": note.pk, "delete": "1"})
        assert not InternalNote.objects.exists()

    def test_an_empty_one_is_refused_in_words(self, admin_client):
        response = admin_client.post(path(Mention.objects.first(), "notes"), {"text": " "}, follow=True)
        assert "没有保存" in response.content.decode()
