"""The queue: each item in context, decided on once, alone or with the same words; all can be undone."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import save_article
from articles.links.linker import suggest_links
from articles.models import Entity, Mention, NameRule, Policy, Reference
from articles.models.links.evidence import LinkStatus
from articles.review.links.link_decisions import publish_links
from articles.review.queue import (
    QueueFilters,
    ReviewerDecision,
    answer_item,
    queue_page,
    undo_batch,
    waiting_numbers,
)
from articles.review.queue.queue_kinds import queue_kinds
from articles.review.refusals import Refusal
from tests.articles.conftest import store_text

pytestmark = pytest.mark.usefixtures("stored_laws")
QUEUE = "/admin/queue/"
LAW = """{title}

第一条 鼓励企业创新。企业应当申报。
第二条 国家支持企业发展，企业应当依法经营。
第三条 依照《{other}》第五条办理。
"""


def import_law(slug: str, title: str) -> Policy:
    policy = store_text(slug, LAW.format(title=title, other="某未收录法"))
    policy.link_rule = "none"
    policy.save(update_fields=["link_rule"])
    suggest_links(policy)
    return policy


@pytest.fixture(scope="module")
def stored_laws(module_transaction) -> None:
    """The links of two laws wait in each test of this file."""
    import_law("one", "甲法")
    import_law("two", "乙法")


@pytest.fixture
def two_laws(db, stored_laws) -> tuple[Policy, Policy]:
    return Policy.objects.get(slug="one"), Policy.objects.get(slug="two")


def waiting(policy: Policy, words: str) -> list[Mention]:
    return list(Mention.objects.suggested().of_policy(policy).quoting([words]).order_by("pk"))


def key(mention: Mention) -> str:
    return f"link-{mention.pk}"


def decide(pressed: str, mention: Mention, by):
    return answer_item(key(mention), ReviewerDecision.of(pressed), by=by)


def test_an_item_shows_policy_place_sentence_and_why(admin_client, two_laws):
    page = admin_client.get(QUEUE, {"kind": "link", "policy": "甲法", "entity": "企业"}).content.decode()
    assert "《甲法》" in page
    assert "第一条" in page
    assert '鼓励<mark class="mention">企业</mark>创新。' in page
    assert "主体的名称，句中承担义务或得到好处" in page
    assert "把握：须编辑判断" in page


def test_what_is_accepted_is_public_and_undoing_restores_what_readers_saw(client, admin_user, two_laws):
    mention = next(row for row in Mention.objects.of_policy(two_laws[0]) if row.entity.kind == "document")
    before = client.get(mention.article.get_absolute_url()).content
    was_public = mention.entity.is_published
    answer = decide("accept", mention, admin_user)
    mention.refresh_from_db()
    assert (mention.status, mention.decided_by, mention.entity.is_published) == (
        "published",
        admin_user,
        True,
    )
    assert client.get(mention.article.get_absolute_url()).content != before
    undo_batch(answer.batch.pk, by=admin_user)
    mention.refresh_from_db()
    mention.entity.refresh_from_db()
    assert (mention.status, mention.entity.is_published) == ("suggested", was_public)
    assert client.get(mention.article.get_absolute_url()).content == before


def test_an_entity_stays_public_when_another_link_has_made_it_so_since(admin_user, two_laws):
    first, second = (
        next(row for row in Mention.objects.of_policy(law) if row.entity.kind == "document")
        for law in two_laws
    )
    assert first.entity == second.entity
    answer = decide("accept", first, admin_user)
    decide("accept", second, admin_user)
    undo_batch(answer.batch.pk, by=admin_user)
    assert Entity.objects.get(pk=first.entity.pk).is_published


def test_the_second_of_two_reviewers_is_told_who_decided_and_how(admin_user, django_user_model, two_laws):
    other = django_user_model.objects.create_superuser("second")
    (mention, *_) = waiting(two_laws[0], "企业")
    decide("reject", mention, admin_user)
    answer = decide("accept", mention, other)
    assert answer.batch is None
    assert "admin" in answer.said
    assert "已否决" in answer.said
    mention.refresh_from_db()
    assert mention.status == LinkStatus.REJECTED


SCOPES = {
    # pressed: (waiting in the policy afterwards, in the other one, state of the others)
    "accept": (-1, 0, "published"),
    "accept-policy": (None, 0, "published"),
    "reject-all": (None, None, "rejected"),
}


@pytest.mark.parametrize("pressed", SCOPES)
def test_a_decision_reaches_one_item_the_policy_or_all(admin_user, two_laws, pressed):
    here, there = (len(waiting(law, "企业")) for law in two_laws)
    assert here > 1 < there + 1
    in_policy, elsewhere, state = SCOPES[pressed]
    (mention, *_) = waiting(two_laws[0], "企业")
    answer = decide(pressed, mention, admin_user)
    left = [len(waiting(law, "企业")) for law in two_laws]
    assert left == [0 if in_policy is None else here + in_policy, 0 if elsewhere is None else there]
    assert {row.status for row in answer.done} == {state}
    undo_batch(answer.batch.pk, by=admin_user)
    assert [len(waiting(law, "企业")) for law in two_laws] == [here, there]


def test_a_rule_is_applied_to_what_the_linker_finds_later_and_undone_with_its_decision(admin_user, two_laws):
    (mention, *_) = waiting(two_laws[0], "企业")
    answer = decide("reject-all-rule", mention, admin_user)
    rule = NameRule.objects.get()
    assert str(rule) == f"“企业”从不指{mention.entity}"
    assert waiting(import_law("three", "丙法"), "企业") == []
    undo_batch(answer.batch.pk, by=admin_user)
    rule.refresh_from_db()
    assert not rule.is_active
    assert waiting(import_law("four", "丁法"), "企业") != []


def test_a_rule_that_a_name_always_means_an_entity_publishes_and_one_of_a_policy_comes_first(
    admin_user, two_laws
):
    (mention, *_) = waiting(two_laws[0], "企业")
    decide("accept-all-rule", mention, admin_user)
    second = import_law("three", "丙法")
    mentions = Mention.objects.of_policy(second).quoting(["企业"])
    assert {(row.status, row.decided_by) for row in mentions} == {("published", admin_user)}
    own = NameRule.objects.get()
    own.pk, own.policy, own.verdict = None, second, "never"
    own.save()
    mentions.delete()
    suggest_links(second)
    assert not Mention.objects.of_policy(second).quoting(["企业"]).exists()


def test_a_rule_needs_a_permission_of_its_own_and_is_changed_by_the_next(
    client, django_user_model, admin_user, two_laws
):
    (first, *_), (second, *_) = (waiting(law, "企业") for law in two_laws)
    user = django_user_model.objects.create_user("colleague", is_staff=True)
    wanted = ("view_mention", "publish_mention")
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    client.force_login(user)
    assert "accept-all-rule" not in client.get(QUEUE).content.decode()
    sent = {"item": key(first), "decision": "accept-all-rule"}
    assert client.post(f"{QUEUE}decide/", sent).status_code == 403
    decide("reject-policy-rule", first, admin_user)
    decide("accept-policy-rule", second, admin_user)
    assert NameRule.objects.count() == 2
    Mention.objects.with_ids([first.pk]).update(status="suggested")
    decide("accept-policy-rule", first, admin_user)
    assert {rule.verdict for rule in NameRule.objects.all()} == {"always"}


def test_words_that_stand_twice_are_placed_where_they_stood(admin_user, article):
    """Nothing refuses because its words occur twice: the stored place counts."""
    row = Mention.objects.published().with_quote().of_article(article(25)).own().first()
    text = row.article.text
    row.article.text = f"{text}{row.quote}。"
    save_article(row.article, by=admin_user)
    Mention.objects.with_ids([row.pk]).update(status="stale", start=row.start + 1, end=row.end + 1)
    row.refresh_from_db()
    item = next(item for item in queue_page(QueueFilters(kind="stale-link"), admin_user).items)
    assert item.start == text.index(row.quote)
    assert not publish_links([row], by=admin_user).problems
    assert (row.status, row.start) == ("published", item.start)


def test_a_decision_about_another_place_than_the_one_shown_is_refused(admin_client, two_laws):
    (mention, *_) = waiting(two_laws[0], "企业")
    sent = {"item": key(mention), "decision": "accept", "start": mention.start + 1}
    answer = admin_client.post(f"{QUEUE}decide/", sent, headers={"HX-Request": "true"}).content.decode()
    assert "请再看一次" in answer
    assert 'value="accept"' in answer
    mention.refresh_from_db()
    assert mention.status == LinkStatus.SUGGESTED


def test_pages_follow_one_another_though_items_were_decided_between(admin_user, two_laws):
    everything = [item.key for item in queue_page(QueueFilters(), admin_user, size=500).items]
    first = queue_page(QueueFilters(), admin_user, size=3)
    answer_item(first.items[-1].key, ReviewerDecision.of("reject"), by=admin_user)
    answer_item(first.items[0].key, ReviewerDecision.of("reject"), by=admin_user)
    second = queue_page(QueueFilters(), admin_user, after=first.next_after, size=500)
    assert [item.key for item in (*first.items, *second.items)] == everything


@pytest.mark.parametrize(
    ("sent", "allowed"),
    [
        ({"kind": "reference"}, lambda row: row._meta.model_name == "reference"),
        ({"policy": "乙法"}, lambda row: row.policy.slug == "two"),
        ({"policy": "two"}, lambda row: row.policy.slug == "two"),
        ({"entity": "企业"}, lambda row: "企业" in row.quote),
        ({"certainty": "open"}, lambda row: row.certainty == "open"),
        ({"certainty": "no such"}, lambda row: True),
    ],
)
def test_filters_narrow_items_and_numbers_alike(admin_user, two_laws, sent, allowed):
    filters = QueueFilters.of(sent)
    rows = [item.row for item in queue_page(filters, admin_user, size=500).items]
    numbers = waiting_numbers(filters, [kind for kind in queue_kinds() if filters.kind in ("", kind.name)])
    assert rows
    assert all(allowed(row) for row in rows)
    assert sum(number for _, number in numbers) == len(rows)


def test_without_scripts_a_decision_leads_back_to_the_same_filters(admin_client, two_laws):
    (mention, *_) = waiting(two_laws[0], "企业")
    sent = {"item": key(mention), "decision": "accept", "policy": "甲法"}
    response = admin_client.post(f"{QUEUE}decide/", sent)
    assert response.url.startswith(f"{QUEUE}?policy=")
    page = admin_client.get(response.url).content.decode()
    assert "已接受" in page
    assert "我最近的决定" in page


@pytest.mark.parametrize(("group", "may"), [("编辑", False), ("审核", True)])
def test_who_may_not_publish_sees_items_without_buttons(client, django_user_model, two_laws, group, may):
    user = django_user_model.objects.create_user("colleague", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    assert ('value="accept"' in client.get(QUEUE).content.decode()) is may
    (mention, *_) = waiting(two_laws[0], "企业")
    response = client.post(f"{QUEUE}decide/", {"item": key(mention), "decision": "accept"})
    mention.refresh_from_db()
    assert (response.status_code == 302, mention.status == LinkStatus.PUBLISHED) == (may, may)


def test_what_is_no_item_or_no_decision_changes_nothing(admin_client, two_laws):
    real = key(waiting(two_laws[0], "企业")[0])
    wrong = [(item, "accept") for item in ("", "link-", "link-x", "link-999999999", "nothing-1", "link-1\0")]
    wrong += [(real, pressed) for pressed in ("", "accept-everything", "publish-all-rule", "accept-all-x")]
    before = list(Mention.objects.values_list("pk", "status"))
    for item, pressed in wrong:
        sent = {"item": item, "decision": pressed, "start": "x"}
        assert admin_client.post(f"{QUEUE}decide/", sent).status_code == 302
    assert list(Mention.objects.values_list("pk", "status")) == before


def test_the_same_citation_is_decided_on_together_and_undone(admin_user, two_laws):
    first, second = Reference.objects.suggested().filter(policy__in=two_laws).order_by("policy")
    (item, _) = queue_page(QueueFilters(kind="reference"), admin_user).items
    assert (item.same.everywhere, item.same.in_policy, item.same.may_be_rule) == (2, 1, False)
    answer = answer_item(item.key, ReviewerDecision.of("reject-all"), by=admin_user)
    statuses = Reference.objects.with_ids([first.pk, second.pk]).values_list("status", flat=True)
    assert (answer.said, set(statuses)) == ("已否决同样的文字 2 处", {"rejected"})
    undo_batch(answer.batch.pk, by=admin_user)
    assert set(statuses.all()) == {"suggested"}
    with pytest.raises(Refusal, match="只有名称可以记为规则"):
        answer_item(item.key, ReviewerDecision.of("reject-all-rule"), by=admin_user)


def test_a_citation_of_the_own_text_is_the_same_in_its_own_document_only(
    admin_user, admin_client, import_text
):
    for slug, title in (("three", "丙法"), ("four", "丁法")):
        text = f"{title}\n第一条 依照第三条办理。\n第二条 依照第三条办理。\n第三条 略。\n"
        suggest_links(import_text(slug, text))
    Reference.objects.update(status=LinkStatus.SUGGESTED, decided_at=None, decided_by=None)
    item = queue_page(QueueFilters(kind="reference", policy="丙法"), admin_user).items[0]
    assert (item.same.everywhere, item.same.in_policy) == (2, 2)
    page = admin_client.get(QUEUE, {"kind": "reference", "policy": "丙法"}).content.decode()
    assert ("reject-policy" in page, "reject-all" in page, "-rule" in page) == (True, False, False)
    answer = answer_item(item.key, ReviewerDecision.of("reject-all"), by=admin_user)
    assert {row.policy for row in answer.done} == {item.policy}


def test_the_same_words_that_lost_their_place_are_decided_on_together(admin_user, two_laws):
    stale = [waiting(law, "企业")[0].pk for law in two_laws]
    Mention.objects.with_ids(stale).update(status=LinkStatus.STALE)
    item = queue_page(QueueFilters(kind="stale-link"), admin_user).items[0]
    assert item.same.everywhere == 2
    answer_item(item.key, ReviewerDecision.of("accept-all"), by=admin_user)
    assert {row.status for row in Mention.objects.with_ids(stale)} == {"published"}


def test_a_page_takes_few_statements(admin_user, two_laws):
    with CaptureQueriesContext(connection) as few:
        queue_page(QueueFilters(), admin_user, size=2)
    with CaptureQueriesContext(connection) as many:
        queue_page(QueueFilters(), admin_user, size=20)
    assert len(many) <= len(few) + 5  # the texts, and the same words of links and of citations
    with CaptureQueriesContext(connection) as counted:
        waiting_numbers(QueueFilters(), queue_kinds())
    assert len(counted) == 1
