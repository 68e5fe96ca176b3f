"""A chapter, a part or the text of a year that is cited with its document stands above the results."""

import pytest

from articles.search import search

LAW = """中华人民共和国河法
第一编 总则
第一章 一般规定
第一条 河流属于国家。
第二编 航行
第一章 河船
第二条 河船应当登记。
"""


@pytest.fixture(autouse=True)
def library(import_text, shipped):
    import_text("rivers", LAW)
    import_text("notes", "河法问答\n第一条 河法第二编第一章规定登记。\n")


def urls_above(query: str) -> list[str]:
    results = search(query)
    return [hit.url for hit in results.others if hit.stands_above]


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("河法第二编第一章", "/policies/rivers/chapters/2-1/"),
        ("河法航行编", "/policies/rivers/full/#part_2"),
        ("河法2020", "/policies/rivers/?cited_version=2020"),
    ],
)
def test_the_place_is_a_result(query, url):
    assert urls_above(query)[0] == url


@pytest.mark.parametrize(
    "query", ["第一章", "河法第二条", "河法第九章", "河船 第一章 登记", "河法第二编第一章 政策:rivers"]
)
def test_nothing_else_is(query):
    assert not any("/chapters/" in url or "#" in url for url in urls_above(query))
