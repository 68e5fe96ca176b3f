"""Places as people write them: several, in a row, without 第 or 条, and with the year of a version."""

import pytest

from articles.text.citing.places.article_citations import Citation, parse_citation
from articles.text.citing.places.article_places import ArticlePlace, leading_places, read_places


def places_of(written: str) -> list[tuple]:
    """What is cited: title, article, suffix, paragraph, item, last of each place."""
    citation = parse_citation(written)
    places = (citation, *citation.also) if citation else ()
    return [
        (place.title, place.article, place.suffix, place.paragraph, place.item, place.last)
        for place in places
    ]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("民法典1043", [("民法典", 1043, 0, None, None, None)]),
        ("专利法 22", [("专利法", 22, 0, None, None, None)]),
        ("消费者权益保护法５５", [("消费者权益保护法", 55, 0, None, None, None)]),
        ("公司法20条1款", [("公司法", 20, 0, 1, None, None)]),
        ("商标法57条（二）项", [("商标法", 57, 0, None, 2, None)]),
        ("刑法133之一", [("刑法", 133, 1, None, None, None)]),
        ("刑法133条之一", [("刑法", 133, 1, None, None, None)]),
        ("刑法第133之一条", [("刑法", 133, 1, None, None, None)]),
        ("刑法133-1", [("刑法", 133, 1, None, None, None)]),
        ("刑法一百三十三条之一", [("刑法", 133, 1, None, None, None)]),
        ("民法典577条、584条", [("民法典", 577, 0, None, None, None), ("民法典", 584, 0, None, None, None)]),
        (
            "民法典第1043、1044条",
            [("民法典", 1043, 0, None, None, None), ("民法典", 1044, 0, None, None, None)],
        ),
        ("劳动法第44条和第36条", [("劳动法", 44, 0, None, None, None), ("劳动法", 36, 0, None, None, None)]),
        ("第577-584条", [(None, 577, 0, None, None, 584)]),
        ("民诉法122~124条", [("民诉法", 122, 0, None, None, 124)]),
        ("第三条至第七条、第九条", [(None, 3, 0, None, None, 7), (None, 9, 0, None, None, None)]),
        ("第25-1条", [(None, 25, 1, None, None, None)]),
        ("第22条第二款、第三款", [(None, 22, 0, 2, None, None), (None, 22, 0, 3, None, None)]),
        ("第十条第（一）项、第（三）项", [(None, 10, 0, None, 1, None), (None, 10, 0, None, 3, None)]),
        (
            "劳动法第44条、劳动合同法第31条",
            [("劳动法", 44, 0, None, None, None), ("劳动合同法", 31, 0, None, None, None)],
        ),
        (
            "行诉法26条1款、复议法19条",
            [("行诉法", 26, 0, 1, None, None), ("复议法", 19, 0, None, None, None)],
        ),
        (
            "《甲法》第二条和《乙法》第三条",
            [("甲法", 2, 0, None, None, None), ("乙法", 3, 0, None, None, None)],
        ),
    ],
)
def test_places_are_read_as_people_write_them(written, places):
    assert places_of(written) == places


@pytest.mark.parametrize(
    ("written", "title", "year"),
    [
        ("专利法(2020修正)第22条第三款", "专利法", 2020),
        ("专利法（2020年修正）22条", "专利法", 2020),
        ("《专利法（2020修正）》第22条", "专利法", 2020),
        ("《专利法》（2020年第四次修正）第22条", "专利法", 2020),
        ("安全生产法2021修正22条", "安全生产法", 2021),
    ],
)
def test_the_year_of_a_version_is_no_part_of_the_title(written, title, year):
    citation = parse_citation(written)
    assert (citation.title, citation.version, citation.article) == (title, year, 22)


def test_a_part_is_cited_by_its_title_or_its_number():
    assert parse_citation("民法典合同编") == Citation(title="民法典", named_part="合同编", is_certain=False)
    assert parse_citation("第二编") == Citation(part=2)
    assert parse_citation("民法典第三编第二分编").subpart == 2


@pytest.mark.parametrize(
    "near_miss", ["2、3", "2009-2020年", "第二十五", "第一款、第二款", "法22", "15%", "3条腿", "第5条、腿"]
)
def test_what_only_looks_like_places_is_none(near_miss):
    assert parse_citation(near_miss) is None


def test_no_list_is_endless():
    assert read_places("、".join(f"第{number}条" for number in range(1, 51))) is not None
    assert read_places("、".join(f"第{number}条" for number in range(1, 52))) is None


@pytest.mark.parametrize(
    ("written", "last"),
    [
        # 第25-1条 is 第二十五条之一, with all that stands below it
        ("第25-1条第二款第(三)项第4目第5小目", ArticlePlace(None, None, None, None, 25, 1, 2, 3, 4, 5)),
        ("第39条(二)", ArticlePlace(article=39, item=2)),
        # what follows belongs to the same article, and to the same 款 where it names none
        ("第22条第一款、第二款第(三)项", ArticlePlace(article=22, paragraph=2, item=3)),
        ("第22条第二款第(一)项、第(三)项", ArticlePlace(article=22, paragraph=2, item=3)),
        ("第22条第(一)项第1目第2小目、第(三)项", ArticlePlace(article=22, item=3)),
        ("第三条至第七条、第二款", ArticlePlace(article=3, paragraph=2)),
    ],
)
def test_the_last_place_of_a_list_says_all_that_is_cited(written, last):
    places = read_places(written)
    assert places is not None
    assert places[-1] == last


@pytest.mark.parametrize(
    "written",
    [
        "第25至腿",
        "第25条至第二章",
        "第五条至第五条",  # a range rises
        "第七条至第三条",
        "133之一-2条",  # there is no 之一之二
        "25-1之二条",
        "第39条第二项(一)",  # there is no 项 below a 项
    ],
)
def test_what_leads_nowhere_is_no_place(written):
    assert read_places(written) is None


def test_a_number_without_its_word_is_no_place_in_a_running_text():
    assert leading_places("2009-2020年", 0)[0] == []
    assert leading_places("5-3个", 0)[0] == []


def test_a_list_in_a_running_text_ends_before_other_words():
    places, end = leading_places("第577条、其他规定", 0)
    assert ([place.place.article for place in places], end) == ([577], 5)


def test_a_list_in_a_running_text_ends_after_fifty_places():
    assert len(leading_places("、".join(f"第{number}条" for number in range(1, 60)), 0)[0]) == 50
