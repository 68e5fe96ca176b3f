"""Titles and document numbers as people write them, each with one key to compare."""

import pytest

from articles.text.citing.naming.document_numbers import document_number_key, leading_document_number
from articles.text.citing.naming.titles import bare_title, closed_up, in_title_marks, title_key, without_state


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("《中华人民共和国科技成果转化法》", "科技成果转化法"),
        ("中华人民共和国科技成果转化法", "科技成果转化法"),
        ("某办法（试行）", "某办法(试行)"),
        ("某 办 法", "某办法"),
        ("GB T 7714 标准", "gbt7714标准"),
        ("《关于印发〈某办法〉的通知》", "《关于印发《某办法》的通知》"),
        ("关于印发<某办法>的通知", "关于印发《某办法》的通知"),
        ("《甲法》和《乙法》", "《甲法》和《乙法》"),  # two titles: the outer marks belong to neither
        ("《甲法》实施办法", "《甲法》实施办法"),
        ("关于施行《甲法》", "关于施行《甲法》"),
        ("《甲法", "《甲法"),
        ("《甲》法》", "《甲》法》"),
        ("《甲《法》", "《甲《法》"),
        ("中华人民共和国", "中华人民共和国"),  # what would leave nothing stays
    ],
)
def test_a_title_has_one_key_however_it_is_written(title, key):
    assert title_key(title) == key


def test_only_the_state_s_name_at_the_beginning_is_left_out():
    assert without_state("中华人民共和国宪法") == "宪法"
    assert without_state("关于中华人民共和国宪法") == "关于中华人民共和国宪法"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("总　　则", "总则"),
        ("附 则", "附则"),
        ("发 展 规 划", "发展规划"),
        ("构建体系 推动升级", "构建体系 推动升级"),
        ("总则", "总则"),
        ("", ""),
    ],
)
def test_only_a_title_spaced_out_character_by_character_is_closed_up(printed, title):
    assert closed_up(printed) == title


@pytest.mark.parametrize(
    "written",
    [
        "工信部联科〔2009〕232号",
        "工信部联科[2009]232号",
        "工信部联科【2009】 ２３２号",
        "工信部联科（2009）232号",
        "工信部联科〔2009〕第232号",
        "工信部联科〔2009〕232",
    ],
)
def test_a_document_number_has_one_key_whatever_its_brackets_and_width(written):
    assert document_number_key(written) == "工信部联科〔2009〕232号"
    assert leading_document_number(f"{written}文") == ("工信部联科〔2009〕232号", "文")


@pytest.mark.parametrize(
    "written",
    [
        "〔2009〕232号",
        "工信部联科〔1809〕232号",
        "工信部联科〔2009〕号",
        "工信部联科〔2009〕123456号",
        "工信部联科2009年",
        "工信部联科〔2009〕232号等",
        "",
    ],
)
def test_what_is_not_the_whole_of_a_document_number_is_none(written):
    assert document_number_key(written) is None


@pytest.mark.parametrize("written", ["国发〔二○○九〕十二号", "国发[二〇〇九]第12号", "国发（2009）十二号"])
def test_the_year_and_the_number_may_be_written_in_chinese(written):
    assert document_number_key(written) == "国发〔2009〕12号"
    assert leading_document_number(f"{written}第三条") == ("国发〔2009〕12号", "第三条")


@pytest.mark.parametrize(
    "written", ["国发〔二〇〇九〕二十百号", "国发〔二〇〇〕十号", "国发〔三〇〇九〕十号"]
)
def test_what_is_no_year_or_no_number_is_no_document_number(written):
    assert document_number_key(written) is None


def test_a_text_begins_with_a_document_number_or_does_not():
    assert leading_document_number("国发〔1999〕5号 第 25 条") == ("国发〔1999〕5号", "第25条")
    assert leading_document_number("依照 国发1999") is None


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("《中华人民共和国专利法》", "专利法"),
        ("关于修改《中华人民共和国宪法》的决定", "关于修改《宪法》的决定"),
        ("国家产业技术政策", "国家产业技术政策"),
    ],
)
def test_a_bare_title_names_the_state_nowhere(title, bare):
    assert bare_title(title) == bare


def test_title_marks_inside_title_marks_are_the_inner_ones():
    assert in_title_marks("关于印发《某办法》的通知") == "《关于印发〈某办法〉的通知》"
