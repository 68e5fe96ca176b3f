"""What has ended, or may have, ranks behind what holds; which documents that is, by what texts say."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from articles.links.linker import suggest_links
from articles.models import Policy
from articles.models.policies.newer_texts import older_texts
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.validity_doubts import doubts_of, public_doubts
from articles.models.postgres.content_versions import one_state
from articles.search import search
from articles.search.scoring.explanation import explain

pytestmark = pytest.mark.usefixtures("shipped")
TEXT = "第一条 仓库须有防火卷帘。\n"


def order(query: str) -> list[str]:
    return [hit.article.policy.slug for hit in search(query).hits]


@pytest.fixture
def two_rules(import_text):
    """Two rules with the same words, the older one first."""
    return [import_text(slug, f"某市仓库{name}\n{TEXT}") for slug, name in (("a", "办法"), ("b", "规则"))]


@pytest.mark.parametrize("status", [PolicyStatus.REPEALED, PolicyStatus.EXPIRED])
def test_what_an_editor_calls_ended_comes_after_what_holds(two_rules, status):
    assert order("仓库防火卷帘") == ["a", "b"]
    Policy.objects.filter(slug="a").update(status=status, status_basis="清理决定")
    assert order("仓库防火卷帘") == ["b", "a"]


def test_the_reason_is_part_of_the_score(two_rules):
    Policy.objects.filter(slug="a").update(status=PolicyStatus.REPEALED, status_basis="清理决定")
    results = search("仓库防火卷帘")
    whys = explain(results.query, [hit.article.pk for hit in results.hits])
    lowered = {hit.article.policy.slug: whys[hit.article.pk].ended_amount for hit in results.hits}
    assert (lowered["a"] < 0, lowered["b"]) == (True, 0)
    for hit in results.hits:
        assert whys[hit.article.pk].total == pytest.approx(hit.score, abs=1e-3)


REPEALING = "某国民法典\n第一条 为了交易，制定本法。\n第二条 《某国担保法》、《某国合同法》同时废止。\n"


@pytest.mark.parametrize(
    "title",
    ["某法院关于适用《某国担保法》若干问题的解释", "某省实施《某国担保法》办法", "某国担保法实施细则"],
)
def test_what_explains_a_repealed_law_may_have_ended(import_text, title):
    suggest_links(import_text("code", REPEALING))
    explanation = import_text("under", f"{title}\n{TEXT}")
    other = import_text("other", f"某法院关于适用《某国民法典》若干问题的解释\n{TEXT}")
    (doubt,) = doubts_of(explanation)
    assert (doubt.status, "《某国担保法》已废止，见" in doubt.basis) == (PolicyStatus.REPEALED, True)
    assert doubts_of(other) == ()
    assert order("仓库防火卷帘") == ["other", "under"]


def test_what_was_made_after_the_repeal_or_under_a_law_that_is_held_is_in_no_doubt(import_text):
    code = import_text("code", REPEALING)
    suggest_links(code)
    Policy.objects.filter(pk=code.pk).update(adopted_on=date(2020, 5, 28))
    later = import_text("later", f"某法院关于适用《某国担保法》的解释\n{TEXT}")
    Policy.objects.filter(pk=later.pk).update(adopted_on=date(2022, 1, 1))
    import_text("held", f"某国合同法\n{TEXT}")
    Policy.objects.filter(slug="held").update(adopted_on=date(2024, 1, 1))
    of_held = import_text("of-held", f"某法院关于适用《某国合同法》的解释\n{TEXT}")
    assert [doubts_of(Policy.objects.get(pk=policy.pk)) for policy in (later, of_held)] == [(), ()]


def test_a_new_first_part_begins_a_series_anew(import_text):
    series = [
        ("old", "某法院关于审理仓储案件适用法律若干问题的解释", 2004),
        ("old-2", "某法院关于审理仓储案件适用法律若干问题的解释（二）", 2018),
        ("new-1", "某法院关于审理仓储案件适用法律问题的解释（一）", 2020),
        ("new-2", "某法院关于审理仓储案件适用法律问题的解释（二）", 2023),
    ]
    ids = {}
    for slug, title, year in series:
        ids[slug] = import_text(slug, f"{title}\n{TEXT}").pk
        Policy.objects.filter(pk=ids[slug]).update(adopted_on=date(year, 12, 1), kind="interpretation")
        Policy.objects.get(pk=ids[slug]).issuers.get_or_create(name="某法院", defaults={"position": 0})
    assert set(older_texts()) == {ids["old"], ids["old-2"]}


def test_results_read_the_doubts_about_their_policies_with_them(import_text, django_assert_num_queries):
    suggest_links(import_text("code", REPEALING))
    import_text("under", f"某国担保法实施细则\n{TEXT}")
    policy = Policy.objects.for_results().get(slug="under")
    with one_state():
        public_doubts(localdate())
        with django_assert_num_queries(0):
            assert doubts_of(policy)
