"""The administration speaks Chinese: every name, label, help text, filter and refusal an editor meets."""

import html
import re

import pytest
from django.apps import apps
from django.contrib import admin

from articles.models import Article, Division, Policy
from policy_portal.models import AuditEntry
from tests.articles.admin.administering import NO_ROWS

EDITED = [Policy, Division, Article]
ALL = list(apps.get_app_config("articles").get_models())
HAS_CHINESE = re.compile(r"[\u4e00-\u9fff]")
INTERNAL_NAME = re.compile(r"\b[a-z]+_[a-z_]+\b")


def path_of(model, action: str = "", pk: int | None = None) -> str:
    parts = [model._meta.model_name, pk, action]
    return f"/admin/articles/{'/'.join(str(part) for part in parts if part)}/"


def visible(response) -> str:
    page = response.content.decode()
    return html.unescape(re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", "\n", page, flags=re.S))


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_each_model_has_a_chinese_name(model):
    assert HAS_CHINESE.search(str(model._meta.verbose_name))
    assert HAS_CHINESE.search(str(model._meta.verbose_name_plural))


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_each_field_of_a_form_has_a_chinese_label(admin_client, shipped, model):
    row = model.objects.order_by("pk").first()
    form = admin_client.get(path_of(model, "change", row.pk)).context["adminform"].form
    assert form.fields
    for name, field in form.fields.items():
        assert HAS_CHINESE.search(str(field.label)) or name == "sha256", name
        assert not field.help_text or HAS_CHINESE.search(str(field.help_text)), name


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("action", ["", "add"])
def test_each_page_opens_and_names_no_internal_thing(admin_client, shipped, model, action):
    response = admin_client.get(path_of(model, action))
    assert response.status_code == 200
    assert not INTERNAL_NAME.search(visible(response))


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_lists_can_be_searched_and_filtered(admin_client, shipped, model):
    registered = admin.site.get_model_admin(model)
    assert registered.search_fields
    assert registered.list_filter
    assert HAS_CHINESE.search(registered.search_help_text)
    for typed in ("技术", "%", "'", "\\", "25", "\u3000"):
        assert admin_client.get(path_of(model), {"q": typed}).status_code == 200


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("article", {"number": "0"}),
        ("article", {"number": "100000"}),
        ("article", {"suffix": "1000"}),
        ("article", {"position": "2"}),
        ("article", {"number": "2"}),
        ("article", {"text": ""}),
        ("division", {"number": "0"}),
        ("division", {"number": "100000"}),
        ("division", {"title_first": "", "title_second": "后半"}),
        ("division", {"position": "2"}),
    ],
)
def test_a_refusal_is_said_in_words_not_by_the_name_of_a_constraint(admin_client, shipped, path, values):
    model = {"article": Article, "division": Division}[path]
    row = model.objects.order_by("pk").first()
    page = path_of(model, "change", row.pk)
    form = admin_client.get(page).context["adminform"].form
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    management = NO_ROWS
    response = admin_client.post(page, {**sent, **management, **values})
    assert response.status_code == 200
    refusals = [error for errors in response.context["adminform"].form.errors.values() for error in errors]
    assert refusals
    assert all(HAS_CHINESE.search(error) and not INTERNAL_NAME.search(error) for error in refusals)


def test_a_new_article_is_a_draft_that_nobody_finds_until_it_is_made_public(
    admin_client, admin_user, client, shipped
):
    values = {
        "policy": shipped.pk,
        "division": shipped.divisions.get(number=7).pk,
        "number": 34,
        "suffix": 1,
        "unit": "article",
        "heading": "",
        "short_title": "",
        "text": "推广量子计算。",
        "position": 35,
        "revision_note": "增补",
        **NO_ROWS,
    }
    assert admin_client.post(path_of(Article, "add"), values).status_code == 302
    added = shipped.articles.get(number=34, suffix=1)
    assert [(r.number, r.note, r.created_by) for r in added.revisions.all()] == [(1, "增补", admin_user)]
    address = added.get_absolute_url()
    assert client.get(address).status_code == 404
    assert not client.get("/search/", {"q": "量子计算"}).context["results"].hits
    page = admin_client.get(path_of(Article, "change", added.pk)).content.decode()
    assert "草稿：读者看不到" in page
    assert address not in page
    pressed = admin_client.post(path_of(Article, "publication", added.pk), {"step": "publish"}, follow=True)
    assert "已公开 1 条" in pressed.content.decode()
    assert client.get(address).status_code == 200
    assert client.get("/search/", {"q": "量子计算"}).context["results"].hits[0].article == added
    assert added.revisions.first().note == "公开"
    assert {entry.user for entry in AuditEntry.objects.all()} == {admin_user}


@pytest.mark.parametrize(
    "text",
    [
        "　　首行缩进。",
        "尾随空格。  ",
        "\n首行为空。",
        "全角，半角,混用。",
        "第一款。\n\n第三款。",
        "<b>&amp;",
    ],
)
def test_a_text_typed_in_the_form_is_stored_to_the_letter(admin_client, article, text):
    page = path_of(Article, "change", article(12).pk)
    form = admin_client.get(page).context["adminform"].form
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    management = NO_ROWS
    response = admin_client.post(page, {**sent, **management, "text": text.replace("\n", "\r\n")})
    assert response.status_code == 302
    assert article(12).text == text
    assert article(12).revisions.get(number=2).text == text
