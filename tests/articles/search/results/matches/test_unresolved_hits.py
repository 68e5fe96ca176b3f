"""A query that is the name of a document which is not held: the notice above results, on page and API."""

import pytest

from articles.search import search
from tests.articles.conftest import store_text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def library(module_transaction):
    store_text("dogs", "上海市养犬管理条例\n第一条 养犬应当登记。\n第二条 民营经济养犬免费。\n")
    store_text("more-dogs", "江城市养犬管理条例\n第一条 养犬应当登记。\n")


def lines_above(query: str) -> list[str]:
    lines = search(query).lines
    return [f"{hit.label}:{hit.name}" for hit in lines if getattr(hit, "stands_above", False)]


@pytest.mark.parametrize(
    "name",
    [
        "民营经济促进法",
        "广州市养犬管理条例",
        "《广州市养犬管理条例》",
        "个人所得税专项附加扣除暂行办法",
        "美国出口管制条例",
        "必须招标的工程项目规定",
    ],
)
def test_it_is_said_above_the_results(library, name):
    assert lines_above(name) == [f"未收录的文件:{name.strip('《》')}"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("英国养犬条例 登记", "英国养犬条例"), ("美国宪法第二修正案", "美国宪法第二修正案")],
)
def test_of_a_law_of_another_state_too_with_words_behind_it(library, query, name):
    assert lines_above(query) == [f"未收录的文件:{name}"]


def test_the_results_stay_and_no_other_notice_appears(client, library):
    results = search("民营经济促进法")
    assert results.hits
    assert results.answer is None
    page = client.get("/search/", {"q": "民营经济促进法"}).content.decode()
    assert "本库没有收录《民营经济促进法》的全文" in page
    first = client.get("/api/v1/search/", {"q": "民营经济促进法"}).json()["results"][0]
    assert (first["label"], first["heading"]) == ("未收录的文件", "民营经济促进法")


def test_goto_says_so_too(client, library):
    response = client.get("/goto/", {"q": "民营经济促进法"})
    assert response.status_code == 404
    assert "没有收录《民营经济促进法》" in response.content.decode()


@pytest.mark.parametrize("name", ["养犬管理办法", "养犬管理条例"])
def test_what_several_places_have_is_listed(library, name):
    assert not any(line.startswith("未收录") for line in lines_above(name))
    assert any("养犬管理条例" in line for line in lines_above(name))


@pytest.mark.parametrize(
    "query",
    ["违约金计算办法", "离婚财产分割规定", "怎么办理养犬登记的规定", "行政执法", "养犬"],
)
def test_words_for_a_subject_are_no_name(library, query):
    assert lines_above(query) == []
