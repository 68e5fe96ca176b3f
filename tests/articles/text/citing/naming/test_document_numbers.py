"""Document numbers (发文字号): where they begin and end, and who gave them."""

import pytest

from articles.text.citing.naming.document_numbers import (
    agency_of,
    bodies_of,
    document_number_key,
    endings_alike,
    leading_document_number,
    leading_serial,
    numbers_in_text,
    order_spellings,
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("国发〔2009〕12号", "国发〔2009〕12号"),
        ("国发2019年4号", "国发〔2019〕4号"),
        ("国发2019-4号", "国发〔2019〕4号"),
        ("法释2023第13号", "法释〔2023〕13号"),
        ("国务院令722号", "国务院令第722号"),
        ("国务院令第0722号", "国务院令第722号"),
        ("国务院第722号令", "国务院令第722号"),
        ("国令第790号", "国务院令第790号"),
        ("中华人民共和国国务院令第722号", "国务院令第722号"),
        ("中华人民共和国主席令第12号", "主席令第12号"),
        ("中华人民共和国令第12号", "中华人民共和国令第12号"),
        ("财政部公告2024年第5号", "财政部公告2024年第5号"),
        ("财政部公告2024年第05号", "财政部公告2024年第5号"),
        ("财政部2024年公告第5号", "财政部公告2024年第5号"),
        ("国家税务总局2024年第21号公告", "国家税务总局公告2024年第21号"),
        ("财政部公告二〇二四年第五号", "财政部公告2024年第5号"),
        ("国发〔二〇〇九〕十二号", "国发〔2009〕12号"),
        ("某政发〔二OO八〕65号", "某政发〔2008〕65号"),
        ("鄂政發〔2018〕26號", "鄂政发〔2018〕26号"),
    ],
)
def test_a_number_has_one_key_in_every_form(written, key):
    assert document_number_key(written) == key


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("国务院令五百六十四号第三条", "国务院令第564号", "第三条"),
        ("主席令第十二号", "主席令第12号", ""),
        ("财政部、税务总局公告2024年第5号第二条", "财政部税务总局公告2024年第5号", "第二条"),
        ("财政部、税务总局令第8号", "财政部税务总局令第8号", ""),
        ("财政部、税务总局2024年第21号公告", "财政部税务总局公告2024年第21号", ""),
        ("中华人民共和国国务院、中央军事委员会令第371号", "国务院中央军事委员会令第371号", ""),
        ("公安部、交通运输部第3号令", "公安部交通运输部令第3号", ""),
    ],
)
def test_a_text_begins_with_a_number(text, key, rest):
    assert leading_document_number(text) == (key, rest)


@pytest.mark.parametrize(
    "text", ["财政部、税务总局2024年文件", "财政部、税务总局2024年12号", "财政部、税务总局公告"]
)
def test_bodies_alone_or_with_half_a_number_are_none(text):
    assert leading_document_number(text) is None


@pytest.mark.parametrize(
    ("printed", "bodies"),
    [
        ("财政部 税务总局公告2024年第5号", ["财政部", "税务总局"]),
        ("财政部、税务总局、海关总署公告2024年第5号", ["财政部", "税务总局", "海关总署"]),
        ("财政部令 第5号", ["财政部"]),
        ("公安部 财政部令 第5号", ["公安部", "财政部"]),
        ("财政部第5号令", ["财政部"]),
        ("国家税务总局2024年第21号公告", ["国家税务总局"]),
        ("国发〔2009〕12号", []),
        ("财政部", []),
        ("", []),
    ],
)
def test_orders_and_announcements_name_the_bodies_that_gave_them(printed, bodies):
    assert bodies_of(printed) == bodies


@pytest.mark.parametrize(
    ("written", "ending", "rest"),
    [
        ("232号文第25条", "〕232号", "第25条"),
        ("232号文件", "〕232号", ""),
        ("0232号文", "〕232号", ""),
        ("232号第25条", "〕232号", "第25条"),
        ("第707号令第3条", "令第707号", "第3条"),
        ("5号公告", "年第5号", ""),
        ("2024年第12号", "〔2024〕12号", ""),
        ("[2024]第012号第3条", "〔2024〕12号", "第3条"),
        ("公告2024年第12号", "公告2024年第12号", ""),
        ("2024年第12号公告", "公告2024年第12号", ""),
        ("2024年第12号文", "〔2024〕12号", ""),
    ],
)
def test_a_number_may_leave_out_who_gave_it(written, ending, rest):
    assert leading_serial(written) == (ending, rest)


@pytest.mark.parametrize("written", ["232号楼", "号文", "第25条", ""])
def test_what_is_no_number_without_its_agency(written):
    assert leading_serial(written) is None


@pytest.mark.parametrize(
    ("ending", "alike"),
    [
        ("〔2024〕12号", ["〔2024〕12号", "公告2024年第12号"]),
        ("公告2024年第12号", ["公告2024年第12号", "公告〔2024〕12号"]),
        ("令第707号", ["令第707号"]),
        ("〕232号", ["〕232号"]),
    ],
)
def test_an_announcement_may_be_numbered_either_way(ending, alike):
    assert endings_alike(ending) == alike


@pytest.mark.parametrize(
    ("key", "agency"),
    [("工信部联科〔2009〕232号", "工信部联科"), ("国务院令第722号", "国务院"), ("第5条", "")],
)
def test_who_gave_a_number(key, agency):
    assert agency_of(key) == agency


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("主席令第12号", ["主席令第12号", "主席令第十二号"]),
        ("国发〔2009〕12号", ["国发〔2009〕12号"]),
    ],
)
def test_the_number_of_an_order_is_printed_in_words_too(key, spellings):
    assert order_spellings(key) == spellings


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国发[2019]5号和财税[2015]1号", ["国发[2019]5号", "财税[2015]1号"]),
        ("依照中华人民共和国国务院令第722号", ["中华人民共和国国务院令第722号"]),
        ("按照财政部、税务总局公告2024年第5号执行", ["财政部、税务总局公告2024年第5号"]),
        ("公安部、财政部令第8号", ["公安部、财政部令第8号"]),
        (
            "废止公安部、财政部令第8号、财政部、税务总局公告2024年第5号和国发[2019]5号",
            ["公安部、财政部令第8号", "财政部、税务总局公告2024年第5号", "国发[2019]5号"],
        ),
        ("自2014年7月30日原国家某局令第8号公布", ["国家某局令第8号"]),
        ("于2014年7月30日原子能局令第8号", ["原子能局令第8号"]),
        (
            "2003年1月10日中华人民共和国国务院、中央军事委员会令第371号公布",
            ["中华人民共和国国务院、中央军事委员会令第371号"],
        ),
        ("2024年5号楼", []),
        ("[2019]5号", []),
    ],
)
def test_a_number_in_a_sentence_begins_with_its_agency(text, numbers):
    assert [text[start:end] for _, start, end in numbers_in_text(text)] == numbers


def test_a_known_number_says_where_its_agency_begins():
    text = "与会同志学习了工信部联科[2009]232号"
    assert [start for _, start, _ in numbers_in_text(text)] == [1]  # 与 leads to a number, 学习了 does not
    assert [start for _, start, _ in numbers_in_text(text, {"工信部联科〔2009〕232号"})] == [7]


def test_the_key_of_a_joint_number_in_a_sentence_has_all_its_bodies():
    text = "根据财政部、税务总局公告2024年第5号"
    assert list(numbers_in_text(text)) == [("财政部税务总局公告2024年第5号", 2, len(text))]


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        ("根据财政部2019年第3号公告的规定", "财政部公告2019年第3号", "财政部2019年第3号公告"),
        (
            "财政部、税务总局2019年第3号公告",
            "财政部税务总局公告2019年第3号",
            "财政部、税务总局2019年第3号公告",
        ),
        ("按照公安部、交通运输部第3号令执行", "公安部交通运输部令第3号", "公安部、交通运输部第3号令"),
        ("会同财政部、税务总局发布的财税[2009]1号", "财税〔2009〕1号", "财税[2009]1号"),
    ],
)
def test_what_stands_behind_a_number_belongs_to_it(text, number, printed):
    assert [(key, text[start:end]) for key, start, end in numbers_in_text(text)] == [(number, printed)]
