"""Titles without the place in front, and titles that are other documents'."""

import pytest

from articles.text.citing.naming.jurisdiction import is_region
from articles.text.citing.naming.local_titles import is_short_for, local_name, prints

NAME = "科技创新券管理办法"


@pytest.mark.parametrize(
    "title",
    [
        "江城市科技创新券管理办法",
        "江苏省江城市科技创新券管理办法",
        "上海市浦东新区科技创新券管理办法",
        "内蒙古自治区科技创新券管理办法",
        "喀什地区科技创新券管理办法",
        "江城市科技创新券管理办法(试行)",
        "科技创新券管理办法(2024年修订)",
        "江城市科学技术局科技创新券管理办法",
        "江城市人民政府办公室关于印发《江城市科技创新券管理办法》的通知",
        "江城市科学技术局关于印发江城市科技创新券管理办法(试行)的通知",
    ],
)
def test_a_title_may_be_named_without_its_place(title):
    assert is_short_for(NAME, title)


@pytest.mark.parametrize(
    "title",
    [
        NAME,
        "城市科技创新券管理办法",
        "中小城市科技创新券管理办法",
        "边境地区科技创新券管理办法",
        "自然保护区科技创新券管理办法",
        "高新科技创新券管理办法",
        "国家科技创新券管理办法",
        "江城市科技创新券管理办法实施细则",
        "江城市人民政府关于废止《江城市科技创新券管理办法》的决定",
    ],
)
def test_another_title_is_not_meant(title):
    assert not is_short_for(NAME, title)


def test_marks_may_be_left_out():
    assert is_short_for("无废城市建设工作方案", "“无废城市”建设工作方案")
    assert is_short_for("“无废城市”建设条例", "江城市“无废城市”建设条例")
    assert is_short_for("关于修改某法的决定", "关于修改《某法》的决定")
    assert is_short_for("无废城市建设条例", "江城市“无废城市”建设条例(试行)")


def test_the_level_may_stay_before_the_name():
    assert is_short_for("市科技创新券管理办法", "江城市科技创新券管理办法")
    assert not is_short_for("市科技创新券管理办法", "江苏省科技创新券管理办法")
    assert local_name("我市科技创新券管理办法") == NAME


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("“无废城市”建设条例", "无废城市建设条例"),
        ("本省的科技创新券管理办法", NAME),
        ("绿化条例", "绿化条例"),
        ("养犬法规", "养犬法规"),
    ],
)
def test_a_name_has_four_characters_and_no_quotation_marks(typed, name):
    assert local_name(typed) == name
    assert local_name("养犬法") is None


@pytest.mark.parametrize(
    ("front", "is_front"),
    [
        ("江城市财政局", True),
        ("江城市人大", True),
        ("江城市民政厅", True),
        ("某某研究财政局", False),  # a body of no place
        ("江城市研究", False),
        ("江城市某", False),
    ],
)
def test_the_body_of_a_place_may_stand_in_front(front, is_front):
    assert is_short_for(NAME, f"{front}{NAME}") is is_front


@pytest.mark.parametrize(
    "words", ["管理办法", "实施细则", "条例", "若干政策措施", "我市管理办法", "、，。；", ""]
)
def test_a_kind_of_document_alone_is_no_name(words):
    assert local_name(words) is None


def test_what_a_notice_prints():
    assert prints("某办法", "某局关于印发某办法的通知")
    assert not prints("某办法", "关于废止《某办法》的通知")


def test_places():
    words = ["江城市", "城市", "江城", "", "江苏省江城市"]
    assert [is_region(word) for word in words] == [True, False, False, False, True]
