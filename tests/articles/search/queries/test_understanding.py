"""What a query is understood to ask: everyday words, traditional characters, phrases, exclusions."""

import pytest

from articles.models import SearchConfiguration
from articles.models.search.configuration import ConfigurationStatus
from articles.search import search
from articles.search.settings.configuration import configuration, shipped_configuration, using_configuration
from articles.search.settings.weights import WeightsError, parse_weights

pytestmark = pytest.mark.usefixtures("shipped")


def numbers(query: str, **options) -> list[int]:
    return [hit.article.number for hit in search(query, **options).hits]


@pytest.mark.parametrize(
    ("everyday", "article"),
    [
        ("进口设备免税", 25),
        ("小公司贷款", 10),
        ("员工持股", 33),
        ("技改补贴", 13),
        ("企业出海", 26),
        ("军民融合", 7),
        ("首台套", 25),
        ("海归", 27),
        ("应届生招聘", 33),
        ("贸易壁垒", 19),
    ],
)
def test_everyday_words_find_the_wording_of_the_policy(everyday, article):
    assert article in numbers(everyday)[:3]


def test_expansions_are_told_and_can_be_left_out():
    results = search("小公司贷款")
    assert [synonym.word for synonym in results.query.expansions] == ["小公司", "贷款"]
    assert results.hits[0].snippet.pieces
    assert {piece.text for piece in results.hits[0].snippet.pieces if piece.marked} >= {"信贷", "中小企业"}
    assert search("贷款", expand=False).query.expansions == ()
    assert search("贷款", expand=False, sources=()).count == 0


def test_a_synonym_inside_another_word_is_none():
    assert search("海关总署").query.expansions == ()


def test_no_word_begins_inside_one_that_was_typed_and_ends_in_the_next():
    words_apart, words_together = (
        {word.text for word in search(text).query.words} for text in ("48小时 工亡", "48小时工亡")
    )
    assert "小时工" not in words_apart
    assert "小时工" in words_together


@pytest.mark.parametrize(("typed", "article"), [("進口關稅", 25), ("知識產權保護", 21), ("智慧財產權", 20)])
def test_traditional_characters_find_the_text(typed, article):
    results = search(typed)
    assert article in [hit.article.number for hit in results.hits][:3]
    assert results.query.simplified


def test_a_phrase_has_to_stand_there_letter_by_letter():
    assert set(numbers("“关键技术、共性技术”")) == {10, 27}
    assert numbers('"不存在的说法"') == []
    assert len(numbers("关键技术 共性技术")) > 2


def test_a_word_after_a_minus_must_not_stand_there():
    all_numbers, numbers_left = numbers("技术标准"), numbers("技术标准 -国际标准")
    assert 19 in all_numbers
    assert 19 not in numbers_left
    assert 18 in numbers_left


def test_filters_narrow_what_is_found():
    assert numbers("条:25") == [25]
    assert numbers("进口关税 条：25") == [25]
    assert numbers("期权 条:25") == []
    assert set(numbers("技术 章:第七章")) <= {29, 30, 31, 32, 33, 34}
    assert numbers("章:7") == [29, 30, 31, 32, 33, 34]
    assert 20 in numbers("工具:政府采购")
    assert numbers("政策:国家产业技术政策 期权") == [33]


@pytest.mark.parametrize("query", ["条:x", "条:99999999", "章:零零", "部委:不存在", "政策:没有这件 期权"])
def test_filters_that_leave_nothing_find_nothing(query):
    assert numbers(query) == []


class TestSettings:
    def test_a_version_in_force_holds_instead_of_the_files(self):
        shipped = shipped_configuration()
        version = SearchConfiguration.objects.create(
            synonyms="螺蛳粉 → 期权",
            stop_words=shipped.stop_words,
            user_dictionary=shipped.user_dictionary,
            weights=shipped.weights,
        )
        assert numbers("螺蛳粉") == []
        version.status = ConfigurationStatus.PUBLISHED
        version.save()
        assert numbers("螺蛳粉") == [33]
        assert numbers("小公司") != numbers("中小企业")

    def test_settings_can_be_tried_out(self):
        draft = configuration().with_weights(configuration().weights.replace("literal = 1.5", "literal = 9"))
        with using_configuration(draft) as settings_in_use:
            assert configuration() is draft is settings_in_use
            assert parse_weights(configuration().weights).literal == 9
        assert configuration() is not draft

    @pytest.mark.parametrize("text", ["=", "k1 = 1", "k1 = 'x'"])
    def test_weights_that_cannot_be_read_are_named(self, text):
        with pytest.raises(WeightsError):
            parse_weights(text)
