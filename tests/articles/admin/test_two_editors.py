"""Two editors of one object: the second is refused, loses nothing, and saves with one click."""

import html

import pytest
from django.contrib.auth.models import Group, User

from articles.models import Alias, Article, Division, Entity, GoldenQuestion, Mention, Policy, Reference
from guidance.models import ArticleWithoutMeasure, Fact, SupportMeasure
from tests.articles.admin.administering import fields_of, path_of
from tests.articles.search.settings.drafts import draft

pytestmark = pytest.mark.usefixtures("shipped")


def reference() -> Reference:
    article = Article.objects.get(number=25)
    place = {"quote": article.text[:4], "start": 0, "end": 4, "number": 1}
    return Reference.objects.create(policy=article.policy, article=article, **place)


FIRST, SECOND = "甲编辑写的", "乙编辑写的"
#: Each kind of object, and the fields that the first and the second editor change.
KINDS = {
    "policy": (Policy.objects.get, "source_note", "annex"),
    "division": (Division.objects.first, "title_second", "opening"),
    "article": (lambda: Article.objects.get(number=12), "short_title", "revision_note"),
    "entity": (lambda: Alias.objects.first().entity, "description", "name"),
    "mention": (lambda: Mention.objects.with_basis("editorial").first(), "note", "reason"),
    "reference": (reference, "note", "paragraph"),
    "golden": (GoldenQuestion.objects.first, "note", "query"),
    "settings": (draft, "note", "stop_words"),
    "fact": (Fact.objects.first, "help", "question"),
    "without": (ArticleWithoutMeasure.objects.first, "reason", "reason"),
    "measure": (lambda: SupportMeasure.objects.get(slug="import-duty-major-projects"), "questions", "title"),
    "user": (lambda: User.objects.create_user("某人"), "first_name", "last_name"),
    "group": (lambda: Group.objects.create(name="某组"), "name", "name"),
}


def page_of(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def opened(admin_client):
    """An object, its address, and what the page of it sends when it is saved as it was opened."""

    def open_page(kind: str):
        obj = KINDS[kind][0]()
        return obj, path_of(obj), fields_of(admin_client, path_of(obj))

    return open_page


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_save_is_refused_and_one_click_takes_it_over(admin_client, opened, kind):
    obj, path, sent = opened(kind)
    field = KINDS[kind][1]
    assert admin_client.post(path, {**sent, field: FIRST}).status_code == 302
    second = {**sent, field: SECOND}
    refused = admin_client.post(path, second)
    assert refused.status_code == 409
    assert f"<del>{FIRST[0]}</del><ins>{SECOND[0]}</ins>" in page_of(refused)
    obj.refresh_from_db()
    assert getattr(obj, field) == FIRST
    form_values = fields_of_response(refused)
    assert form_values[field] == SECOND
    assert admin_client.post(path, form_values).status_code == 409, "looking at the difference is no consent"
    response = admin_client.post(path, {**form_values, "_take_over": refused.context["conflict"].version})
    assert response.status_code == 302, page_of(response)
    obj.refresh_from_db()
    assert getattr(obj, field) == SECOND


@pytest.mark.parametrize(
    "kind", [kind for kind, (_, first_field, second_field) in KINDS.items() if first_field != second_field]
)
def test_what_only_the_first_changed_stays_changed(admin_client, opened, kind):
    obj, path, sent = opened(kind)
    _, first_field, second_field = KINDS[kind]
    assert admin_client.post(path, {**sent, first_field: FIRST}).status_code == 302
    typed = "7" if second_field == "paragraph" else SECOND
    refused = admin_client.post(path, {**sent, second_field: typed})
    assert refused.status_code == 409
    assert [item.is_mine for item in refused.context["conflict"].disputed] == [False]
    form_values = fields_of_response(refused)
    assert (form_values[first_field], str(form_values[second_field])) == (FIRST, typed)
    response = admin_client.post(path, {**form_values, "_take_over": refused.context["conflict"].version})
    assert response.status_code == 302, page_of(response)
    obj.refresh_from_db()
    assert getattr(obj, first_field) == FIRST


@pytest.mark.parametrize("kind", KINDS)
def test_saving_a_page_as_it_was_opened_is_no_conflict(admin_client, opened, kind):
    _, path, sent = opened(kind)
    assert admin_client.post(path, sent).status_code == 302


def fields_of_response(response) -> dict:
    class Shown:
        def get(self, path):
            return response

    return fields_of(Shown(), "")


def test_a_page_without_its_version_writes_over_nothing(admin_client, opened):
    entity, path, sent = opened("entity")
    del sent["version"]
    assert admin_client.post(path, {**sent, "description": SECOND}).status_code == 409
    entity.refresh_from_db()
    assert entity.description != SECOND


def test_the_page_says_who_saved_last(admin_client, opened):
    _, path, sent = opened("entity")
    admin_client.post(path, {**sent, "description": FIRST})
    assert "最近一次保存：admin" in page_of(admin_client.post(path, {**sent, "description": SECOND}))


class TestRows:
    """Rows within a page: another's are neither lost nor silently written over."""

    @pytest.fixture
    def entity(self, shipped) -> Entity:
        goal = Entity.objects.create(kind="goal", slug="two-editors", name="两人编辑")
        for name in ("别名一", "别名二"):
            Alias.objects.create(entity=goal, name=name)
        return goal

    def test_a_row_deleted_meanwhile_is_told_and_kept_as_a_new_one_where_it_was_changed(
        self, admin_client, entity
    ):
        path = path_of(entity)
        sent = fields_of(admin_client, path)
        assert admin_client.post(path, {**sent, "aliases-0-DELETE": "on"}).status_code == 302
        refused = admin_client.post(path, {**sent, "aliases-0-note": "乙的说明"})
        assert refused.status_code == 409
        assert "别名一" in page_of(refused)
        assert "作为新的一行" in page_of(refused)
        form_values = fields_of_response(refused)
        response = admin_client.post(path, {**form_values, "_take_over": refused.context["conflict"].version})
        assert response.status_code == 302
        assert sorted(entity.aliases.values_list("name", "note")) == [("别名一", "乙的说明"), ("别名二", "")]

    def test_a_row_deleted_meanwhile_that_nobody_changed_stays_deleted(self, admin_client, entity):
        path = path_of(entity)
        sent = fields_of(admin_client, path)
        admin_client.post(path, {**sent, "aliases-0-DELETE": "on"})
        refused = admin_client.post(path, {**sent, "description": SECOND})
        assert "已从表单里去掉" in page_of(refused)
        form_values = fields_of_response(refused)
        admin_client.post(path, {**form_values, "_take_over": refused.context["conflict"].version})
        assert [alias.name for alias in entity.aliases.all()] == ["别名二"]

    def test_a_row_added_meanwhile_is_shown_and_stays(self, admin_client, entity):
        path = path_of(entity)
        sent = fields_of(admin_client, path)
        added = {"aliases-TOTAL_FORMS": "3", "aliases-2-name": "甲加的", "aliases-2-entity": entity.pk}
        assert admin_client.post(path, {**sent, **added}).status_code == 302
        mine = {**added, "aliases-2-name": "乙加的", "aliases-1-DELETE": "on"}
        refused = admin_client.post(path, {**sent, **mine})
        assert "甲加的" in page_of(refused)
        assert entity.aliases.count() == 3
        form_values = fields_of_response(refused)
        response = admin_client.post(path, {**form_values, "_take_over": refused.context["conflict"].version})
        assert response.status_code == 302, page_of(response)
        assert sorted(entity.aliases.values_list("name", flat=True)) == ["乙加的", "别名一", "甲加的"]

    def test_the_rows_of_a_measure_are_restored_only_over_what_was_seen(self, admin_client, opened):
        measure, path, sent = opened("measure")
        restore = f"/admin/guidance/supportmeasure/{measure.pk}/history/?restore=1"
        admin_client.post(path, {**sent, "title": FIRST})
        version = admin_client.get(restore).context["version"]
        admin_client.post(path, {**fields_of(admin_client, path), "title": SECOND})
        refused = admin_client.post(restore, {"version": version, "reason": "误改"})
        assert refused.status_code == 409
        assert SECOND in page_of(refused)
        measure.refresh_from_db()
        assert measure.title == SECOND
        again = {"version": refused.context["version"], "reason": "误改"}
        assert admin_client.post(restore, again).status_code == 302


def test_what_was_deleted_meanwhile_shows_what_was_typed(admin_client, opened):
    question, path, sent = opened("golden")
    question.delete()
    response = admin_client.post(path, {**sent, "note": SECOND})
    assert response.status_code == 410
    assert SECOND in page_of(response)


def test_settings_put_into_force_meanwhile_show_what_was_typed(admin_client, opened):
    version, path, sent = opened("settings")
    type(version).objects.filter(pk=version.pk).update(status="published")
    response = admin_client.post(path, {**sent, "note": SECOND})
    assert response.status_code == 403
    assert SECOND in page_of(response)
