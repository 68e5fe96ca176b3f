"""A decision on many rows asks first, with numbers, and can be taken back as a whole."""

import html

import pytest
from django.contrib.admin import site
from django.utils import timezone

from articles.models import DecisionBatch, Mention
from articles.models.links.evidence import LinkStatus
from articles.review.batches import undo
from articles.review.refusals import Refusal
from guidance.models import SupportMeasure

MENTIONS = "/admin/articles/mention/"
MEASURES = "/admin/guidance/supportmeasure/"


def rejected() -> int:
    return Mention.objects.filter(status=LinkStatus.REJECTED).count()


@pytest.fixture
def everything(shipped) -> dict:
    """All links of the list: a fifth of those that ship, which still are more than one page of it."""
    fifth = list(Mention.objects.order_by("pk").values_list("pk", flat=True))[::5]
    Mention.objects.without_ids(fifth).delete()
    assert Mention.objects.count() > site.get_model_admin(Mention).list_per_page
    return {
        "action": "reject",
        "select_across": "1",
        "_selected_action": [Mention.objects.first().pk],
        "index": "0",
    }


def test_rejecting_many_links_asks_first_with_the_numbers(admin_client, everything):
    before = rejected()
    page = html.unescape(admin_client.post(MENTIONS, everything).content.decode())
    assert rejected() == before
    total, public = Mention.objects.count(), Mention.objects.published().count()
    assert f"共 {total} 处链接，其中 {public} 处现在公开" in page
    assert "个实体不再有公开的链接" in page
    assert 'name="select_across" value="1"' in page


def test_what_was_confirmed_is_done_and_can_be_undone(admin_client, admin_user, everything):
    before = dict(Mention.objects.values_list("pk", "status"))
    page = admin_client.post(MENTIONS, {**everything, "_confirmed": "1"}, follow=True).content.decode()
    assert set(Mention.objects.values_list("status", flat=True)) == {LinkStatus.REJECTED}
    batch = DecisionBatch.objects.get()
    assert f"/admin/articles/decisionbatch/{batch.pk}/change/" in page
    batch_page = admin_client.get(f"/admin/articles/decisionbatch/{batch.pk}/change/").content.decode()
    assert "撤销这一批" in batch_page
    admin_client.post(f"/admin/articles/decisionbatch/{batch.pk}/undo/")
    assert dict(Mention.objects.values_list("pk", "status")) == before
    batch.refresh_from_db()
    assert batch.undone_by == admin_user
    with pytest.raises(Refusal, match="已经撤销过"):
        undo(batch, by=admin_user)


def test_one_link_is_rejected_without_a_question(admin_client, shipped):
    mention = Mention.objects.published().first()
    admin_client.post(MENTIONS, {"action": "reject", "_selected_action": [mention.pk]})
    mention.refresh_from_db()
    assert mention.status == LinkStatus.REJECTED


def test_what_was_changed_meanwhile_is_left_alone_and_named(admin_client, admin_user, shipped):
    first, second = Mention.objects.published().with_quote()[:2]
    admin_client.post(
        MENTIONS, {"action": "reject", "_selected_action": [first.pk, second.pk], "_confirmed": "1"}
    )
    Mention.objects.filter(pk=first.pk).update(status=LinkStatus.SUGGESTED)
    decision = undo(DecisionBatch.objects.get(), by=admin_user)
    assert [row.pk for row in decision.done] == [second.pk]
    (problem,) = decision.problems
    assert "之后又有改动" in problem
    first.refresh_from_db()
    assert first.status == LinkStatus.SUGGESTED


def test_measures_are_withdrawn_and_come_back_with_revisions(admin_client, shipped):
    offered = SupportMeasure.objects.published()
    slugs, pks = set(offered.values_list("slug", flat=True)), list(offered.values_list("pk", flat=True))
    sent = {"action": "withdraw", "_selected_action": pks}
    assert f"{len(pks)} 项支持措施或限制不再向企业提供" in admin_client.post(MEASURES, sent).content.decode()
    admin_client.post(MEASURES, {**sent, "_confirmed": "1"})
    assert not SupportMeasure.objects.published().exists()
    batch = DecisionBatch.objects.get()
    admin_client.post(f"/admin/articles/decisionbatch/{batch.pk}/undo/")
    assert set(SupportMeasure.objects.published().values_list("slug", flat=True)) == slugs
    latest = SupportMeasure.objects.first().revisions.order_by("-number").first()
    assert latest.note == "恢复为“已发布”"


def test_undoing_needs_the_permission_to_publish(client, django_user_model, admin_user, shipped):
    mention = Mention.objects.published().first()
    row = {"model": "articles.mention", "pk": mention.pk, "name": "", "before": "published"}
    batch = DecisionBatch.objects.create(
        verb="否决", made_at=timezone.now(), made_by=admin_user, rows=[{**row, "after": "rejected"}]
    )
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.post(f"/admin/articles/decisionbatch/{batch.pk}/undo/").status_code == 403
