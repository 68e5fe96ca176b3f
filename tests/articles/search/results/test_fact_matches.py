"""Documents found by their facts, above the articles."""

import pytest

from articles.models import Issuer, Policy
from articles.search import analyse_query, search
from articles.search.results.fact_matches import find_by_facts
from articles.search.results.result_sources import configured_sources

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


def above(query: str) -> list[str]:
    return [hit.policy for hit in search(query, sources=configured_sources()).items if hasattr(hit, "policy")]


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
    assert above(query)[0] == "rules"


@pytest.mark.parametrize(
    "query", ["232号", "232号文", "2009年5月15日", "财政部 2009年", "工信部2009年", "2009年科技部发布的文件"]
)
def test_the_shipped_policy_has_facts_too(rules, query):
    assert above(query)[0] == "gxblk-2009-232"


@pytest.mark.parametrize("query", ["723号令", "2019年10月22日通过", "财政部 2010年", "国务院 2018年"])
def test_facts_of_no_document_find_none(rules, query):
    assert find_by_facts(analyse_query(query)) == []


@pytest.mark.parametrize("query", ["国务院令722号", "国务院令第722号第二条"])
def test_the_number_of_an_order_is_a_citation(client, rules, query):
    assert client.get("/goto/", {"q": query})["Location"].startswith("/policies/rules/")


def test_what_is_not_published_is_not_found(rules):
    Policy.objects.filter(pk=rules.pk).update(publication="draft")
    assert find_by_facts(analyse_query("722号令")) == []
