"""The desk: what waits for this account, with numbers that lead to their lists, and what changed lately."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Mention, OfficialLink, Policy, ReaderReport
from articles.review.counting import numbers_by, numbers_of
from articles.review.desk import desk
from articles.review.queue import ReviewerDecision, answer_item
from policy_portal.audit import recent_changes
from tests.articles.search.logged_queries import log_searches

ADMIN = "/admin/"


@pytest.fixture
def some_wait(shipped) -> list[int]:
    rows = Mention.objects.published().with_quote().own().order_by("policy_id", "pk")
    ids = list(rows.values_list("pk", flat=True)[:5])
    Mention.objects.with_ids(ids).update(status="suggested")
    ReaderReport.objects.create(at="/", kind="text", text="错字", made_at=timezone.now())
    log_searches("婚姻登记补贴", day=timezone.localdate(), outcome="empty")
    return ids


def numbers(user) -> dict[str, int]:
    return {entry.label: entry.number for entry in desk(user)}


def test_each_number_leads_to_a_list_of_so_many(admin_client, admin_user, some_wait):
    assert numbers(admin_user)["建议的链接"] == 5
    assert numbers(admin_user)["读者报告"] == 1
    assert numbers(admin_user)["没有结果的检索词"] == 1
    page = admin_client.get(ADMIN)
    for entry in page.context["desk"]:
        assert admin_client.get(entry.address).status_code == 200, entry.label
    assert "等待最多的政策" in page.content.decode()
    first = desk(admin_user)[0]
    assert first.number


def test_an_account_sees_what_it_may_see(client, django_user_model, some_wait):
    user = django_user_model.objects.create_user("colleague", is_staff=True)
    client.force_login(user)
    assert "等待处理" not in client.get(ADMIN).content.decode()
    user.user_permissions.add(Permission.objects.get(codename="view_readerreport"))
    user = django_user_model.objects.get(pk=user.pk)
    assert set(numbers(user)) == {"读者报告"}
    user.groups.add(Group.objects.get(name="编辑"))
    user = django_user_model.objects.get(pk=user.pk)
    assert {"建议的链接", "起草的措施", "效力待核实"} <= set(numbers(user))


def test_a_dead_address_counts_while_something_names_it(admin_user, shipped):
    for _ in range(2):
        OfficialLink.objects.record("https://gone.example/", "回答 404")
    assert numbers(admin_user)["打不开的官方网站"] == 0


def test_the_numbers_take_few_statements(admin_user, some_wait):
    desk(admin_user)
    with CaptureQueriesContext(connection) as statements:
        desk(admin_user)
    assert len(statements) <= 8


def test_rows_of_several_models_are_counted_in_one_statement(shipped):
    rows = {"policies": Policy.objects.all(), "none": Policy.objects.none(), "links": Mention.objects.all()}
    with CaptureQueriesContext(connection) as statements:
        counted = numbers_of(rows)
    assert len(statements) == 1
    links = (Mention.objects.of_kind("actor"), "policy"), (Mention.objects.of_kind("goal"), "policy")
    with CaptureQueriesContext(connection) as statements:
        (by_policy,) = numbers_by(links).values()
    assert len(statements) == 1
    assert by_policy == Mention.objects.of_kinds(["actor", "goal"]).count()
    assert counted == {"policies": Policy.objects.count(), "none": 0, "links": Mention.objects.count()}


def test_what_changed_lately_names_who(admin_client, admin_user, some_wait):
    admin_client.post("/admin/queue/decide/", {"item": f"link-{some_wait[0]}", "decision": "accept"})
    (change, *_) = recent_changes(admin_user)
    assert (change.who, change.link) == ("admin", f"/admin/articles/mention/{some_wait[0]}/change/")


def test_nobody_is_told_of_changes_in_what_they_may_not_see(admin_client, django_user_model, some_wait):
    admin_client.post("/admin/queue/decide/", {"item": f"link-{some_wait[0]}", "decision": "accept"})
    assert recent_changes(django_user_model.objects.create_user("colleague", is_staff=True)) == []


def test_a_decision_of_the_queue_takes_few_statements(admin_user, some_wait):
    first, second, *_ = some_wait
    answer_item(f"link-{first}", ReviewerDecision.of("accept"), by=admin_user)
    with CaptureQueriesContext(connection) as statements:
        answer_item(f"link-{second}", ReviewerDecision.of("accept"), by=admin_user)
    assert len(statements) <= 20
