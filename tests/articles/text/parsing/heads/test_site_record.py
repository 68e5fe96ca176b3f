"""The record that government sites print above a document, and the addressee line of a notice."""

import pytest

from articles.text.numbers.dates import find_dates
from articles.text.parsing.heads.addressees import addressees_before_text, parse_addressees
from articles.text.parsing.heads.site_record import RecordEntry, entries_of_lines, record_entries


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
        (
            "标题\t某办法（试行）\t发文机关\t某局（代章）",  # brackets of the values themselves
            [("title", "标题", "某办法（试行）"), ("issuers", "发文机关", "某局（代章）")],
        ),
        (
            "（文件名称：某办法(试行（二）)　文号：某发[2020] ) ",
            [("title", "文件名称", "某办法(试行（二）)"), ("document_number", "文号", "某发[2020]")],
        ),
        ("【发布文号】国发〔2015〕9号", [("document_number", "发布文号", "国发〔2015〕9号")]),
        ("【文  号】：国发〔2015〕9号", [("document_number", "文号", "国发〔2015〕9号")]),
        (
            "【颁布单位】 甲部 ［ 颁布时间 ］2015-02-03 [实施时间]",
            [
                ("issuers", "颁布单位", "甲部"),
                ("published", "颁布时间", "2015-02-03"),
                ("effective", "实施时间", ""),
            ],
        ),
        ("【法规标题】某办法", [("title", "法规标题", "某办法")]),
        ("【正 文】", [("", "正文", "")]),
        ("【正文】为了试行", []),
        ("正文：为了试行", []),
        ("【立法目的】为了试行", []),
        ("第一条 发文字号：国发", []),
        ("发文字号 国发〔2015〕9号", []),
        (
            "索 引 号\t1133/2024-1\t发文字号\t国发〔2015〕9号",
            [("index_number", "索引号", "1133/2024-1"), ("document_number", "发文字号", "国发〔2015〕9号")],
        ),
        ("标　　题\t某办法\t\t", [("title", "标题", "某办法")]),
        (
            "公开方式\t主动公开\t责任部门\t某办",  # a name not known here beside one that is
            [("openness", "公开方式", "主动公开"), ("", "责任部门", "某办")],
        ),
        (
            "成文日期\t2024-03-10\t是否有效",  # the empty cell at the end is cut off
            [("signed", "成文日期", "2024-03-10"), ("status", "是否有效", "")],
        ),
        ("发文字号\t文件名称\t实施日期\t备注", []),  # heads of columns
        ("发文字号\t处理意见\t备注", []),
        ("序号\t1\t文号\t国发〔2015〕9号", []),
        ("来源\t某网", []),
        ("发文字号\t国发〔2015〕9号", [("document_number", "发文字号", "国发〔2015〕9号")]),
        (
            "名称：\t某办法\t责任部门：\t某办",
            [("title", "名称", "某办法"), ("", "责任部门", "某办")],
        ),
        ("文件名称：某市规划局 政策解读：某办法", [("title", "文件名称", "某市规划局 政策解读：某办法")]),
        ("文号： 责任部门：某办", [("document_number", "文号", ""), ("", "责任部门", "某办")]),
        ("【文号】 责任部门：某办", [("document_number", "文号", ""), ("", "责任部门", "某办")]),
        ("文号：X政办发〔2024〕3号", [("document_number", "文号", "X政办发〔2024〕3号")]),
        ("原文号：国发〔2015〕9号", []),
        ("XX文号：国发〔2015〕9号", []),
        ("文号X\t国发〔2015〕9号", []),
        ("【文号：】国发〔2015〕9号", [("document_number", "文号", "国发〔2015〕9号")]),
        ("发布机关：| 甲部 |", [("issuers", "发布机关", "甲部")]),
        ("（（文件名称：某办法（试行）））", [("title", "文件名称", "某办法（试行）")]),
        (
            "来源\t某网\t文号\t国发〔2015〕9号",  # all names are known, the first has no field
            [("", "来源", "某网"), ("document_number", "文号", "国发〔2015〕9号")],
        ),
        ("发文标题: 某办法", [("title", "发文标题", "某办法")]),
        (
            "法规内容  本文仅供参考,如需引用请以正式文件为准",
            [("", "说明", "法规内容  本文仅供参考,如需引用请以正式文件为准")],
        ),
        ("本文仅供参考。请以正式文件为准。", []),
        ("【有效性】是 【废止日期】----", [("status", "有效性", "是"), ("valid_until", "废止日期", "")]),
        (
            "信息类别：基础教育　内容概述：某部印发通知",
            [("topic", "信息类别", "基础教育"), ("", "内容概述", "某部印发通知")],
        ),
        (
            "全文有效　　成文日期：2024-05-20",
            [("status", "时效性", "全文有效"), ("signed", "成文日期", "2024-05-20")],
        ),
        (
            "2022-05-10发布　　2022-11-01 实施",
            [("published", "发布", "2022-05-10"), ("effective", "实施", "2022-11-01")],
        ),
        ("", []),
    ],
)
def test_a_line_that_is_a_record_and_nothing_else_has_entries(line, entries):
    assert [(entry.key, entry.name, entry.value) for entry in record_entries(line)] == entries


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["索引号：1", "语种：中文", "【税种】个人所得税", "某办法"], ["索引号", "语种", "税种", ""]),
        (["语种：中文", "索引号：1"], ["", "索引号"]),
        (["索引号：1", "各市、县人民政府："], ["索引号", ""]),
        (["索引号：1", "联系人：张某", "附件：某表"], ["索引号", "", ""]),
        (["索引号：1", "统一登记号：QHR-2023-02014"], ["索引号", ""]),
        (["索引号：1", "指导思想：坚持统筹。"], ["索引号", ""]),
        (["发布时间：2024-05-20　来源：某网", "事项名称：燃气许可"], ["发布时间", ""]),
        (["索引号：1", "某市人民政府", "工作目标：到2030年全面建成"], ["索引号", "", ""]),
        (["甲总局", "乙委员会　发 布"], ["", ""]),
    ],
)
def test_below_a_record_a_name_that_is_not_known_begins_an_entry_too(lines, names):
    assert [entries[0].name if entries else "" for entries in entries_of_lines(lines)] == names


@pytest.mark.parametrize(("length", "count"), [(80, 1), (81, 0)])
def test_an_entry_with_a_name_that_is_not_known_has_eighty_characters_at_most(length, count):
    assert len(entries_of_lines(["索引号：1", "内容概述：".ljust(length, "长")])[1]) == count


def test_what_is_read_by_a_name_that_is_not_known_has_no_field():
    assert entries_of_lines(["索引号：1", "语种：中文"])[1] == [RecordEntry("", "语种", "中文")]


DAYS = "2019-08-30发布　2020-03-01实施"


def test_below_its_days_a_standard_says_who_has_issued_it():
    lines = [DAYS, "国家市场监督管理总局", "国家标准化管理委员会　发 布"]
    assert entries_of_lines(lines)[1:] == [
        [RecordEntry("", "发布", "国家市场监督管理总局")],
        [RecordEntry("issuers", "发布", "国家市场监督管理总局 国家标准化管理委员会")],
    ]


def test_below_other_text_a_standard_names_no_issuers():
    lines = [DAYS, "本标准按照GB/T 1.1—2020给出的规则起草。", "国家标准化管理委员会　发 布"]
    assert entries_of_lines(lines)[1:] == [[], []]


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
        ("各省辖市教育局：", "", ["各省辖市教育局"]),
        ("各省级党委和政府，中央各部委：", "", ["各省级党委和政府", "中央各部委"]),
        ("各省军区、各军分区：", "", ["各省军区", "各军分区"]),
        ("各省属企业，各省直机关，各省会城市：", "", ["各省属企业", "各省直机关", "各省会城市"]),
        ("各市、州、直管市、神农架林区发展改革委：", "各市、州、直管市、神农架林区", ["发展改革委"]),
        ("各市、县（区）科技局、财政局：", "各市、县（区）", ["科技局", "财政局"]),
        ("各市、县、自治县人民政府：", "各市、县、自治县", ["人民政府"]),
        ("各区、县市场监管局：", "各区、县", ["市场监管局"]),
        ("各地、市、州卫生局：", "各地、市、州", ["卫生局"]),
        ("北京市、天津市、河北省人民政府：", "北京市、天津市、河北省", ["人民政府"]),
        ("各省、市、自治区人民政府：", "各省、市、自治区", ["人民政府"]),
        ("各省（区、市）工业和信息化主管部门：", "各省（区、市）", ["工业和信息化主管部门"]),
        ("各市、县委：", "", ["各市", "县委"]),
        ("各乡镇、街道办事处：", "", ["各乡镇", "街道办事处"]),
        ("市政府各委、办、局，各市属机构：", "", ["市政府各委、办、局", "各市属机构"]),
    ],
)
def test_the_regions_at_the_head_belong_to_each_body(line, regions, bodies):
    assert [(body.body, body.regions) for body in parse_addressees(line)] == [
        (name, regions) for name in bodies
    ]


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            [("各省、自治区、直辖市", "人民政府"), ("", "国务院各部委"), ("", "各直属机构")],
        ),
        (
            "国务院各部委、各省、自治区、直辖市人民政府：",
            [("", "国务院各部委"), ("各省、自治区、直辖市", "人民政府")],
        ),
        (
            "各省、自治区、直辖市科技厅（局），新疆生产建设兵团科技局，各有关中央企业：",
            [
                ("各省、自治区、直辖市", "科技厅（局）"),
                ("", "新疆生产建设兵团科技局"),
                ("", "各有关中央企业"),
            ],
        ),
        (
            "各省、自治区、直辖市教育厅，新疆生产建设兵团教育局、公安局（处），部属各高校：",
            [
                ("各省、自治区、直辖市", "教育厅"),
                ("新疆生产建设兵团", "教育局"),
                ("新疆生产建设兵团", "公安局（处）"),
                ("", "部属各高校"),
            ],
        ),
        (
            "各省、自治区、直辖市数据管理、发展改革、科技主管部门，某院各单位：",
            [("各省、自治区、直辖市", "数据管理、发展改革、科技主管部门"), ("", "某院各单位")],
        ),
        (
            "各省、自治区、直辖市发展改革委、工业和信息化主管部门、财政厅：",
            [
                ("各省、自治区、直辖市", "发展改革委"),
                ("各省、自治区、直辖市", "工业和信息化主管部门"),
                ("各省、自治区、直辖市", "财政厅"),
            ],
        ),
        (
            "各省、自治区、直辖市财政厅（局）、商务主管部门，地方税务局：",
            [
                ("各省、自治区、直辖市", "财政厅（局）"),
                ("各省、自治区、直辖市", "商务主管部门"),
                ("各省、自治区、直辖市", "地方税务局"),
            ],
        ),
        (
            "省政府各部门，各市、县人民政府，省直有关单位：",
            [("", "省政府各部门"), ("各市、县", "人民政府"), ("", "省直有关单位")],
        ),
    ],
)
def test_regions_end_where_bodies_without_them_follow(line, addressees):
    assert [(addressee.regions, addressee.body) for addressee in parse_addressees(line)] == addressees


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("浙江省杭州市人民政府：你市《关于甲的请示》收悉。", "浙江省杭州市人民政府："),
        ("农业部、财政部：你们关于甲的请示收悉。", "农业部、财政部："),
        ("财政部：经国务院批准，同意甲。", "财政部："),
        ("各市、县人民政府：根据要求，现通知如下。", "各市、县人民政府："),
        ("牵头单位：财政部。", ""),
        ("领导小组：为了甲。", ""),
        ("会议认为：根据要求，应当甲。", ""),
        ("市财政局：负责甲。", ""),
    ],
)
def test_the_text_may_begin_on_the_line_of_the_addressees(text, addressees):
    assert text[: addressees_before_text(text)] == addressees


def test_places_have_two_hundred_characters_at_most():
    places = [addressee.regions for addressee in parse_addressees("、".join(["滨江市"] * 51) + "财政局：")]
    assert [len(place) for place in places] == [0, 199]  # what a column of the database holds


def test_dates_are_found_where_they_stand_and_days_that_are_none_passed_over():
    text = "自2009年5月15日起，2009年2月30日除外，至二〇一〇年一月一日"
    assert [(str(day.value), text[day.start : day.end]) for day in find_dates(text)] == [
        ("2009-05-15", "2009年5月15日"),
        ("2010-01-01", "二〇一〇年一月一日"),
    ]
