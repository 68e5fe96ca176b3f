"""From which level and from where a document comes."""

import pytest

from articles.text.citing.naming.jurisdiction import (
    MUNICIPAL,
    NATIONAL,
    PROVINCIAL,
    UNKNOWN,
    Jurisdiction,
    jurisdiction_of,
    region_in_front,
    with_region,
)

CASES = [
    ("国家产业技术政策", ["工业和信息化部", "财政部"], Jurisdiction(NATIONAL)),
    ("中华人民共和国民法典", [], Jurisdiction(NATIONAL)),
    ("城市绿化条例", ["国务院"], Jurisdiction(NATIONAL)),
    ("市场主体登记管理办法", ["国家市场监督管理总局"], Jurisdiction(NATIONAL)),
    ("浙江省可再生能源开发利用促进条例", [], Jurisdiction(PROVINCIAL, "浙江省")),
    ("上海市促进中小企业发展条例", [], Jurisdiction(PROVINCIAL, "上海市")),
    ("小微企业若干措施", ["广东省财政厅"], Jurisdiction(PROVINCIAL, "广东省")),
    ("河北省雄安新区条例", [], Jurisdiction(PROVINCIAL, "河北省")),
    ("杭州市跨境电子商务促进条例", [], Jurisdiction(MUNICIPAL, "杭州市")),
    ("景宁畲族自治县促进惠明茶产业发展条例", [], Jurisdiction(MUNICIPAL, "景宁畲族自治县")),
    ("上海市浦东新区促进生物医药产业规定", [], Jurisdiction(MUNICIPAL, "浦东新区")),
    ("上海市历史文化风貌区保护条例", [], Jurisdiction(PROVINCIAL, "上海市")),
    ("中国（上海）自由贸易试验区条例", [], Jurisdiction(PROVINCIAL, "上海市")),
    ("中国（上海）自由贸易试验区管理规定", ["国务院"], Jurisdiction(NATIONAL)),
    ("宁波杭州湾新区条例", [], Jurisdiction(MUNICIPAL, "宁波杭州湾新区")),
    ("风景名胜区条例", ["国务院"], Jurisdiction(NATIONAL)),
    ("城市市容和环境卫生管理条例", ["国务院"], Jurisdiction(NATIONAL)),
    ("自由贸易试验区条例", [], Jurisdiction(UNKNOWN)),
    ("区域协调发展办法", [], Jurisdiction(UNKNOWN)),
    ("市场主体登记办法", [], Jurisdiction(UNKNOWN)),
]


@pytest.mark.parametrize(("title", "issuers", "expected"), CASES, ids=lambda value: str(value)[:20])
def test_title_and_issuers_tell_level_and_region(title, issuers, expected):
    assert jurisdiction_of(title, issuers) == expected


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("浙江省杭州市养犬条例", "浙江省杭州市"),
        ("杭州市养犬条例", "杭州市"),
        ("浙江省养犬条例", "浙江省"),
        ("浙江省城市绿化条例", "浙江省"),
        ("上海养犬条例", "上海"),
        ("城市绿化条例", ""),
    ],
)
def test_a_title_begins_with_its_region(title, region):
    assert region_in_front(title) == region


@pytest.mark.parametrize(
    ("number", "region", "whole"),
    [
        ("省政府令第312号", "广东省", "广东省人民政府令第312号"),
        ("我省人民政府令第312号", "广东省", "广东省人民政府令第312号"),
        ("市政府公告2020年第3号", "广州市", "广州市人民政府公告2020年第3号"),
        ("自治区人民政府令第3号", "广西壮族自治区", "广西壮族自治区人民政府令第3号"),
        ("本政府令第3号", "广州市", "广州市人民政府令第3号"),
        ("国务院令第7号", "广东省", "国务院令第7号"),
        ("省政府令第312号", "广州市", None),
        ("政府令第3号", "", None),
    ],
)
def test_an_order_of_the_government_is_that_of_the_region_of_its_level(number, region, whole):
    assert with_region(number, region) == whole
