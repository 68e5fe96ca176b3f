"""What a whole citation says: the document in any of its forms, and the place in it."""

import pytest

from articles.text.citing.places.article_citations import (
    Citation,
    article_label,
    parse_citation,
    parse_typed_citation,
    place_key,
    respelled,
)
from articles.text.citing.places.unit_citations import StepKind, UnitStep, decimal_step

ANNEX = UnitStep(StepKind.ANNEX, 2)
PART, ITEM, ENTRY, ARTICLE = StepKind.PART, StepKind.ITEM, StepKind.ENTRY, StepKind.ARTICLE


def of(title: str | None = None, **fields) -> Citation:
    """A citation that may as well be words to search for."""
    return Citation(title=title, is_certain=False, **fields)


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        # titles in 《》, with their number, version or part
        ("《甲法》25", Citation(title="甲法", article=25)),
        ("《甲法》12-1", Citation(title="甲法", article=12, suffix=1)),
        ("《甲法》（主席令第十二号）第三条", Citation("主席令第12号", "甲法", article=3)),
        ("《甲法》（国发〔2018〕41号文印发）第三条", Citation("国发〔2018〕41号", "甲法", article=3)),
        ("《甲法》（某某某第3号）第三条", Citation(title="甲法", article=3)),
        ("《专利法》（2020修正）第22条", Citation(title="专利法", article=22, version=2020)),
        ("《专利法（2020修正）》第22条", Citation(title="专利法", article=22, version=2020)),
        ("《专利法》第四次修正", of("专利法", amendment=4)),
        ("《民法典》合同编第二章", Citation(title="民法典", chapter=2, named_part="合同编")),
        ("《甲法》政策解读第三条", of("《甲法》政策解读", article=3)),
        ("《甲法》解读", None),
        ("《甲法》的规定第三条", None),
        # titles without 《》
        (
            "某办法（省人民政府令第301号）第三条",
            of("某办法", document_number="省人民政府令第301号", article=3),
        ),
        ("某办法（省人民政府令第301号）", of("某办法", document_number="省人民政府令第301号")),
        ("专利法（2020修正）第22条", of("专利法", article=22, version=2020)),
        ("专利法2020第22条", of("专利法", article=22, version=2020)),
        ("专利法第四次修正后第71条", of("专利法", article=71, amendment=4)),
        ("民法典合同编", of("民法典", named_part="合同编")),
        ("民法典合同编第二章第三条", of("民法典", named_part="合同编", chapter=2, article=3)),
        ("刑法总则的第13条", of("刑法", named_part="总则", article=13)),
        ("某办法的第二部分", of("某办法", steps=(UnitStep(PART, 2),))),
        ("某方案二（一）", of("某方案", steps=(UnitStep(PART, 2), UnitStep(ITEM, 1)))),
        ("专利法（2020修正）", of("专利法", version=2020)),
        # numbers
        ("国发〔2019〕3号文件的第2点", Citation("国发〔2019〕3号", steps=(UnitStep(ITEM, 2),))),
        ("国发〔2019〕3号2.", of(document_number="国发〔2019〕3号", steps=(UnitStep(ENTRY, 2),))),
        ("《某规划》2.", of("某规划", steps=(UnitStep(ENTRY, 2),))),
        ("国发〔2019〕3号25", Citation("国发〔2019〕3号", article=25)),
        ("国发〔2019〕3号12-1", Citation("国发〔2019〕3号", article=12, suffix=1)),
        ("232号文第25条", of(number_ending="〕232号", article=25)),
        ("232号文", of(number_ending="〕232号")),
        # places in an annex
        ("某办法附件2的第三条", of("某办法", steps=(ANNEX, UnitStep(ARTICLE, 3)))),
        ("《某办法》附件2第三条至第七条", Citation(title="某办法", steps=(ANNEX, UnitStep(ARTICLE, 3)))),
        ("某办法附件2第一章", of("某办法", chapter=1, steps=(ANNEX,))),
        ("《某办法》附件2第三条", Citation(title="某办法", steps=(ANNEX, UnitStep(ARTICLE, 3)))),
        (
            "某办法附件2第三条之一第二款第（四）项",
            of("某办法", paragraph=2, item=4, steps=(ANNEX, UnitStep(ARTICLE, 3, suffix=1))),
        ),
        ("《某规划》附件2", Citation(title="某规划", steps=(ANNEX,))),
        ("附件2 1", Citation(steps=(ANNEX, UnitStep(ENTRY, 1)))),  # no 附件21
        ("附件2 2.1", Citation(steps=(ANNEX, decimal_step((2, 1))))),
        # points below chapters
        ("第二章第二部分", Citation(chapter=2, steps=(UnitStep(PART, 2),))),
        ("第一篇第二章第三节第四部分", Citation(part=1, chapter=2, section=3, steps=(UnitStep(PART, 4),))),
        ("第二章一、", of(chapter=2, steps=(UnitStep(PART, 1),))),
        ("第二章2.", of(chapter=2, steps=(UnitStep(ENTRY, 2),))),
        ("《某规划》第二章第二部分", Citation(title="某规划", chapter=2, steps=(UnitStep(PART, 2),))),
        # other spellings of numbers
        ("第贰拾伍条", Citation(article=25)),
        ("第廿五条", Citation(article=25)),
        ("第一部分第（c）项", Citation(steps=(UnitStep(PART, 1), UnitStep(ITEM, 3)))),
        ("第a）项", Citation(steps=(UnitStep(ITEM, 1),))),
    ],
)
def test_a_citation_says_its_document_and_the_place_in_it(written, citation):
    assert parse_citation(written) == citation


@pytest.mark.parametrize(
    ("written", "numbered", "in_series"),
    [
        ("公司法解释三18条", 318, of("公司法解释三", article=18)),
        ("公司法解释三", 3, of("公司法解释三")),
        ("破产法解释二5", 25, of("破产法解释二", article=5)),
        ("公司法解释三12-1", 312, of("公司法解释三", article=12, suffix=1)),
        ("公司法解释（三）第18条", 18, of("公司法解释(三)", article=18)),
    ],
)
def test_the_number_behind_a_title_may_be_that_of_a_series(written, numbered, in_series):
    citation = parse_citation(written)
    assert (citation.article, citation.in_series) == (numbered, in_series)


def test_the_name_of_a_series_in_brackets_cites_the_whole_document():
    assert parse_citation("公司法解释（三）") == of("公司法解释(三)")


def test_no_series_is_read_where_none_is_named():
    assert parse_citation("公司法第18条").in_series is None


@pytest.mark.parametrize(
    ("typed", "citation"),
    [
        ("某规划2.1.2", of("某规划", steps=(decimal_step((2, 1, 2)),))),
        ("某办法附件", of("某办法", steps=(UnitStep(StepKind.ANNEX, 1),))),
        ("某规划3", of("某规划", article=3)),
        ("第25条", Citation(article=25)),
        ("政3", None),  # one character is no title
        ("第二条和附件3", None),
        ("某规划", None),
    ],
)
def test_who_types_a_number_behind_a_title_means_a_place(typed, citation):
    assert parse_typed_citation(typed) == citation


def test_nobody_types_a_place_longer_than_a_citation():
    assert parse_typed_citation(f"{'长' * 115}规划2.1") is not None
    assert parse_typed_citation(f"{'长' * 116}规划2.1") is None


def test_a_list_of_citations_names_each_document_once():
    first = parse_citation("劳动法第44条、第45条和劳动合同法第31条、民法典第5条")
    assert first == of(
        "劳动法",
        article=44,
        also=(of("劳动法", article=45), of("劳动合同法", article=31), of("民法典", article=5)),
    )


def test_a_title_may_hold_a_word_that_divides_citations():
    assert parse_citation("中小企业保护和促进条例第3条、劳动法第44条") == of(
        "中小企业保护和促进条例", article=3, also=(of("劳动法", article=44),)
    )


@pytest.mark.parametrize("written", ["劳动法第44条和民法典", "第44条、劳动法第45条"])
def test_what_stands_beside_a_citation_must_be_one_of_a_document(written):
    assert parse_citation(written) is None


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("附件1 第（一）项", "附件1第(一)项"),
        ("《甲法》第 25 条", "第25条"),
        ("二（一）2②", "二(一)2(2)"),
        ("附件2 1", "附件2:1"),
        ("第一条和第二条", ""),
    ],
)
def test_one_place_is_kept_as_it_is_written(written, words):
    assert parse_citation(written).words == words
    assert not words or place_key(written).endswith(words)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("民法典§577", "民法典第577条"),
        ("民法典:第577条", "民法典第577条"),
        ("第贰佰叁拾条", "第二百三十条"),
        ("第(a)项", "第(1)项"),
        ("第z小目", "第(26)小目"),
        ("第(a)款", "第(a)款"),
    ],
)
def test_numbers_are_read_in_any_writing(written, plain):
    assert respelled(written) == plain


def test_a_citation_is_put_into_its_document_with_all_that_it_lists():
    places = parse_citation("第二条、第三条")
    titled = places.in_document(title="某法", document_number="国发〔2019〕3号")
    assert titled == Citation(
        "国发〔2019〕3号", "某法", article=2, also=(Citation("国发〔2019〕3号", "某法", article=3),)
    )
    assert titled.in_document() == titled
    assert titled.is_of_document
    assert not places.is_of_document


@pytest.mark.parametrize(
    "written", ["第二编", "第二章", "第二章第三节", "第二条", "第二部分", "民法典合同编"]
)
def test_a_citation_has_a_place(written):
    assert parse_citation(written).has_place


@pytest.mark.parametrize("written", ["《甲法》", "国发〔2019〕3号", "232号文"])
def test_a_citation_of_a_whole_document_has_none(written):
    assert not parse_citation(written).has_place


def test_an_inserted_article_has_its_own_label():
    assert article_label(12, 1) == "第十二条之一"
