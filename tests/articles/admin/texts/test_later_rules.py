"""Editors enter later rules by the words they concern; every change is kept and can be undone."""

import pytest
from django.contrib.auth.models import Group

from articles.models import LaterRule, RowRevision
from articles.models.links.evidence import LinkStatus
from tests.articles.admin.administering import fields_of

RULES = "/admin/articles/laterrule/"


@pytest.fixture
def values(article):
    def build(**changes) -> dict:
        built = {
            "article": article(25).pk, "quote": "免征进口关税", "which": "2", "document": "某办法",
            "issuer": "某部", "document_number": "某〔2020〕1号", "date": "2020-01-01", "effect": "replaced",
            "explanation": "改按该办法执行。", "source": "某部网站", "source_url": "",
            "checked_on": "2026-01-01",
            "status": "published", "note": "",
            "revisions-TOTAL_FORMS": "0", "revisions-INITIAL_FORMS": "0",
        }  # fmt: skip
        return {**built, **changes}

    return build


@pytest.fixture
def rule(admin_client, values) -> LaterRule:
    assert admin_client.post(f"{RULES}add/", values()).status_code == 302
    return LaterRule.objects.get(document="某办法")


def test_the_form_finds_the_place_of_the_words(rule, article, admin_user):
    assert rule.start == article(25).text.rindex("免征进口关税")
    assert (rule.policy, rule.decided_by) == (article(25).policy, admin_user)
    assert rule in article(25).later_rules


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quote": "并不存在"}, "quote"),
        ({"which": ""}, "quote"),
        ({"article": ""}, "article"),
        ({"source": ""}, "source"),
        ({"explanation": ""}, "explanation"),
        ({"checked_on": "2019-01-01"}, "checked_on"),
        ({"date": "2999-01-01"}, "date"),
    ],
)
def test_a_rule_without_words_or_source_is_refused(admin_client, values, changes, field):
    response = admin_client.post(f"{RULES}add/", values(**changes))
    errors = response.context["adminform"].form.errors
    assert {field, "__all__"} & set(errors), errors
    assert not LaterRule.objects.filter(document="某办法").exists()


def test_an_empty_quote_means_the_whole_article(admin_client, values):
    assert admin_client.post(f"{RULES}add/", values(quote="", which="")).status_code == 302
    rule = LaterRule.objects.get(document="某办法")
    assert (rule.start, rule.end) == (None, None)


def test_a_change_is_kept_and_can_be_brought_back(admin_client, rule):
    change = f"{RULES}{rule.pk}/change/"
    sent = fields_of(admin_client, change)
    assert admin_client.post(change, {**sent, "explanation": "另一说明"}).status_code == 302
    restore = f"{RULES}{rule.pk}/history/?restore=1"
    comparison = admin_client.get(restore)
    assert "另一说明" in comparison.content.decode()
    assert admin_client.post(restore, {"version": "x", "reason": "误改"}).status_code == 409
    admin_client.post(restore, {"version": comparison.context["version"], "reason": "误改"})
    rule.refresh_from_db()
    assert rule.explanation == "改按该办法执行。"
    assert [revision.snapshot["explanation"] for revision in RowRevision.of_row(rule).order_by("number")] == [
        "改按该办法执行。", "另一说明", "改按该办法执行。",
    ]  # fmt: skip


def test_withdrawing_in_the_list_takes_it_from_readers_and_is_undone(admin_client, rule, article):
    admin_client.post(RULES, {"action": "withdraw", "_selected_action": [rule.pk]})
    rule.refresh_from_db()
    assert rule.status == LinkStatus.WITHDRAWN
    assert rule not in article(25).later_rules
    admin_client.post(RULES, {"action": "publish", "_selected_action": [rule.pk]})
    assert rule in article(25).later_rules


def test_an_editor_writes_and_a_reviewer_publishes(client, django_user_model, values):
    editor = django_user_model.objects.create_user("bianji", is_staff=True)
    editor.groups.add(Group.objects.get(name="编辑"))
    client.force_login(editor)
    assert client.post(f"{RULES}add/", values()).status_code == 302
    rule = LaterRule.objects.get(document="某办法")
    assert rule.status == LinkStatus.SUGGESTED
    reviewer = django_user_model.objects.create_user("shenhe", is_staff=True)
    reviewer.groups.add(Group.objects.get(name="审核"))
    client.force_login(reviewer)
    client.post(RULES, {"action": "publish", "_selected_action": [rule.pk]})
    rule.refresh_from_db()
    assert rule.status == LinkStatus.PUBLISHED
