"""Articles of a page, in statements written by hand: the same as the ORM's."""

import pytest
from django.forms.models import model_to_dict

from articles.models import Article, Division, Policy
from articles.models.articles import article_reading
from articles.models.articles.article_reading import read_articles

LAW = """某某法

第一编 总则

第一分编 一般规定

第一章 通则

第一条 甲。

第二编 分则

第二条 乙。
"""


def everything(article: Article) -> list[dict]:
    lineage = article.division.lineage if article.division else []
    return [model_to_dict(row) for row in (article, article.policy, *lineage)]


@pytest.mark.parametrize("title", ["shipped", "law", "undivided"])
def test_it_is_what_the_orm_reads(shipped, import_text, title, django_assert_num_queries):
    import_text("law", LAW)
    import_text("undivided", "某某办法\n第一条 甲。\n第二条 乙。\n")
    policies = {"shipped": shipped.slug, "law": "law", "undivided": "undivided"}
    articles = list(Article.objects.for_reading().filter(policy__slug=policies[title]))
    statements = 2 if title == "undivided" else 3
    with django_assert_num_queries(statements):
        articles_read = read_articles([article.pk for article in articles])
        read = {pk: everything(article) for pk, article in articles_read.items()}
        urls = {article.get_absolute_url() for article in articles_read.values()}
    assert read == {article.pk: everything(article) for article in articles}
    assert urls == {article.get_absolute_url() for article in articles}
    assert len({id(article.policy) for article in articles_read.values()}) == 1


def test_what_is_gone_is_left_out_and_nothing_asked_is_nothing(shipped, django_assert_num_queries):
    first = shipped.articles.first().pk
    assert read_articles([first, first + 100_000]).keys() == {first}
    with django_assert_num_queries(0):
        assert read_articles([]) == {}


@pytest.mark.parametrize("gone", [Policy, Division])
def test_an_article_is_gone_with_what_was_deleted_between_two_statements(shipped, monkeypatch, gone):
    read = article_reading._read_rows
    monkeypatch.setattr(
        article_reading, "_read_rows", lambda model, *rest: {} if model is gone else read(model, *rest)
    )
    in_a_division = shipped.articles.exclude(division=None).first()
    assert read_articles([in_a_division.pk]) == {}


def test_an_article_of_a_page_can_be_changed_and_saved(shipped):
    pk = shipped.articles.first().pk
    article = read_articles([pk])[pk]
    article.text += "变更。"
    article.save()
    assert Article.objects.get(pk=pk).text.endswith("变更。")
