"""Regions by the names that people call them."""

import pytest

from articles.text.citing.naming.region_names import Region, parse_regions


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("浙江省", ("浙江省", "浙江", "浙江人")),
        ("内蒙古自治区", ("内蒙古自治区", "内蒙古区", "内蒙古", "内蒙古人")),
        ("广西壮族自治区", ("广西壮族自治区", "广西自治区", "广西区", "广西", "广西人")),
        ("延边朝鲜族自治州", ("延边朝鲜族自治州", "延边自治州", "延边州", "延边", "延边人")),
        ("景宁畲族自治县", ("景宁畲族自治县", "景宁自治县", "景宁县", "景宁", "景宁人")),
        ("浦东新区", ("浦东新区", "浦东", "浦东人")),
        ("大兴安岭", ("大兴安岭",)),
    ],
)
def test_a_region_is_called_by_its_name_and_by_shorter_ones(name, spellings):
    assert Region(name).spellings == spellings


def test_a_name_that_is_a_word_by_itself_needs_its_suffix():
    assert Region("日照市", "山东省", is_ambiguous=True).spellings == ("日照市",)


def test_a_line_of_the_table_is_a_province_and_what_is_in_it():
    assert list(
        parse_regions(["# 省：市", "", "山东省：济南市 日照市*", "  # 直辖市", "   ", "北京市："])
    ) == [
        Region("山东省"),
        Region("济南市", "山东省"),
        Region("日照市", "山东省", is_ambiguous=True),
        Region("北京市"),
    ]
