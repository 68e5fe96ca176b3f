"""A word that a synonym explains by a citation is a name of that article, which leads the results."""

from dataclasses import replace

import pytest

from articles.models.policies.policy_choices import Publication
from articles.models.postgres.content_versions import one_state
from articles.search import search
from articles.search.queries.analysis import analyse_query
from articles.search.scoring.explanation import explain
from articles.search.settings.configuration import shipped_configuration, using_configuration

LAW = "港口法\n第一条 破坏灯塔的，处罚款。\n第二条 船员应当识字。\n第三条 罚款交港口。\n"
RULES = "港口罚款规定\n第一条 毁灯罪的罚款加倍。\n第二条 毁灯罪由港口告发，毁灯罪不得私了。\n"
TABLE = "毁灯罪 → 《港口法》第一条 | 0.5 | 第一条\n黑灯罪 → 《湖泊法》第一条 | 0.5 | 无\n"


@pytest.fixture
def table(import_text):
    """A law whose first article has a name that its text lacks, and rules that use the name."""
    law = import_text("harbour", LAW)
    import_text("rules", RULES)
    with using_configuration(replace(shipped_configuration(), synonyms=TABLE)):
        yield law


def articles_found(query: str, **options) -> list[tuple[str, int]]:
    return [(hit.article.policy.slug, hit.article.number) for hit in search(query, **options).hits]


@pytest.mark.parametrize("query", ["毁灯罪", "毁灯罪的罚款", "毁灯罪由谁告发，能不能私了"])
def test_the_article_leads_whatever_else_is_asked(table, query):
    assert articles_found(query)[0] == ("harbour", 1)


def test_what_uses_the_name_is_found_as_before(table):
    assert {("rules", 1), ("rules", 2)} <= set(articles_found("毁灯罪的罚款"))
    assert ("harbour", 1) not in articles_found("毁灯罪的罚款", expand=False)


def test_why_says_that_the_word_means_the_article(table):
    article = table.articles.get(number=1)
    query = analyse_query("毁灯罪")
    why = explain(query, [article.pk])[article.pk]
    assert (why.asked, why.is_named) == ("毁灯罪", True)
    best = search("毁灯罪").hits[0]
    assert best.score == pytest.approx(why.total, rel=1e-4)


def test_an_article_that_is_not_held_changes_nothing(table):
    assert analyse_query("黑灯罪 罚款").weighted_terms.named_articles == []
    assert ("rules", 1) in articles_found("黑灯罪 罚款")


def test_the_article_is_looked_up_once_until_it_changes(table, django_assert_num_queries):
    assert analyse_query("毁灯罪").weighted_terms.named_articles
    with one_state():
        query = analyse_query("毁灯罪")
        with django_assert_num_queries(0):
            assert query.weighted_terms.named_articles
    table.articles.filter(number=1).update(publication=Publication.WITHDRAWN)
    assert analyse_query("毁灯罪").weighted_terms.named_articles == []
