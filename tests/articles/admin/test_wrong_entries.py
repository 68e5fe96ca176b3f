"""A wrong entry is a message in its form; in a list of decisions it is the matter of one row."""

import html

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Article,
    Division,
    Entity,
    EverydayQuestion,
    GoldenQuestion,
    Mention,
    Policy,
    Reference,
)
from articles.models.links.evidence import LinkStatus
from articles.review.decisions import decide
from articles.review.links.link_decisions import publish_links
from articles.review.refusals import Refusal
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.usefixtures("shipped")
ADMIN = "/admin/articles/"


def told(client, path: str, sent: dict) -> str:
    """What the page says after a refused save, with its status."""
    response = client.post(path, sent)
    assert response.status_code == 200, response.status_code
    context = response.context
    errors = [context["adminform"].form.errors.as_text()]
    for inline in context["inline_admin_formsets"]:
        errors += [str(inline.formset.non_form_errors()), *map(str, inline.formset.errors)]
    return html.unescape(" ".join(errors))


def change(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.fixture
def another(import_text) -> Policy:
    return import_text("another", "另一件政策\n第一章 总则\n第一条 支持企业。\n第二条 支持高校。\n")


def test_a_document_number_that_is_taken(admin_client, another):
    sent = {**fields_of(admin_client, change(another)), "document_number": "工信部联科[2009]232号"}
    assert "已有同一发文字号的政策" in told(admin_client, change(another), sent)


def test_a_second_featured_policy(admin_client, another):
    Policy.objects.filter(slug="gxblk-2009-232").update(is_featured=True)
    sent = {**fields_of(admin_client, change(another)), "is_featured": "on"}
    assert "首页政策至多一件" in told(admin_client, change(another), sent)


def test_a_chapter_number_that_is_taken(admin_client, shipped):
    second = Division.objects.get(number=2)
    sent = {**fields_of(admin_client, change(second)), "number": "1"}
    assert "已有这一层级的同一序号" in told(admin_client, change(second), sent)


def test_an_entity_cannot_be_its_own_parent(admin_client):
    entity = Entity.objects.filter(is_group=True, parent=None).first()
    sent = {**fields_of(admin_client, change(entity)), "parent": entity.pk}
    assert "上级" in told(admin_client, change(entity), sent)


def test_the_same_link_twice(admin_client):
    mention = Mention.objects.published().with_quote().in_articles().first()
    sent = fields_of(admin_client, change(mention))
    del sent["version"]
    assert "已经存在" in told(admin_client, f"{ADMIN}mention/add/", sent)


@pytest.fixture
def quoting(article):
    """What the form of a new link sends for words of article 25."""
    entity = Entity.objects.create(kind="goal", slug="test", name="测试目标")
    place = {"policy": article(25).policy_id, "passage": "article", "article": article(25).pk}
    return {**place, "entity": entity.pk, "basis": "named", "status": "published"}


@pytest.mark.parametrize(("quote", "words"), [("国家急需#x", "原文中没有"), ("免征进口关税#*", "没有意义")])
def test_a_hash_in_a_quote(admin_client, quoting, quote, words):
    assert words in told(admin_client, f"{ADMIN}mention/add/", {**quoting, "quote": quote})


def test_the_number_written_in_a_quote_is_no_part_of_it(admin_client, quoting):
    sent = {**quoting, "quote": "免征进口关税#2"}
    assert admin_client.post(f"{ADMIN}mention/add/", sent).status_code == 302
    assert Mention.objects.get(entity=quoting["entity"]).quote == "免征进口关税"


@pytest.fixture
def stale(article) -> Reference:
    return Reference.objects.create(
        **{"policy": article(25).policy, "article": article(25), "number": 1, "status": LinkStatus.STALE},
        **{"quote": "没有这些字", "start": 0, "end": 5},
    )


def test_a_stale_reference_is_not_published_before_its_words_stand(admin_client, stale):
    sent = {**fields_of(admin_client, change(stale)), "status": "published"}
    assert "已不在现在的文字中" in told(admin_client, change(stale), sent)


def test_two_rows_at_one_place(admin_client, shipped):
    sent = fields_of(admin_client, change(shipped))
    sent["issuers-1-position"] = sent["issuers-0-position"]
    assert "重复" in told(admin_client, change(shipped), sent)
    swapped = fields_of(admin_client, change(shipped))
    swapped["issuers-0-position"], swapped["issuers-1-position"] = "2", "1"
    assert "次序" in told(admin_client, change(shipped), swapped)


def test_what_only_the_database_knows_is_told_and_everything_typed_stays(admin_client, monkeypatch):
    """Another's row that came between the check and the save."""
    monkeypatch.setattr(GoldenQuestion, "validate_unique", lambda self, exclude=None: None)
    existing = GoldenQuestion.objects.first()
    sent = {**fields_of(admin_client, f"{ADMIN}goldenquestion/add/"), "query": existing.query}
    sent |= {"has_no_answer": "on", "note": "我写的说明"}
    response = admin_client.post(f"{ADMIN}goldenquestion/add/", sent)
    assert response.status_code == 200
    assert "已有问题相同的测试问题" in response.content.decode()
    assert "我写的说明" in response.content.decode()
    assert not list(response.context["messages"])


def test_one_row_that_collides_takes_no_other_with_it(admin_client, stale, article):
    good = Mention.objects.published().in_articles().with_quote().last()
    twin = Mention.objects.published().in_articles().with_quote().first()
    Mention.objects.filter(pk__in=(good.pk, twin.pk)).update(status=LinkStatus.STALE)
    double = Mention.objects.get(pk=twin.pk)
    double.pk, double.status = None, LinkStatus.PUBLISHED
    double.save(force_insert=True)
    sent = {"action": "publish", "_selected_action": [twin.pk, good.pk]}
    page = admin_client.post(f"{ADMIN}mention/", sent, follow=True).content.decode()
    assert "已发布 1 处" in page
    assert "已经存在" in page
    good.refresh_from_db()
    twin.refresh_from_db()
    assert (good.status, twin.status) == (LinkStatus.PUBLISHED, LinkStatus.STALE)
    decision = publish_links([stale])
    assert decision.done == ()
    assert "没有这些字" in decision.problems[0]


def test_a_decision_names_what_the_database_refuses_at_the_end_of_a_transaction(shipped):
    first, second = shipped.articles.all()[:2]

    def move(article: Article) -> bool:
        if article == first:
            raise Refusal("不动")
        article.position = first.position
        article.save()
        return True

    decision = decide([first, second], move)
    assert decision.done == ()
    assert [problem.partition("：")[2] for problem in decision.problems] == [
        "不动",
        "这件政策已有别的条文在此次序。",
    ]


def test_what_is_no_wrong_entry_is_not_hidden():
    def fail(article: Article) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return True

    with pytest.raises(Exception, match="nowhere"):
        decide(Article.objects.all()[:1], fail)
    assert not issubclass(Refusal, IntegrityError)


def statements_of_saving(client, obj) -> int:
    sent = fields_of(client, change(obj))
    with CaptureQueriesContext(connection) as statements:
        assert client.post(change(obj), sent).status_code == 302
    return len(statements)


def test_rows_that_nobody_changed_are_not_asked_about_one_by_one(admin_client, article):
    EverydayQuestion.objects.create(article=article(12), text="头一个问法")
    statements_of_saving(admin_client, article(12))  # what a process reads once
    few = statements_of_saving(admin_client, article(12))
    for number in range(5):
        EverydayQuestion.objects.create(article=article(12), text=f"问法之{number}")
    assert statements_of_saving(admin_client, article(12)) == few


def test_a_row_of_another_article_is_not_taken_for_one_of_this(admin_client, article):
    other = EverydayQuestion.objects.create(article=article(13), text="别条的问法")
    EverydayQuestion.objects.create(article=article(12), text="本条的问法")
    sent = fields_of(admin_client, change(article(12)))
    sent |= {"everyday_questions-0-id": other.pk, "everyday_questions-0-text": "改过的问法"}
    admin_client.post(change(article(12)), sent)
    other.refresh_from_db()
    assert (other.text, other.article) == ("别条的问法", article(13))
