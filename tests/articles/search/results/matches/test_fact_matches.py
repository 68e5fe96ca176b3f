"""Documents found by their facts, above the articles."""

import pytest

from articles.models import Issuer, Policy
from articles.search import analyse_query, search
from articles.search.results.matches.fact_matches import find_by_facts

RULES = "某条例\n第一条 甲。\n第二条 乙。\n"


@pytest.fixture
def rules(import_text, shipped):
    policy = import_text("rules", RULES)
    Policy.objects.filter(pk=policy.pk).update(
        document_number="国务院令第722号",
        document_number_key="国务院令第722号",
        published_on="2019-10-22",
        adoption="2019年10月8日 国务院第66次常务会议通过\n2019年10月22日 国务院令第722号公布",
    )
    Issuer.objects.create(
        policy=policy, position=1, printed_name="国务院", name="国务院", official_name="国务院"
    )
    return policy


def policies_found(query: str) -> list[str]:
    return [hit.policy for hit in search(query).items if hasattr(hit, "policy")]


@pytest.mark.parametrize(
    "query",
    [
        "722号令",
        "第722号令",
        "2019年10月22日公布",
        "二〇一九年十月二十二日",
        "2019年10月8日通过",
        "国务院 2019年",
    ],
)
def test_facts_lead_to_the_document(rules, query):
    assert policies_found(query)[0] == "rules"


@pytest.mark.parametrize("query", ["国务院 2019 某条例", "2019年 国务院 某条例"])
def test_a_body_a_year_and_what_it_is_about_lead_to_it(rules, query):
    assert [hit.policy for hit in find_by_facts(analyse_query(query))] == ["rules"]
    assert find_by_facts(analyse_query(query.replace("某条例", "营商环境"))) == []
    undated = Policy.objects.filter(pk=rules.pk)
    undated.update(
        published_on=None, adopted_on=None, effective_on="2020-01-01", document_number_key="法释[2019]3号"
    )
    assert find_by_facts(analyse_query(query)), "its number tells the year"
    undated.update(document_number_key="")
    assert find_by_facts(analyse_query(query)) == []
    assert find_by_facts(analyse_query(query.replace("2019", "2020"))), "the day of its effect does"


@pytest.mark.parametrize(
    "query", ["232号", "232号文", "2009年5月15日", "财政部 2009年", "工信部2009年", "2009年科技部发布的文件"]
)
def test_the_shipped_policy_has_facts_too(rules, query):
    assert policies_found(query)[0] == "gxblk-2009-232"


@pytest.mark.parametrize("query", ["财政部 2010年", "国务院 2018年", "723号", "2019年10月21日"])
def test_facts_of_no_document_find_none(rules, query):
    assert find_by_facts(analyse_query(query)) == []


@pytest.mark.parametrize("query", ["723号令", "令第723号", "2019年10月22日通过"])
def test_of_an_order_or_an_event_that_no_document_has_it_is_said(rules, query):
    (hit,) = find_by_facts(analyse_query(query))
    assert (hit.policy, hit.stands_above) == ("", True)
    assert query in hit.summary


@pytest.mark.parametrize("query", ["国务院令722号", "国务院令第722号第二条"])
def test_the_number_of_an_order_is_a_citation(client, rules, query):
    assert client.get("/goto/", {"q": query})["Location"].startswith("/policies/rules/")


def test_a_body_may_have_an_everyday_name(rules):
    Issuer.objects.filter(policy=rules).update(name="最高人民法院", official_name="最高人民法院")
    assert [hit.policy for hit in find_by_facts(analyse_query("最高法 2019 某条例"))] == ["rules"]


def test_what_is_not_published_is_not_found(rules):
    Policy.objects.filter(pk=rules.pk).update(publication="draft")
    assert [hit.policy for hit in find_by_facts(analyse_query("722号令"))] == [""]


def test_who_adopted_a_document_on_a_day_narrows_the_list(rules, import_text):
    other = import_text("other", "某法\n第一条 甲。\n")
    Policy.objects.filter(pk=other.pk).update(adopted_on="2019-10-08")
    assert set(policies_found("2019年10月8日通过")) >= {"rules", "other"}
    assert policies_found("2019年10月8日国务院通过")[:1] == ["rules"]
    assert "other" not in policies_found("2019年10月8日国务院通过")
    # nothing is of that body: the day alone counts
    assert "other" in policies_found("2019年10月8日海关总署通过")


def test_an_order_is_found_first_however_its_body_is_called(rules):
    Policy.objects.filter(pk=rules.pk).update(
        document_number="国家市场监督管理总局令第43号", document_number_key="国家市场监督管理总局令第43号"
    )
    assert policies_found("市场监管总局令第43号")[:1] == ["rules"]
