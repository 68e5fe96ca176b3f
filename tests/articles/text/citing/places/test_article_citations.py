import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.places.article_citations import (
    Citation,
    article_address,
    article_label,
    parse_article_address,
    parse_citation,
)
from articles.text.citing.places.embedded_citations import find_citation
from tests.examples import patient

NUMBER = "工信部联科〔2009〕232号"


@pytest.mark.parametrize(
    "written",
    ["第二十五条", "第25条", "第２５条", "第 25 条", "二十五条", "25条", "第二十五條", " 第二十五条 "],
)
def test_an_article_is_cited_in_many_ways(written):
    assert parse_citation(written) == Citation(article=25)


@pytest.mark.parametrize("written", ["25", "２５", "二十五"])
def test_a_lone_number_is_a_citation_but_not_a_certain_one(written):
    assert parse_citation(written) == Citation(article=25, is_certain=False)


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("第六章第二十五条", Citation(chapter=6, article=25)),
        ("第六章", Citation(chapter=6)),
        ("第二编第一章第一百零二条", Citation(part=2, chapter=1, article=102)),
        ("第十二条之一", Citation(article=12, suffix=1)),
        ("第12条之1", Citation(article=12, suffix=1)),
        ("第十条第一款第（三）项", Citation(article=10, paragraph=1, item=3)),
        ("工信部联科[2009]232号第25条", Citation(document_number=NUMBER, article=25)),
        ("工信部联科【2009】232号第六章第25条", Citation(document_number=NUMBER, chapter=6, article=25)),
        ("工信部联科〔2009〕232号", Citation(document_number=NUMBER)),
        ("《国家产业技术政策》第二十五条", Citation(title="国家产业技术政策", article=25)),
        ("国家产业技术政策第25条", Citation(title="国家产业技术政策", article=25, is_certain=False)),
        ("国家产业技术政策25条", Citation(title="国家产业技术政策", article=25, is_certain=False)),
        ("《国家产业技术政策》", Citation(title="国家产业技术政策", is_certain=False)),
        ("12-1", Citation(article=12, suffix=1, is_certain=False)),
        ("《某法典》合同编第二章", Citation(title="某法典", named_part="合同编", chapter=2)),
        ("《《某条例》解读》第二条", Citation(title="《某条例》解读", article=2)),
        ("《某法典》总则", Citation(title="某法典", named_part="总则")),
    ],
)
def test_everything_a_citation_may_say_is_read(written, citation):
    assert parse_citation(written) == citation


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "知识产权",
        "第",
        "章",
        "条",
        "第二十五",
        "1e9",
        "-1",
        "2006-2020年",
        "第五条规定",
        "2、3",
        "万",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text):
    assert parse_citation(text) is None


def test_a_pasted_page_is_not_searched_for_a_citation():
    assert parse_citation("第二十五条" * 100) is None


@patient
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("第章条之款项一二十百千万0123《》〔〕号")))
)
def test_no_text_whatever_breaks_the_parser(text):
    citation = parse_citation(text)
    assert citation is None or isinstance(citation, Citation)


@patient
@given(st.integers(1, 99_999), st.integers(0, 99))
def test_a_label_is_read_back(number, suffix):
    assert parse_citation(article_label(number, suffix)) == Citation(article=number, suffix=suffix)


def test_an_article_has_a_readable_address():
    assert (article_address(25), article_address(12, 1)) == ("25", "12-1")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("25", (25, 0)),
        ("12-1", (12, 1)),
        ("99999-999", (99999, 999)),
        ("0", None),
        ("012", None),
        ("12-0", None),
        ("12-", None),
        ("123456", None),
        ("12-1000", None),
        ("12-1\n", None),
        ("第12条", None),
        ("１２", None),
    ],
)
def test_an_address_is_read_exactly_as_it_is_written(address, place):
    assert parse_article_address(address) == place


@pytest.mark.parametrize(
    ("question", "citation", "before"),
    [
        ("这个政策的第10条讲什么", Citation(article=10), "这个政策的"),
        ("第六章第二十五条第二款是什么", Citation(chapter=6, article=25, paragraph=2), ""),
        ("第 5 条讲什么", Citation(article=5), ""),
        ("请问第十二条之一", Citation(article=12, suffix=1), "请问"),
        ("《甲法》第五条讲什么", Citation(title="甲法", article=5), ""),
        ("依照《甲法》的第五条", Citation(title="甲法", article=5), "依照"),
        ("说说《甲法》里面的第五条", Citation(title="甲法", article=5), "说说"),
        ("《甲法》和《乙法》中第五条", Citation(title="乙法", article=5), "《甲法》和"),
        ("《甲法》修改后第五条", Citation(article=5), "《甲法》修改后"),
        ("工信部联科〔2009〕232号第25条", Citation(document_number=NUMBER, article=25), ""),
        ("《甲》工信部联科〔2009〕232号的第25条", Citation(document_number=NUMBER, article=25), "《甲》"),
        ("工信部联科〔2009〕232号文第25条", Citation(article=25), "工信部联科[2009]232号文"),
    ],
)
def test_the_one_article_that_a_question_names_is_found(question, citation, before):
    match = find_citation(question)
    assert (match.citation, match.before) == (citation, before)


@pytest.mark.parametrize(
    "question",
    [
        "第一条的罚则第二条有没有",
        "25条",
        "第六章讲什么",
        "第十十条讲什么",
        "",
        "问" * 118 + "第五条",  # beyond the length of a question
    ],
)
def test_a_question_that_names_no_article_or_several_has_no_citation(question):
    assert find_citation(question) is None


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("工信部联科〔2009〕232号和第二条", None),
        ("25.5条", None),
        ("政25条", None),  # one character is no title
        ("某政25条", Citation(title="某政", article=25, is_certain=False)),
        ("某政策第六章25条", Citation(title="某政策", chapter=6, article=25, is_certain=False)),
        ("《甲法》的第二条", Citation(title="甲法", article=2)),
        ("《甲法》中第二条", Citation(title="甲法", article=2)),
        ("《甲法》（工信部联科〔2009〕232号）", Citation(NUMBER, "甲法")),
        ("《甲法》[工信部联科〔2009〕232号]", None),
        ("《甲法》、工信部联科〔2009〕232号）第五条", None),
        ("《甲法》（工信部联科〔2009〕232号）第二节第五条", Citation(NUMBER, "甲法", section=2, article=5)),
    ],
)
def test_a_title_or_number_before_a_place_belongs_to_the_citation(written, citation):
    assert parse_citation(written) == citation


@pytest.mark.parametrize(
    ("text", "title", "version", "article"),
    [
        ("著作权法(2010)第22条", "著作权法", 2010, 22),
        ("安全生产法（2014）", "安全生产法", 2014, None),
        ("行政处罚法2017", "行政处罚法", 2017, None),
        ("行政处罚法2017年版第9条", "行政处罚法", 2017, 9),
        ("专利法2020修正", "专利法", 2020, None),
        ("专利法2020", "专利法", 2020, None),
    ],
)
def test_a_year_behind_the_name_is_that_of_the_text(text, title, version, article):
    citation = parse_citation(text)
    assert (citation.title, citation.version, citation.article) == (title, version, article)


def test_a_year_behind_other_words_or_before_tiao_is_none():
    assert parse_citation("财政收入(2020)") is None
    assert parse_citation("某法2021条").article == 2021


def test_an_amendment_is_cited_by_its_number():
    citation = parse_citation("专利法第四次修正后第71条")
    assert (citation.title, citation.amendment, citation.article) == ("专利法", 4, 71)


@pytest.mark.parametrize(
    "text", ["民法典:1077", "民法典：第1077条", "民法典§1077", "民法典 Art. 1077", "民法典article 1077"]
)
def test_other_signs_of_an_article(text):
    citation = parse_citation(text)
    assert (citation.title, citation.article) == ("民法典", 1077)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("民法典1042.2", (1042, 2, None)),
        ("刑法264.1.3", (264, 1, 3)),
        ("劳动合同法39（二）", (39, None, 2)),
        ("劳动合同法39（二）项", (39, None, 2)),
    ],
)
def test_places_of_a_law_without_their_words(text, place):
    citation = parse_citation(text)
    assert (citation.article, citation.paragraph, citation.item) == place


def test_several_points_without_their_words():
    citation = parse_citation("劳动合同法39（二）（三）项")
    assert [(place.article, place.item) for place in (citation, *citation.also)] == [(39, 2), (39, 3)]


def test_points_of_other_texts_are_no_articles():
    assert parse_citation("某方案39（二）") is None
