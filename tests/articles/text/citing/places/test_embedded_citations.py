"""Citations with other words around them: what stands before, behind, and which article."""

from time import process_time

import pytest

from articles.text.citing.places.article_citations import LONGEST
from articles.text.citing.places.embedded_citations import find_citation


@pytest.mark.parametrize(
    ("text", "before", "articles", "after"),
    [
        ("刑法266条诈骗罪", "刑法", [266], "诈骗罪"),
        ("民法典577条怎么理解", "民法典", [577], "怎么理解"),
        ("民法典577 违约责任", "民法典", [577], "违约责任"),
        ("违约责任 民法典577", "违约责任 民法典", [577], ""),
        ("劳动合同法38、46条 赔偿", "劳动合同法", [38, 46], "赔偿"),
        ("劳动合同法第十条和第十一条有什么不同", "劳动合同法", [10, 11], "有什么不同"),
        ("公司法解释三18条 股东", "公司法解释三 ", [18], "股东"),
        ("第577条 民法典", "", [577], "民法典"),
        ("577条民法典", "", [577], "民法典"),
    ],
)
def test_the_words_around_are_kept_apart(text, before, articles, after):
    match = find_citation(text)
    numbers = [place.article for place in (match.citation, *match.citation.also)]
    assert (match.before, numbers, match.after) == (before, articles, after)


@pytest.mark.parametrize(
    "text",
    ["2020年新规", "民法典2020年", "最高法 2022 虚假陈述", "25条", "18岁 合同", "第一条的罚则第二条有没有"],
)
def test_other_numbers_are_no_article(text):
    assert find_citation(text) is None


def test_item_and_paragraph_are_read_too():
    citation = find_citation("劳动合同法39条（二）严重违反规章制度").citation
    assert (citation.article, citation.item) == (39, 2)


@pytest.mark.parametrize(
    ("text", "title", "number", "before", "after", "is_bare"),
    [
        ("说说《甲法》里的25条怎么理解", "甲法", None, "说说", "怎么理解", True),
        ("说说《甲法》第25条", "甲法", None, "说说", "", False),
        ("说说《5G 应用办法》第25条", "5g应用办法", None, "说说", "", False),
        ("国发〔2019〕3号第25条怎么办", None, "国发〔2019〕3号", "", "怎么办", False),
        ("第3问，国发〔2019〕3号的25条怎么办", None, "国发〔2019〕3号", "第3问,", "怎么办", True),
        ("刑法266条诈骗罪", None, None, "刑法", "诈骗罪", True),
        ("刑法第266条诈骗罪", None, None, "刑法", "诈骗罪", False),
    ],
)
def test_the_citation_names_the_document_beside_it(text, title, number, before, after, is_bare):
    match = find_citation(text)
    assert (match.citation.title, match.citation.document_number) == (title, number)
    assert (match.before, match.after, match.is_bare) == (before, after, is_bare)


@pytest.mark.parametrize("repeated", ["-1", "1-", "第1-", "1之1-", "1、"])
def test_numbers_in_a_row_are_read_in_one_way_only(repeated):
    """They were read in every way there is: forty of them in a search kept a server busy for minutes."""
    began = process_time()
    find_citation(repeated * LONGEST)
    assert process_time() - began < 20  # of minutes, or for ever
