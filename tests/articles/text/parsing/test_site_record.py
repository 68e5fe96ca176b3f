"""The record that government sites print above a document, and the addressee line of a notice."""

import pytest

from articles.text.parsing.addressees import parse_addressees
from articles.text.parsing.dates import find_dates
from articles.text.parsing.site_record import record_entries


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("发文字号：国发〔2015〕9号", [("document_number", "发文字号", "国发〔2015〕9号")]),
        (
            "文　　号：国发〔2015〕9号  成文日期：2015年2月3日",
            [("document_number", "文号", "国发〔2015〕9号"), ("signed", "成文日期", "2015年2月3日")],
        ),
        (
            "【发布机关: 甲部 | 公布日期: 2015年 | 施行日期:】",
            [
                ("issuers", "发布机关", "甲部"),
                ("published", "公布日期", "2015年"),
                ("effective", "施行日期", ""),
            ],
        ),
        ("时效性：有效", [("status", "时效性", "有效")]),
        (
            "索引号：000（主题分类：工业）",
            [("index_number", "索引号", "000（"), ("topic", "主题分类", "工业")],
        ),
        ("第一条 发文字号：国发", []),
        ("发文字号 国发〔2015〕9号", []),
        ("", []),
    ],
)
def test_a_line_that_is_a_record_and_nothing_else_has_entries(line, entries):
    assert [(entry.key, entry.name, entry.value) for entry in record_entries(line)] == entries


@pytest.mark.parametrize(("length", "count"), [(300, 1), (301, 0)])
def test_a_record_has_three_hundred_characters_at_most(length, count):
    assert len(record_entries("文号：".ljust(length, "长"))) == count


@pytest.mark.parametrize(
    ("line", "regions", "bodies"),
    [
        (
            "各省、自治区、直辖市科技厅（局）、财政厅（局）：",
            "各省、自治区、直辖市",
            ["科技厅（局）", "财政厅（局）"],
        ),
        ("　各省，自治区及各直辖市 科技厅; 财政厅；:", "各省，自治区及各直辖市", ["科技厅", "财政厅"]),
        ("各有关单位，各市：", "", ["各有关单位", "各市"]),
        ("各省：", "各省", []),
        ("某厂X：", "", ["某厂X"]),
        ("甲部、各省科技厅", "", ["甲部", "各省科技厅"]),
    ],
)
def test_the_regions_at_the_head_belong_to_each_body(line, regions, bodies):
    assert [(body.body, body.regions) for body in parse_addressees(line)] == [
        (name, regions) for name in bodies
    ]


def test_dates_are_found_where_they_stand_and_days_that_are_none_passed_over():
    text = "自2009年5月15日起，2009年2月30日除外，至二〇一〇年一月一日"
    assert [(str(found.value), text[found.start : found.end]) for found in find_dates(text)] == [
        ("2009-05-15", "2009年5月15日"),
        ("2010-01-01", "二〇一〇年一月一日"),
    ]
