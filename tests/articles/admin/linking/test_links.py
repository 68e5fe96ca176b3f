"""Editors state a link in words; the queue of suggestions is decided in the list."""

import pytest

from articles.models import Entity, Mention
from articles.models.links.evidence import LinkStatus

MENTIONS = "/admin/articles/mention/"


@pytest.fixture
def values(shipped, article):
    def build(**changes) -> dict:
        entity = Entity.objects.create(kind="goal", slug="test", name="测试目标")
        built = {
            "policy": shipped.pk,
            "passage": "article",
            "article": article(25).pk,
            "entity": entity.pk,
            "basis": "named",
            "quote": "国家急需",
            "status": "published",
        }
        return {**built, **changes}

    return build


def test_an_editor_states_the_words_and_the_portal_finds_their_place(
    admin_client, admin_user, values, article
):
    assert admin_client.post(f"{MENTIONS}add/", values()).status_code == 302
    mention = Mention.objects.get(entity__slug="test")
    assert article(25).text[mention.start : mention.end] == "国家急需"
    assert (mention.created_by, mention.decided_by) == (admin_user, admin_user)
    assert mention.decided_at is not None


def test_words_that_stand_twice_need_their_number(admin_client, values, article):
    sent = values(quote="免征进口关税")
    response = admin_client.post(f"{MENTIONS}add/", sent)
    assert "2 处" in str(response.context["adminform"].form.errors["quote"])
    assert admin_client.post(f"{MENTIONS}add/", {**sent, "which": "2"}).status_code == 302
    start = Mention.objects.get(entity__slug="test").start
    assert start == article(25).text.rindex("免征进口关税")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quote": "并不存在"}, "quote"),
        ({"quote": ""}, "__all__"),
        ({"basis": "editorial", "quote": "", "reason": ""}, "__all__"),
        ({"article": ""}, "article"),
        ({"passage": "notice"}, "article"),
        ({"which": "0"}, "which"),
        ({"entity": ""}, "entity"),
    ],
)
def test_a_link_without_evidence_is_refused_in_words(admin_client, values, changes, field):
    response = admin_client.post(f"{MENTIONS}add/", values(**changes))
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_a_class_cannot_be_linked(admin_client, values):
    group = Entity.objects.filter(is_group=True).first()
    response = admin_client.post(f"{MENTIONS}add/", values(entity=group.pk))
    assert "这是分类" in str(response.context["adminform"].form.errors)


def test_suggestions_are_published_and_rejected_from_the_list(admin_client, admin_user, values):
    for status, action in ((LinkStatus.PUBLISHED, "publish"), (LinkStatus.REJECTED, "reject")):
        mention = Mention.objects.published().with_quote().first()
        Mention.objects.filter(pk=mention.pk).update(status=LinkStatus.SUGGESTED)
        sent = {"action": action, "_selected_action": [mention.pk]}
        response = admin_client.post(MENTIONS, sent, follow=True)
        assert "1 处" in response.content.decode()
        mention.refresh_from_db()
        assert (mention.status, mention.decided_by) == (status, admin_user)


def press(editor, model: str, pk: int, step: str) -> str:
    address = f"/admin/articles/{model}/{pk}/publication/"
    return editor.post(address, {"step": step, "_confirmed": "1"}, follow=True).content.decode()


def test_a_link_is_withdrawn_and_brought_back_by_one_click_each(admin_client, admin_user, shipped):
    mention = Mention.objects.published().with_quote().first()
    assert "恢复公开" in press(admin_client, "mention", mention.pk, "withdraw")
    mention.refresh_from_db()
    assert (mention.status, mention.decided_by) == (LinkStatus.WITHDRAWN, admin_user)
    assert "没有公开" in press(admin_client, "mention", mention.pk, "withdraw")  # twice is told, not done
    press(admin_client, "mention", mention.pk, "publish")
    assert Mention.objects.published().filter(pk=mention.pk).exists()


@pytest.mark.parametrize("by", ["list", "button", "form"])
def test_a_new_entity_is_seen_and_found_with_its_first_published_link(admin_client, client, values, by):
    if by == "form":
        sent = values()
        Entity.objects.filter(slug="test").update(is_published=False)
        admin_client.post(f"{MENTIONS}add/", sent)
    else:
        admin_client.post(f"{MENTIONS}add/", values(status="suggested"))
        Entity.objects.filter(slug="test").update(is_published=False)
        pk = Mention.objects.get(entity__slug="test").pk
        sent = {"action": "publish", "_selected_action": [pk]}
        press(admin_client, "mention", pk, "publish") if by == "button" else admin_client.post(MENTIONS, sent)
    assert client.get("/goals/test/").status_code == 200
    assert "测试目标" in client.get("/suggest/", {"q": "测试目"}).json()[1]


def test_a_withdrawn_entity_is_not_shown_by_another_link(admin_client, client, values):
    admin_client.post(f"{MENTIONS}add/", values())
    entity = Entity.objects.get(slug="test")
    press(admin_client, "entity", entity.pk, "withdraw")
    assert "测试目标" not in client.get("/suggest/", {"q": "测试目"}).json()[1]
    sent = {**values_again(entity), "quote": "免征进口关税", "which": "1"}
    admin_client.post(f"{MENTIONS}add/", sent)
    assert Mention.objects.of_entity(entity).count() == 2
    assert client.get("/goals/test/").status_code == 404
    press(admin_client, "entity", entity.pk, "publish")
    assert client.get("/goals/test/").status_code == 200
    assert "测试目标" in client.get("/suggest/", {"q": "测试目"}).json()[1]


def values_again(entity: Entity) -> dict:
    mention = Mention.objects.of_entity(entity).get()
    place = {"policy": mention.policy_id, "passage": "article", "article": mention.article_id}
    return {**place, "entity": entity.pk, "basis": "named", "status": "published"}


def test_links_are_never_deleted(admin_client, shipped):
    mention = Mention.objects.first()
    assert admin_client.get(f"{MENTIONS}{mention.pk}/delete/").status_code == 403


@pytest.mark.parametrize("model", ["entity", "mention", "reference"])
@pytest.mark.parametrize("query", ["", "?q=企业", "?q=%", "?q='", "?status__exact=stale"])
def test_the_lists_open_and_search(admin_client, shipped, model, query):
    if model == "entity" and "status" in query:
        query = "?kind__exact=goal"
    assert admin_client.get(f"/admin/articles/{model}/{query}").status_code == 200


def test_the_form_of_each_kind_of_link_opens(admin_client, shipped):
    for basis in ("named", "inherited", "editorial"):
        mention = Mention.objects.with_basis(basis).first()
        assert admin_client.get(f"{MENTIONS}{mention.pk}/change/").status_code == 200
    assert admin_client.get(f"{MENTIONS}add/").status_code == 200
    assert admin_client.get(f"/admin/articles/entity/{mention.entity_id}/change/").status_code == 200


def test_nobody_makes_up_what_is_inherited_from_the_issuers(admin_client, values):
    sent = values(basis="inherited", quote="")
    errors = admin_client.post(f"{MENTIONS}add/", sent).context["adminform"].form.errors
    assert "由系统按落款建立" in str(errors["basis"])


def test_publishing_what_was_rejected_asks_first(admin_client, shipped):
    some = list(Mention.objects.published().with_quote()[:3])
    Mention.objects.with_ids([some[0].pk]).update(status=LinkStatus.REJECTED)
    sent = {"action": "publish", "_selected_action": [mention.pk for mention in some]}
    assert "其中 1 处曾被否决" in admin_client.post(MENTIONS, sent).content.decode()
    assert Mention.objects.get(pk=some[0].pk).status == LinkStatus.REJECTED


def test_any_word_but_yes_and_no_is_not_the_whole_list(admin_client, shipped):
    before = Mention.objects.rejected().count()
    sent = {"action": "reject", "_selected_action": [Mention.objects.first().pk], "select_across": "zz"}
    assert admin_client.post(MENTIONS, {**sent, "_confirmed": "1"}).status_code == 400
    assert Mention.objects.rejected().count() == before
