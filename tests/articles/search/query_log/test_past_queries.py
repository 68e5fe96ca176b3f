"""Readers cannot speak to readers: what one typed reaches others by an editor, or in the base's own words."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from articles.models import Policy, QueryDecision, QueryLog
from articles.models.policies.policy_choices import Publication
from articles.models.search.query_log import QueryOutcome, Suggesting
from articles.search.autocomplete import suggest
from articles.search.query_log.past_queries import (
    SUGGESTED_FROM_DAYS,
    SUGGESTED_FROM_SEARCHES,
    decide_on_queries,
    suggestion_standings,
)
from policy_portal.models import AuditEntry
from tests.articles.search.logged_queries import log_searches

pytestmark = pytest.mark.usefixtures("shipped")
TODAY = date(2026, 11, 24)
OWN = "知识产权和政府采购"
DECIDE = "/admin/articles/querylog/decide/"


def log_often(
    query: str,
    *,
    days: int = SUGGESTED_FROM_DAYS,
    times: int = SUGGESTED_FROM_SEARCHES,
    outcome: str = QueryOutcome.ANSWERED,
) -> None:
    for day in range(days):
        log_searches(query, times, day=TODAY - timedelta(days=day), outcome=outcome)


def is_offered(query: str) -> bool:
    texts_offered = {
        suggestion.text for suggestion in suggest(query) if suggestion.description == "常有人检索"
    }
    assert (query in texts_offered) == suggestion_standings([query])[query].is_offered
    return query in texts_offered


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("bianji")


class TestRule:
    @pytest.mark.parametrize("query", [OWN, "进口关税", "技术改造、技术标准"])
    def test_the_base_own_words_on_several_days_are_offered(self, query):
        log_often(query)
        assert is_offered(query), suggestion_standings([query])

    @pytest.mark.parametrize(
        "query",
        [
            "知识产权保护加微信abc123", "知识产权abc", "财政部王某某", "国家是骗子", "企业不得好死",
            "政府采购找李明", "国家产业技术政策2009", "技术改造❷", "技术标准!!!", "知识产权毛泽东",
            "企业家跑路", "税收优惠→加我",
        ],
    )  # fmt: skip
    def test_anything_else_is_not_however_often_it_comes(self, query):
        log_often(query, days=30, times=100)
        assert not is_offered(query)

    def test_one_day_is_not_enough_nor_are_few_searches(self):
        log_often(OWN, days=SUGGESTED_FROM_DAYS - 1, times=1_000)
        assert not is_offered(OWN)
        log_often("技术标准和技术改造", days=SUGGESTED_FROM_DAYS, times=1)
        assert not is_offered("技术标准和技术改造")

    def test_days_without_an_answer_do_not_count(self):
        log_often(OWN, outcome=QueryOutcome.EMPTY)
        assert not is_offered(OWN)

    def test_words_of_what_is_withdrawn_are_no_longer_the_base_own(self):
        log_often(OWN)
        Policy.objects.update(publication=Publication.WITHDRAWN)
        assert not is_offered(OWN)


class TestDecisions:
    def test_an_approved_query_is_offered_from_the_first_search(self, editor):
        log_searches("中小企业贷款怎么办", day=TODAY)
        assert not is_offered("中小企业贷款怎么办")
        decide_on_queries(["中小企业贷款怎么办"], Suggesting.APPROVED, by=editor)
        assert is_offered("中小企业贷款怎么办")
        assert "bianji" in suggestion_standings(["中小企业贷款怎么办"])["中小企业贷款怎么办"].reason

    def test_an_approved_query_without_an_answer_is_not(self, editor):
        decide_on_queries([OWN, "婚姻登记"], Suggesting.APPROVED, by=editor)
        assert not is_offered("婚姻登记")
        assert is_offered(OWN)
        Policy.objects.update(publication=Publication.WITHDRAWN)
        assert not is_offered(OWN)

    def test_a_refused_query_never_is(self, editor):
        log_often(OWN)
        decide_on_queries([OWN], Suggesting.REFUSED, by=editor)
        assert not is_offered(OWN)

    def test_nobody_can_approve_a_way_to_reach_a_person(self, editor):
        personal = "企业热线 13800138000"
        assert decide_on_queries([personal, OWN], Suggesting.APPROVED, by=editor) == (personal,)
        assert list(QueryDecision.objects.values_list("query", flat=True)) == [OWN]

    def test_what_became_personal_by_a_later_rule_is_not_offered(self, editor):
        QueryDecision.objects.create(query="企业微信abc123", decision=Suggesting.APPROVED, decided_by=editor)
        assert not is_offered("企业微信abc123")

    @pytest.mark.parametrize("values", [{"query": ""}, {"decision": "maybe"}])
    def test_the_database_holds_no_other_decision(self, editor, values):
        values_kept = {"query": OWN, "decision": Suggesting.REFUSED, "decided_by": editor, **values}
        with pytest.raises(IntegrityError):
            QueryDecision.objects.create(**values_kept)


class TestAdmin:
    @pytest.fixture
    def staff(self, client, django_user_model):
        def sign_in(*permissions: str):
            user = django_user_model.objects.create_user("staff", is_staff=True)
            user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
            client.force_login(user)
            return client

        return sign_in

    def decisions(self) -> dict[str, str]:
        return dict(QueryDecision.objects.values_list("query", "decision"))

    def action(self, name: str, query: str) -> dict[str, str]:
        row = QueryLog.objects.of_queries([query]).first()
        return {"action": name, "_selected_action": str(row.pk), "index": "0"}

    def test_editors_see_which_queries_are_offered_and_why(self, staff):
        log_often(OWN)
        log_often("国家是骗子")
        page = staff("view_querylog").get("/admin/articles/querylog/suggested/").content.decode()
        assert "提供：全由知识库的用词组成，3 天 15 次" in page
        assert "不提供：含有知识库以外的词：是、骗子" in page
        assert 'name="decision"' not in page

    def test_they_approve_refuse_and_take_back_many_at_once(self, staff):
        log_often(OWN)
        log_searches("<b>企业</b>", day=TODAY)
        client = staff("view_querylog", "change_querylog")
        for decision, expected in (("approve", "approved"), ("refuse", "refused")):
            form_values = {"decision": decision, "query": [OWN, "<b>企业</b>", "没有人查过"]}
            page = client.post(DECIDE, form_values, follow=True).content.decode()
            assert self.decisions() == {OWN: expected, "<b>企业</b>": expected}
            assert "<b>企业" not in page
            assert "2 个检索词。可以用“撤回决定”" in page
        client.post(DECIDE, {"decision": "undo", "query": [OWN, "<b>企业</b>"]})
        assert self.decisions() == {}
        assert is_offered(OWN)
        entries = AuditEntry.objects.order_by("number").values_list("what", "row_name")
        assert entries[0] == ("作为输入建议提供（这一批共 2 个检索词）", "一个检索词")
        assert len(entries) == 6

    @pytest.mark.parametrize("action", ["approve", "refuse", "undo"])
    def test_actions_of_the_list_ask_for_the_permission(self, staff, editor, action):
        log_often(OWN)
        QueryDecision.objects.create(query="企业", decision=Suggesting.APPROVED, decided_by=editor)
        client = staff("view_querylog")
        client.post("/admin/articles/querylog/", self.action(action, OWN))
        assert client.post(DECIDE, {"decision": action, "query": [OWN]}).status_code == 403
        assert self.decisions() == {"企业": "approved"}

    def test_an_action_of_the_list_decides_of_its_queries(self, staff):
        log_often(OWN)
        client = staff("view_querylog", "change_querylog")
        response = client.post("/admin/articles/querylog/", self.action("refuse", OWN), follow=True)
        assert self.decisions() == {OWN: "refused"}
        assert "1 个检索词" in response.content.decode()

    def test_a_query_without_an_answer_is_told_of(self, staff):
        log_searches("婚姻登记", day=TODAY)
        client = staff("view_querylog", "change_querylog")
        response = client.post(DECIDE, {"decision": "approve", "query": ["婚姻登记"]}, follow=True)
        assert "现在检索不到答案，有答案之前不会提供：婚姻登记" in response.content.decode()

    @pytest.mark.parametrize("form_values", [{}, {"decision": "x", "query": "企业"}, {"decision": "approve"}])
    def test_a_wrong_form_changes_nothing_and_says_so(self, staff, form_values):
        client = staff("view_querylog", "change_querylog")
        page = client.post(DECIDE, form_values, follow=True).content.decode()
        assert "没有选择检索词" in page
        assert client.get(DECIDE).status_code == 405
