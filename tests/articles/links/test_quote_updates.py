"""Links follow an edited text in the edit's own transaction, or wait for another look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import keep_policy, save_article
from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.links.evidence import LinkStatus
from articles.review.links.link_decisions import publish_links
from tests.articles.admin.administering import NO_ROWS

TEXT = "某办法\n第一条 支持量子企业。量子企业应当创新，落实量子补贴。\n"


@pytest.fixture
def law(import_text) -> Policy:
    law = import_text("law", TEXT)
    article = law.articles.get()
    for slug, name in (("quantum", "量子企业"), ("subsidy", "量子补贴")):
        entity = Entity.objects.create(kind="actor", slug=slug, name=name)
        start = article.text.find(name)
        while start >= 0:
            Mention.objects.create(
                policy=law, article=article, entity=entity, basis="named", quote=name, start=start,
                end=start + len(name), status=LinkStatus.PUBLISHED,
            )  # fmt: skip
            start = article.text.find(name, start + 1)
    return law


@pytest.fixture
def edit(law, django_capture_on_commit_callbacks):
    def edit_text(text: str) -> Article:
        article = law.articles.get()
        article.text, article.heading = text, ""
        save_article(article)
        return article

    return edit_text


def links(law) -> list[tuple[str, int, str]]:
    return [(m.quote, m.start, m.status) for m in Mention.objects.of_policy(law).order_by("pk")]


def test_words_around_an_edit_move_with_it(law, edit):
    edit("大力支持量子企业。量子企业应当积极创新，落实量子补贴。")
    assert links(law) == [
        ("量子企业", 4, "published"),
        ("量子企业", 9, "published"),
        ("量子补贴", 22, "published"),
    ]


def test_words_that_are_gone_wait_for_another_look(law, edit):
    article = edit("支持量子企业。量子企业应当创新，落实税收优惠。")
    assert links(law)[2] == ("量子补贴", 18, "stale")
    assert [m.quote for m in Mention.objects.published().of_article(article)] == ["量子企业", "量子企业"]


def test_words_that_can_no_longer_be_told_apart_wait_as_well(law, edit):
    edit("对量子企业：创新；落实量子补贴。")
    states = [state for _, _, state in links(law)]
    assert states.count("stale") == 2
    assert states[2] == "published"


def test_restoring_the_text_does_not_publish_again(law, edit):
    original = law.articles.get().text
    edit("支持量子企业。量子企业应当创新，落实税收优惠。")
    edit(original)
    assert links(law)[2][2] == "stale"
    decision = publish_links(Mention.objects.of_policy(law).filter(status="stale"))
    assert (len(decision.done), decision.problems) == (1, ())
    assert links(law)[2] == ("量子补贴", 18, "published")


def test_a_stale_link_whose_words_are_not_there_cannot_be_published(law, edit):
    edit("支持量子企业。量子企业应当创新，落实税收优惠。")
    decision = publish_links(Mention.objects.of_policy(law).filter(status="stale"))
    assert decision.done == ()
    assert "已不在现在的文字中" in decision.problems[0]


def test_an_edit_in_the_admin_moves_the_links(law, admin_client, client):
    article = law.articles.get()
    page = f"/admin/articles/article/{article.pk}/change/"
    form = admin_client.get(page).context["adminform"].form
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    management = NO_ROWS
    changed = {"text": "前言，支持量子企业。落实补贴。", "heading": "", "short_title": ""}
    assert admin_client.post(page, {**sent, **management, **changed}).status_code == 302
    assert [state for _, _, state in links(law)].count("stale") == 2
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.count('class="mention mention--actor"') >= 1


def test_the_notice_is_followed_too(shipped):
    entity = Entity.objects.create(kind="goal", slug="test-goal", name="测试目标")
    words = "引导市场主体行为"
    start = shipped.notice.index(words)
    link = Mention.objects.create(
        policy=shipped, passage="notice", entity=entity, basis="named", quote=words, start=start,
        end=start + len(words), status=LinkStatus.PUBLISHED,
    )  # fmt: skip
    shipped.notice = f"按语。{shipped.notice}"
    shipped.save()
    keep_policy(shipped, note="改通知")
    link.refresh_from_db()
    assert (link.start, link.status) == (start + 3, "published")


def test_a_new_article_inherits_the_issuers(shipped):
    added = Article(
        policy=shipped,
        division=shipped.divisions.get(number=7),
        number=34,
        suffix=1,
        text="新增。",
        position=35,
    )
    save_article(added)
    inherited = Mention.objects.of_article(added).with_basis("inherited")
    assert [m.entity.name for m in inherited.select_related("entity").order_by("entity__position")] == [
        "工业和信息化部",
        "科学技术部",
        "财政部",
        "国家税务总局",
    ]


def test_only_links_that_move_are_written(law, edit):
    with CaptureQueriesContext(connection) as statements:
        edit("支持量子企业。量子企业应当创新，大力落实量子补贴。")
    assert links(law)[2] == ("量子补贴", 20, "published")
    written = [
        statement["sql"]
        for statement in statements
        if statement["sql"].startswith('UPDATE "articles_mention"')
    ]
    assert len(written) == 2
    unmoved = Mention.objects.of_policy(law).order_by("pk").values_list("pk", flat=True)[:2]
    assert not any(str(pk) in sql.split("WHERE")[-1] for pk in unmoved for sql in written)


def test_the_same_words_are_certain_for_every_kind_of_link_or_for_none(law, edit):
    article = law.articles.get()
    Reference.objects.create(
        policy=law, article=article, number=1, quote="量子企业", start=2, end=6, status=LinkStatus.PUBLISHED
    )
    edit("量子企业，如此而已！")
    assert {status for quote, _, status in links(law) if quote == "量子企业"} == {"stale"}
    assert Reference.objects.get().status == LinkStatus.STALE
