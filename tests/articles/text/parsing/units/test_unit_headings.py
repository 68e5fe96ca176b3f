"""Headings of units: a line by itself, a short first sentence, a caption, a question, the name of a box."""

from dataclasses import dataclass

import pytest

from articles.text.parsing.units.unit_headings import headings_of


@dataclass(frozen=True)
class Unit:
    unit: str
    text: str
    parent: int | None = None


def test_the_units_of_an_opinion_have_their_headings():
    units = [
        Unit("point", "总体要求"),
        Unit("subpoint", "指导思想。坚持稳中求进。", 0),
        Unit("subpoint", "基本原则。坚持政府引导。", 0),
        Unit("point", "主要任务\n到2027年完成下列任务。"),
        Unit("subpoint", "培育企业。支持企业做大做强。", 3),
        Unit("item", "设备购置，按投资额的百分之十补助。", 4),
        Unit("paragraph", "专栏1　重点工程\n产业园区建设。\n公共平台建设。", 3),
        Unit("paragraph", "特此通知。各地要抓好落实。"),
    ]
    assert headings_of(units) == [
        "总体要求",
        "指导思想",
        "基本原则",
        "主要任务",
        "培育企业",
        "",
        "专栏1　重点工程",
        "",
    ]


def test_articles_have_captions_where_that_is_their_style():
    articles = [
        Unit("article", "增强创新能力。支持企业建设研发机构。"),
        Unit("article", "扶持中小企业。完善服务。"),
    ]
    assert headings_of([*articles, Unit("point", "申报材料")]) == ["增强创新能力", "扶持中小企业", "申报材料"]


def test_one_article_with_a_short_sentence_makes_no_style():
    law = [Unit("article", "国家保护耕地。禁止非法占用。"), Unit("article", "为了保护耕地，制定本法。")]
    assert headings_of(law) == ["", ""]


@pytest.mark.parametrize(
    ("unit", "text", "heading"),
    [
        ("point", "组织领导", "组织领导"),
        ("decimal", "编制目的", "编制目的"),
        ("subpoint", "适用范围", ""),  # an item of a list
        ("subpoint", "适用范围\n适用于本市行政区域。", "适用范围"),
        ("item", "申报材料\n申请书一式两份。", "申报材料"),
        ("point", "主要包括：\n申请书。", ""),
        ("point", "指标名称\t计量单位", ""),
        ("point", "强化监管。定期检查", "强化监管"),
        ("point", "组" * 60, "组" * 60),
        ("point", "组" * 61, ""),
        ("question", "补贴发给谁？\n发给种粮农民。", "补贴发给谁？"),
        ("question", "补贴发给谁？", ""),
        ("question", f"{'问' * 201}\n答。", "问" * 200),
    ],
)
def test_a_line_that_ends_no_sentence_is_a_heading(unit, text, heading):
    assert headings_of([Unit(unit, text)]) == [heading]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("强化监管。定期检查。", "强化监管"),
        ("强化监管。定期检查", "强化监管"),
        ("强化监管。\n定期检查。", "强化监管"),
        ("强化监管。", ""),
        ("强化监管，落实责任。定期检查。", "强化监管，落实责任"),
        ("强化监管；落实责任。定期检查。", ""),
        (f"{'管' * 40}。定期检查。", "管" * 40),
        (f"{'管' * 41}。定期检查。", ""),
        (f"监管，{'管' * 17}。定期检查。", f"监管，{'管' * 17}"),
        (f"监管，{'管' * 18}。定期检查。", ""),
    ],
)
def test_a_short_first_sentence_is_a_heading(text, heading):
    assert headings_of([Unit("subpoint", text)]) == [heading]


@pytest.mark.parametrize(
    ("unit", "below", "heading"),
    [("point", "subpoint", "加强组织领导"), ("subpoint", "item", "加强组织领导"), ("item", "subitem", "")],
)
def test_a_sentence_alone_heads_the_units_below_a_part(unit, below, heading):
    units = [Unit(unit, "加强组织领导。"), Unit(below, "各级政府负总责，部门各负其责。", 0)]
    assert headings_of(units) == [heading, ""]


def test_half_of_the_units_of_a_kind_begin_with_a_short_sentence_where_that_is_their_style():
    headed, plain = (
        Unit("item", "强化监管。定期检查。"),
        Unit("item", "对违反规定的，依法处理；构成犯罪的，追究责任。"),
    )
    assert headings_of([headed, plain]) == ["强化监管", ""]
    assert headings_of([headed, plain, plain]) == ["", "", ""]
    assert (
        headings_of([headed, headed, plain, plain, Unit("point", "对违反规定的；依法处理。")])[0]
        == "强化监管"
    )
