"""Lists and pickers name the policy, and find what editors call things."""

import lxml.html
import pytest
from django.contrib import admin

from articles.models import Article, Division, Mention
from articles.reading.names.named_rows import articles_cited

pytestmark = pytest.mark.django_db


def found(client, model: str, typed: str) -> list[str]:
    """What a picker of this model offers."""
    field = {
        "article": ("mention", "article"),
        "policy": ("mention", "policy"),
        "entity": ("mention", "entity"),
        "division": ("article", "division"),
    }[model]
    parameters = {"app_label": "articles", "model_name": field[0], "field_name": field[1], "term": typed}
    return [choice["text"] for choice in client.get("/admin/autocomplete/", parameters).json()["results"]]


@pytest.mark.parametrize(
    "typed",
    [
        "第二十五条", "25", "第25条", "国家产业技术政策 25", "产业技术政策25",
        "《国家产业技术政策》第二十五条",
        "工信部联科〔2009〕232号第25条", "工信部联科[2009]232号 25", "国家产业技术政策第六章第二十五条",
        "guojiachanyejishuzhengce 25", "国家产业技术政策 消化吸收 加大对引进技术",
    ],
)  # fmt: skip
def test_an_article_is_found_as_it_is_cited(admin_client, shipped, typed):
    offered = found(admin_client, "article", typed)
    assert offered[0].startswith("《国家产业技术政策》第二十五条")


def test_drafts_are_found_as_well(shipped, article):
    Article.objects.filter(pk=article(25).pk).update(publication="draft")
    assert [str(row.number) for row in articles_cited("国家产业技术政策 25")] == ["25"]


@pytest.mark.parametrize("typed", ["国家产业技术政策 99", "并没有这件政策 25", "完全不相干的话"])
def test_what_is_not_there_is_not_found(admin_client, shipped, typed):
    assert found(admin_client, "article", typed) == []


@pytest.mark.parametrize(
    ("model", "typed", "offered"),
    [
        ("policy", "产业技术政策", "《国家产业技术政策》工信部联科〔2009〕232号"),
        ("policy", "工信部联科[2009]232号", "《国家产业技术政策》工信部联科〔2009〕232号"),
        ("policy", "232号", "《国家产业技术政策》工信部联科〔2009〕232号"),
        ("policy", "gjcyjszc", "《国家产业技术政策》工信部联科〔2009〕232号"),
        ("entity", "工信部", "工业和信息化部 · 部委"),
        ("entity", "财政部", "财政部 · 部委"),
        ("entity", "caizhengbu", "财政部 · 部委"),
        ("division", "第一章", "《国家产业技术政策》第一章 发展目标"),
        ("division", "国家产业技术政策 第一章", "《国家产业技术政策》第一章 发展目标"),
        ("division", "发展目标", "《国家产业技术政策》第一章 发展目标"),
    ],
)
def test_others_are_found_by_their_names(admin_client, shipped, model, typed, offered):
    assert found(admin_client, model, typed)[0] == offered


@pytest.mark.parametrize("model", ["article", "policy", "entity", "division"])
def test_marks_without_a_title_find_nothing(admin_client, shipped, import_text, model):
    import_text("unnumbered", "某市港口条例\n第一条 甲。\n")
    assert found(admin_client, model, "《》") == []


@pytest.mark.parametrize(
    "typed", ["%", "'", "第", "第" * 500, "（", "25" * 200, "\ud7ff", "第0条", "99999条"]
)
def test_odd_searches_are_answered(admin_client, shipped, typed):
    for model in ("article", "policy", "entity", "division"):
        assert isinstance(found(admin_client, model, typed), list)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/articles/article/", "/admin/articles/mention/", "/admin/articles/laterrule/",
        "/admin/guidance/supportmeasure/", "/admin/guidance/articlewithoutmeasure/",
        "/admin/articles/division/",
    ],
)  # fmt: skip
def test_each_row_of_a_list_names_the_policy(admin_client, shipped, path):
    page = lxml.html.fromstring(admin_client.get(path).content.decode())
    rows = [row.text_content() for row in page.xpath("//table[@id='result_list']/tbody/tr")]
    assert rows
    assert [row for row in rows if "国家产业技术政策" not in row] == []


@pytest.mark.parametrize(
    "path", ["articles/mention", "guidance/supportmeasure", "guidance/articlewithoutmeasure"]
)
def test_lists_of_what_hangs_on_articles_are_searched_by_citation(admin_client, shipped, path):
    registered = {
        f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry
    }
    rows = registered[path].objects.filter(article__isnull=False)
    row = rows.first()
    page = admin_client.get(f"/admin/{path}/", {"q": f"国家产业技术政策 {row.article.number}"})
    listed = list(page.context["cl"].queryset)
    assert listed
    assert {listed_row.article_id for listed_row in listed} == {row.article_id}


def test_rows_and_messages_name_the_policy(article):
    assert str(article(1)).startswith("《国家产业技术政策》第一条")
    assert str(Division.objects.first()) == "《国家产业技术政策》第一章 发展目标"
    assert str(Mention.objects.published().of_article(article(1)).first()).startswith(
        "《国家产业技术政策》第一条 → "
    )
    outside = Mention.objects.published().outside_articles().first()
    assert str(outside).startswith("《国家产业技术政策》")
