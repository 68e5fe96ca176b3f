"""The administration: texts kept to the letter, a revision for each change, nothing deleted."""

import html
from functools import partial

import pytest

from articles.models import Article
from tests.articles.admin.administering import fields_of

ARTICLES = "/admin/articles/article/"
POLICIES = "/admin/articles/policy/"


@pytest.fixture
def form_of(admin_client):
    """The fields of a change page as a browser would send them back."""
    return partial(fields_of, admin_client)


def test_changing_an_article_keeps_the_text_exact_and_makes_a_revision(
    admin_client, admin_user, article, form_of
):
    path = f"{ARTICLES}{article(5).pk}/change/"
    text = f"{article(5).text}\r\n　　第二款，末尾有空格。 "
    response = admin_client.post(path, {**form_of(path), "text": text, "revision_note": "增加一款"})
    assert response.status_code == 302
    assert article(5).text == text.replace("\r\n", "\n")
    latest = article(5).revisions.get(number=2)
    assert (latest.created_by, latest.note) == (admin_user, "增加一款")


def test_a_heading_that_is_not_in_the_text_is_refused_in_chinese(admin_client, article, form_of):
    path = f"{ARTICLES}{article(5).pk}/change/"
    response = admin_client.post(path, {**form_of(path), "heading": "另一个条标"})
    assert response.status_code == 200
    assert "条标须是条文开头的原文" in html.unescape(response.content.decode())
    assert article(5).revisions.count() == 1


def test_changing_a_policy_keeps_the_earlier_state(admin_client, admin_user, shipped, form_of):
    path = f"{POLICIES}{shipped.pk}/change/"
    changed = {**form_of(path), "status": "amended", "status_basis": "某公告"}
    assert admin_client.post(path, changed).status_code == 302
    shipped.refresh_from_db()
    assert shipped.status == "amended"
    assert [r.snapshot["status"] for r in shipped.revisions.order_by("number")] == ["unverified", "amended"]
    assert shipped.revisions.get(number=2).created_by == admin_user


def test_a_status_without_basis_is_refused(admin_client, shipped, form_of):
    path = f"{POLICIES}{shipped.pk}/change/"
    response = admin_client.post(path, {**form_of(path), "status": "in_force"})
    assert "请写明效力状态的依据" in html.unescape(response.content.decode())


def test_a_new_chapter_gets_its_name_and_address(admin_client, shipped):
    values = {
        "policy": shipped.pk,
        "kind": "chapter",
        "number": 8,
        "label_form": "numbered",
        "suffix": 0,
        "title_first": "附则",
        "position": 8,
    }
    assert admin_client.post("/admin/articles/division/add/", values).status_code == 302
    chapter = shipped.divisions.get(number=8)
    assert (chapter.eid, chapter.address) == ("chp_8", "8")
    assert shipped.revisions.count() == 2


@pytest.mark.parametrize("name", ["article", "policy", "division"])
def test_nothing_can_be_deleted(admin_client, shipped, name):
    row = {"article": shipped.articles, "policy": type(shipped).objects, "division": shipped.divisions}[
        name
    ].first()
    assert admin_client.get(f"/admin/articles/{name}/{row.pk}/delete/").status_code == 403
    assert "delete_selected" not in admin_client.get(f"/admin/articles/{name}/").content.decode()


@pytest.mark.parametrize(
    ("path", "finds"),
    [
        (ARTICLES, "第二十五条"),
        (f"{ARTICLES}?q=标龄", "第十八条"),
        (f"{POLICIES}?q=232", "工信部联科"),
        ("/admin/articles/division/?q=知识产权", "第五章"),
    ],
)
def test_lists_and_searches_work_in_chinese(admin_client, shipped, path, finds):
    page = admin_client.get(path)
    assert page.status_code == 200
    assert finds in page.content.decode()


def test_the_list_of_articles_asks_the_database_a_fixed_number_of_questions(
    admin_client, shipped, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        admin_client.get(ARTICLES)


def test_strangers_are_sent_to_the_login_page(client, shipped):
    assert client.get(ARTICLES).headers["Location"].startswith("/admin/login/")
    assert Article.objects.count() == 34
