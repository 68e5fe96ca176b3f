"""A citation of another version, and names in which a short one stands, lead to the article and say so."""

import pytest

from articles.models import Policy
from articles.search import search, suggest

TITLES = {
    "code": "中华人民共和国民法典",
    "patents": "中华人民共和国专利法",
    "company": "中华人民共和国公司法",
    "evidence": "最高人民法院关于民事诉讼证据的若干规定",
    "income": "中华人民共和国个人所得税法实施条例",
    "consumers": "浙江省实施《中华人民共和国消费者权益保护法》办法",
}
ADOPTED = (
    "1984年3月12日通过 根据1992年9月4日的决定第一次修正 根据2000年8月25日的决定第二次修正 "
    "根据2008年12月27日的决定第三次修正"
)


@pytest.fixture
def library(import_text, shipped):
    text = "{}\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    policies = {slug: import_text(slug, text.format(title)) for slug, title in TITLES.items()}
    Policy.objects.filter(slug="patents").update(adoption=ADOPTED, amended_on="2008-12-27")
    Policy.objects.filter(slug="company").update(amended_on="2018-10-26")
    return policies


@pytest.mark.parametrize(
    ("cited", "address"),
    [
        ("专利法(2000)第2条", "/policies/patents/articles/2/?cited_version=2000"),
        ("专利法第三次修正后第2条", "/policies/patents/articles/2/"),
        ("专利法第二次修正后第2条", "/policies/patents/articles/2/?cited_version=2000"),
        ("专利法（2000）", "/policies/patents/?cited_version=2000"),
        ("专利法2008", "/policies/patents/"),
        ("新公司法第2条", "/policies/company/articles/2/?cited_version=newest"),
        ("最高院民诉证据规定第2条", "/policies/evidence/articles/2/"),
        ("最高人民法院民事证据规定2条", "/policies/evidence/articles/2/"),
        ("个税实施条例第2条", "/policies/income/articles/2/"),
        ("浙江省消法实施办法第2条", "/policies/consumers/articles/2/"),
        ("民法典§2", "/policies/code/articles/2/"),
    ],
)
def test_a_citation_leads_there(client, library, cited, address):
    assert client.get("/goto/", {"q": cited})["Location"] == address


def test_the_page_says_that_another_text_was_meant(client, library):
    year = client.get("/policies/patents/?cited_version=2000").content.decode()
    assert "您引用的是2000年的文本，本库没有收录那一版；这里是2008年的文本" in year
    newest = client.get("/policies/company/articles/2/?cited_version=newest").content.decode()
    assert "您写的是新的文本；这里是2018年的文本" in newest


@pytest.mark.parametrize("cited", ["民法典9条", "民法典第9条 违约"])
def test_search_says_that_a_law_has_no_such_article(client, library, cited):
    first = search(cited).lines[0]
    assert first.label == "没有这一条"
    assert "没有第九条，条号范围为第一条至第三条" in first.summary
    assert "没有第九条" in client.get("/search/", {"q": cited}).content.decode()


def test_search_says_that_an_amendment_is_not_held(library):
    first = search("民法典修正案一 第1条").lines[0]
    assert first.summary == "本库没有收录《民法典修正案一》的全文。"


@pytest.mark.parametrize("typed", ["民法典 三条", "民法典 三", "根据民法典第3条规定"])
def test_suggestions_read_numerals_and_words_around(library, typed):
    assert [suggestion.path for suggestion in suggest(typed)][:1] == ["/policies/code/articles/3/"]
