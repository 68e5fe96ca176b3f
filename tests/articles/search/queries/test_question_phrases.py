"""Questions of how much and how long: the phrase that asks is a word of its own, with the wording of laws."""

import pytest

from articles.search.queries.analysis import analyse_query
from articles.text.wording.synonym_tables.synonyms import BESIDE

LAW = """中华人民共和国某法
第一章 义务
第一条 泄露商业秘密的行为，应当禁止，泄露商业秘密是不正当的。
第二条 租赁期限由当事人约定。
第三条 租赁期限不得超过二十年。
第二章 法律责任
第四条 违反本法规定的，处一万元以上十万元以下罚款。
"""


@pytest.mark.parametrize(
    ("typed", "expanded"),
    [
        ("酒驾罚多少钱", ["酒驾", "罚多少钱"]),  # jieba cuts 酒|驾罚|多少钱
        ("酒驾怎么处罚", ["酒驾", "怎么处罚"]),
        ("租期最长多少年", ["租期", "最长"]),
        ("处罚多少人", ["处罚"]),  # 罚多少 begins within 处罚
    ],
)
def test_a_phrase_that_asks_stands_apart(shipped, typed, expanded):
    words = [synonym.word for synonym in analyse_query(typed).expansions]
    assert [word for word in words if BESIDE not in word] == expanded


def test_the_words_are_cut_there_too(shipped):
    assert "驾罚" not in [word.text for word in analyse_query("酒驾罚多少钱").words]


@pytest.mark.parametrize(
    ("typed", "label"), [("泄露商业秘密怎么处罚", "第四条"), ("租期最长多少年", "第三条")]
)
def test_the_article_that_says_how_much_is_among_the_first(client, shipped, import_text, typed, label):
    import_text("law", LAW)
    results = client.get("/api/v1/search/", {"q": typed, "policy": "law"}).json()["results"]
    assert label in [result["label"] for result in results[:2]]


def test_an_everyday_word_is_found_inside_what_the_tokenizer_only_guesses(shipped):
    query = analyse_query("失业金能领几个月")  # jieba cuts 失业|金能领|几个|月
    assert "失业金" in [synonym.word for synonym in query.expansions]
    assert "金能领" not in [word.text for word in query.words]
