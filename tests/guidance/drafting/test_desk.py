"""The desk for drafted measures: nothing is public before a decision, and each decision can be undone."""

import pytest
from django.urls import reverse

from articles.importing.batch import import_files
from articles.models import Policy
from guidance.drafting.proposals import waiting_in
from guidance.finder.finder_page import finder_page
from guidance.finder.parameters import read_what_is_valid
from guidance.matching.verdicts import Verdict
from guidance.models import Fact, RejectedDraft, SupportMeasure
from guidance.models.catalogue import offered_measures

pytestmark = pytest.mark.django_db
TEXT = """# 某市促进科技创新若干规定

第一条 为了促进科技创新，制定本规定。

第二条 对首次认定的高新技术企业，给予一次性奖励20万元。

第三条 骗取奖励的，责令退还。

第四条 企业技术改造贷款按同期利率的50%给予贴息，最高不超过100万元。
"""
PASSED = {"title": "高新技术企业奖励", "promise": "首次认定的高新技术企业，奖励20万元。"}


@pytest.fixture
def policy(db, tmp_path) -> Policy:
    file = tmp_path / "某市促进科技创新若干规定.md"
    file.write_text(TEXT, encoding="utf-8")
    (outcome,) = import_files([file])
    return outcome.policy


def desk(policy: Policy) -> str:
    return reverse("admin:guidance_drafts_of_policy", args=[policy.slug])


def decide(client, policy: Policy, button: str, **changed):
    proposal = waiting_in(policy)[0]
    data = {
        "at": proposal.key,
        **PASSED,
        "benefit": "grant",
        "force": "rigid",
        "kinds": ["enterprise"],
        "conditions": ["0"],
        button: "1",
    }
    return client.post(desk(policy), {**data, **changed}, follow=True)


def test_the_clauses_that_give_something_wait_and_are_offered_to_nobody(policy):
    assert [proposal.article.label for proposal in waiting_in(policy)] == ["第二条", "第四条"]
    assert not [measure for measure in offered_measures() if measure.article.policy == policy]


def test_the_desk_shows_the_clause_in_its_article_with_what_was_read(admin_client, policy):
    page = admin_client.get(desk(policy)).content.decode()
    assert "第 1 项，共 2 项等待决定" in page
    assert "<mark>对首次认定的高新技术企业，给予一次性奖励20万元</mark>" in page
    assert "<q>20万元</q>" in page
    assert "这一句没有写" in page


def test_a_confirmed_one_is_offered_and_asks_for_its_condition(admin_client, policy):
    decide(admin_client, policy, "_publish")
    measure = SupportMeasure.objects.get(article__policy=policy)
    assert (measure.title, measure.benefit, measure.status) == (PASSED["title"], "grant", "published")
    fact = Fact.objects.get(criteria__measure=measure)
    assert fact.question == "是否符合“首次认定的高新技术企业”？"
    assert [row.value for row in measure.stated_values.all()] == ["20万元"]
    query = "kind=enterprise"
    assert verdict(measure, query) == Verdict.CHECK
    assert verdict(measure, f"{query}&fact_{fact.code}=yes") == Verdict.APPLIES
    assert verdict(measure, "kind=university") == Verdict.EXCLUDED
    assert [proposal.article.label for proposal in waiting_in(policy)] == ["第四条"]


def verdict(measure: SupportMeasure, query: str) -> Verdict:
    from django.http import QueryDict

    results = finder_page(read_what_is_valid(QueryDict(f"{query}&measure={measure.slug}"))).results
    (entry,) = (*results.claimable, *results.tasks, *results.near, *results.far)
    return entry.match.verdict


def test_one_kept_as_a_draft_is_not_public(admin_client, policy, client):
    decide(admin_client, policy, "_draft")
    measure = SupportMeasure.objects.get(article__policy=policy)
    assert measure.status == "draft"
    assert client.get(measure.get_absolute_url()).status_code == 404


def test_a_rejected_one_is_not_proposed_again_until_that_is_taken_back(admin_client, policy):
    decide(admin_client, policy, "_reject", reason="只是目标")
    assert len(waiting_in(policy)) == 1
    RejectedDraft.objects.get(reason="只是目标").delete()
    assert len(waiting_in(policy)) == 2


def test_deciding_twice_changes_nothing_more(admin_client, policy):
    key = waiting_in(policy)[0].key
    decide(admin_client, policy, "_publish")
    page = decide(admin_client, policy, "_publish", at=key).content.decode()
    assert "已经决定" in page
    assert SupportMeasure.objects.filter(article__policy=policy).count() == 1


def test_what_is_missing_is_said_beside_its_field(admin_client, policy):
    page = decide(admin_client, policy, "_publish", title="").content.decode()
    assert "errorlist" in page
    assert not SupportMeasure.objects.filter(article__policy=policy).exists()


def test_the_list_tells_how_many_wait_in_each_policy(admin_client, policy):
    page = admin_client.get(reverse("admin:guidance_drafts"), {"q": "某市促进"}).content.decode()
    assert desk(policy) in page
    assert "<td>2</td>" in page


@pytest.mark.parametrize("name", ["guidance_drafts", "guidance_drafts_of_policy"])
def test_readers_do_not_see_the_desk(client, policy, name):
    args = [policy.slug] if name.endswith("policy") else []
    response = client.get(reverse(f"admin:{name}", args=args))
    assert response.status_code == 302
    assert "/login" in response["Location"]


@pytest.mark.parametrize("at", ["", "\0", "x" * 5000, "9" * 30, "1:-1", "-1:0", "1:1:1"])
def test_any_place_gets_an_answer(admin_client, policy, at):
    assert admin_client.get(desk(policy), {"at": at}).status_code == 200
    assert decide(admin_client, policy, "_publish", at=at).status_code == 200
    assert not SupportMeasure.objects.filter(article__policy=policy).exists()
