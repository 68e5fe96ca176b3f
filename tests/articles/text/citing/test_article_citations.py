import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.article_citations import Citation, article_address, article_label, parse_citation
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
        "第一条和第二条",
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
