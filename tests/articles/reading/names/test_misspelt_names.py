"""Names of documents with a wrong character of the same sound, or two exchanged, are recognised."""

import pytest

from articles.models import Alias, Entity
from articles.reading.names.misspelt_names import misspelt_name
from articles.search import search

COMPANY = "中华人民共和国公司法\n第一条 公司发行股票，应当依照公司法登记。\n第二条 劳动合同应当书面订立。\n"
CONSUMER = "中华人民共和国江河养殖保护法\n第一条 保护江河。\n"


@pytest.fixture(autouse=True)
def library(import_text, shipped):
    document = Entity.objects.create(kind="document", slug="xfz", name="中华人民共和国江河养殖保护法")
    Alias.objects.create(entity=document, name="江湖护法")
    import_text("breeding", "江河养殖条例\n第一条 江河养殖应当登记，条列如下。\n")
    import_text("penal", "中华人民共和国刑法\n第一条 甲。\n第二条 刑罚从轻。\n")
    return import_text("company", COMPANY), import_text("consumer", CONSUMER)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("公司发", "公司法"),
        ("公思法", "公司法"),
        ("江河养殖包护法", "江河养殖保护法"),
        ("江湖户法", "江湖护法"),
        ("公司发第2条", "公司法第2条"),
        ("《公司发》第2条", "公司法》第2条"),
        ("公司發2条", "公司法2条"),
        ("江河养殖条列", "江河养殖条例"),
        ("公法司第2条", "公司法第2条"),
        ("江河养保殖护法", "江河养殖保护法"),
        ("邢法2条", "刑法2条"),
        ("刑罚第2条", "刑法第2条"),
    ],
)
def test_a_name_with_a_wrong_character_of_the_same_sound(typed, name):
    assert misspelt_name(typed).text.replace("》", "") == name.replace("》", "")


@pytest.mark.parametrize(
    "typed",
    [
        "公司法", "江河养殖保护法", "公司发行股票", "公司", "公思发", "公司罚款", "", "《", "2024",
        "gongsifa", "中华人民共和国公司法", "江河", "司发", "公司发行",
        "法司公", "公法思", "邢法", "刑罚", "办法第2条", "形发第2",
    ],
)  # fmt: skip
def test_nothing_else_is(typed):
    assert misspelt_name(typed) is None


def test_of_two_names_with_the_sound_none_is_chosen(import_text):
    import_text("other", "公司发\n第一条 某。\n")
    assert misspelt_name("公司伐") is None
    assert misspelt_name("公司发") is None, "a name itself"


def test_search_corrects_it_and_only_offers_it_where_texts_hold_what_was_typed():
    certain = search("江河养殖包护法").correction
    assert (certain.text, certain.is_certain) == ("江河养殖保护法", True)
    slip = search("江河养殖条列").correction
    assert (slip.text, slip.is_certain) == ("江河养殖条例", True), "a text has 条列"
    offered = search("公司发").correction
    assert (offered.text, offered.is_certain) == ("公司法", False)
    assert search("公司发行").correction is None


def test_a_word_before_the_number_of_an_article_is_taken_for_the_law_that_sounds_like_it():
    assert search("刑罚第9条").correction.text == "刑法第9条"
    assert search("刑罚").correction is None


def test_a_query_that_is_a_known_word_but_for_a_character_is_corrected_though_it_holds_a_function_word():
    assert search("国际和作").correction.text == "国际合作"


def test_the_way_to_an_article_offers_it(client):
    page = client.get("/goto/", {"q": "公司发第2条"})
    assert page.status_code == 404
    assert "您是不是要找" in page.content.decode()
    assert client.get("/goto/", {"q": "公司法第2条"})["Location"] == "/policies/company/articles/2/"
    response = client.get("/api/v1/goto/", {"q": "公司发第2条"})
    assert "您是不是要找“公司法第2条”" in response.json()["detail"]
    assert "您是不是要找" not in client.get("/goto/", {"q": "火星法第2条"}).content.decode()
