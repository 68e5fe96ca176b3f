"""Captions, addressees and bibliographic references."""

from datetime import date

from articles.text.citing.gbt7714 import online_reference
from articles.text.parsing.heads.addressees import parse_addressees
from articles.text.parsing.units.captions import captions

CAPTIONED = ["完善机制。扶持中介机构发展。", "支持企业走出去。鼓励国内企业到境外。", "健全市场。加强监管。"]


def test_a_short_first_sentence_is_a_caption_where_most_articles_have_one():
    assert captions(CAPTIONED) == ["完善机制", "支持企业走出去", "健全市场"]


def test_a_long_or_only_sentence_is_none():
    long = f"{'长' * 25}。第二句。"
    assert captions([*CAPTIONED, *CAPTIONED, long, "只有这一句。"])[-2:] == ["", ""]


def test_a_law_without_the_style_has_no_captions():
    law = ["为了保护权益，制定本法。", "公民享有权利。公民履行义务。", "本法自公布之日起施行。", "国家保护。"]
    assert captions(law) == ["", "", "", ""]


def test_no_articles_have_no_captions():
    assert captions([]) == []


def test_the_regions_of_an_addressee_line_belong_to_every_body():
    line = (
        "各省、自治区、直辖市、计划单列市及新疆生产建设兵团工业和信息化主管部门、科技厅（局）、国家税务局："
    )
    bodies = parse_addressees(line)
    assert [body.body for body in bodies] == ["工业和信息化主管部门", "科技厅（局）", "国家税务局"]
    assert {body.regions for body in bodies} == {"各省、自治区、直辖市、计划单列市及新疆生产建设兵团"}


def test_a_line_without_regions_names_its_bodies_only():
    assert [(addressee.body, addressee.regions) for addressee in parse_addressees("各有关单位：")] == [
        ("各有关单位", "")
    ]
    assert parse_addressees("") == ()


def test_what_stands_in_brackets_is_of_one_body():
    addressees = parse_addressees("各县（市、区）人民政府，市政府各部门；各局（委、办）：")
    assert [addressee.body for addressee in addressees] == [
        "各县（市、区）人民政府",
        "市政府各部门",
        "各局（委、办）",
    ]


def reference(**changes) -> str:
    values = {
        "issuers": ["甲部", "乙部"],
        "title": "某政策",
        "other_title": "甲发〔2009〕1号: 第三条",
        "issued_on": date(2009, 5, 15),
        "cited_on": date(2026, 11, 23),
        "url": "https://example.org/3/",
    }
    return online_reference(**{**values, **changes})


def test_a_reference_follows_the_standard():
    assert reference() == (
        "甲部, 乙部. 某政策: 甲发〔2009〕1号: 第三条[Z/OL]. (2009-05-15)[2026-11-23]. https://example.org/3/."
    )


def test_more_than_three_bodies_are_cut_after_the_third():
    assert reference(issuers=["甲", "乙", "丙", "丁"]).startswith("甲, 乙, 丙, 等. ")


def test_what_is_not_known_is_left_out():
    assert reference(issuers=[], other_title="", issued_on=None) == (
        "某政策[Z/OL]. [2026-11-23]. https://example.org/3/."
    )
