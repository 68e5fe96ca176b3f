"""What counts in one policy only: its synonyms and everyday questions; what counts everywhere does so."""

from dataclasses import replace

import pytest

from articles.models import EverydayQuestion, Policy
from articles.search import search
from articles.search.queries.analysis import analyse_query
from articles.search.results.filters.choices import in_policy
from articles.search.scoring.explanation import explain
from articles.search.settings.configuration import shipped_configuration, using_configuration

HARBOUR = "港口办法\n第一条 泊位应当宽敞。\n第二条 灯塔应当明亮。\n"
SAILING = "航行办法\n第一条 灯塔由船员看守。\n第二条 船员应当识字。\n"
TABLE = "【harbour】\n亮堂堂 → 灯塔 | 0.9 | 第二条\n【全库】\n水手 → 船员 | 0.9 | 第二条\n"


@pytest.fixture
def policies(import_text):
    """Two policies beside the shipped one."""
    return {"harbour": import_text("harbour", HARBOUR), "sailing": import_text("sailing", SAILING)}


@pytest.fixture
def table(policies):
    """The synonyms of the tests instead of those that ship."""
    with using_configuration(replace(shipped_configuration(), synonyms=TABLE)):
        yield


def articles_found(query: str, within: Policy | None = None) -> list[tuple[str, int]]:
    hits = search(query, choices=in_policy(within)).hits
    return [(hit.article.policy.slug, hit.article.number) for hit in hits]


def test_a_policys_own_word_finds_its_articles_and_no_others(table, policies):
    assert articles_found("亮堂堂", within=policies["harbour"]) == [("harbour", 2)]
    assert articles_found("亮堂堂") == [("harbour", 2)]
    assert articles_found("亮堂堂", within=policies["sailing"]) == []


def test_a_general_word_counts_everywhere(table, policies):
    assert {slug for slug, _ in articles_found("水手")} == {"sailing"}
    assert {slug for slug, _ in articles_found("水手", within=policies["sailing"])} == {"sailing"}


def test_an_own_word_raises_its_article_only_where_the_policy_alone_is_searched(table, policies):
    article = policies["harbour"].articles.get(number=2)
    query_within = analyse_query("亮堂堂 泊位", within=policies["harbour"])
    query_among_all = analyse_query("亮堂堂 泊位")
    assert [synonym.word for synonym in query_within.expansions] == ["亮堂堂"]
    assert [synonym.word for synonym in query_among_all.expansions] == []
    assert (
        explain(query_within, [article.pk])[article.pk].total
        > explain(query_among_all, [article.pk])[article.pk].total
    )


def test_one_word_may_have_a_general_and_an_own_meaning(policies):
    synonyms = "灯 → 船员 | 0.9 | 甲\n【harbour】\n灯 → 泊位 | 0.9 | 乙\n"
    with using_configuration(replace(shipped_configuration(), synonyms=synonyms)):
        means = {
            name: analyse_query("灯", within=policy).expansions[0].means for name, policy in policies.items()
        }
    assert means == {"harbour": (("泊位",),), "sailing": (("船员",),)}


@pytest.mark.parametrize("name", ["工信部联科[2009]232号", "国家产业技术政策", "gxblk-2009-232"])
def test_a_policy_is_named_in_any_usual_way(shipped, policies, name):
    with using_configuration(replace(shipped_configuration(), synonyms=f"【{name}】\n亮堂堂 → 信贷\n")):
        assert [synonym.word for synonym in analyse_query("亮堂堂", within=shipped).expansions] == ["亮堂堂"]


def test_what_a_word_means_in_one_policy_is_counted_there(table, policies):
    (group,) = (group for group in search("亮堂堂 船员").facets if group.name == "policy")
    assert {link.label: link.count for link in group.links} == {"港口办法": 1, "航行办法": 2}


def test_in_a_portal_of_one_policy_all_its_words_count(shipped):
    assert [synonym.word for synonym in analyse_query("贷款").expansions] == ["贷款"]


def test_an_everyday_question_leads_out_of_its_policy_only_when_it_is_nearly_the_query(policies):
    article = policies["harbour"].articles.get(number=1)
    EverydayQuestion.objects.create(article=article, text="大船停得下吗，要不要另找地方")
    far_query = "大船漏水了找谁赔"
    assert article.pk in analyse_query(far_query, within=policies["harbour"]).weighted_terms.similar_questions
    assert article.pk not in analyse_query(far_query).weighted_terms.similar_questions
    half_query = "大船停得下吗，要不要另找律师"
    assert (
        article.pk in analyse_query(half_query, within=policies["harbour"]).weighted_terms.similar_questions
    )
    assert article.pk not in analyse_query(half_query).weighted_terms.similar_questions
    near_query = "大船停得下吗"
    assert article.pk in analyse_query(near_query).weighted_terms.similar_questions
