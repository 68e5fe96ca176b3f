"""A notice that prints several documents is cut into its own text and theirs; nothing else is cut."""

import pytest

from articles.text.parsing.several_documents import documents_in

NOTICE = """某市人民政府办公厅关于印发甲乙两个规定的通知
某政办发〔2024〕20号
各区人民政府：
《甲类单位转制为企业和进一步支持转制的规定》和《支持乙类企业规定》已经市政府同意，现印发给你们。
某市人民政府办公厅
2024年5月6日
（此件公开发布）
"""
FIRST = """
附件1
甲类单位转制为企业和
进一步支持转制的规定
一、依法登记，适用《支持乙类企业规定》。
二、支持乙类企业规定另行制定。
"""
SECOND = """附件2

支持乙类企业规定
一、优先安排用地。
二、给予贴息。
"""


def test_a_notice_and_its_documents_are_cut_before_their_titles():
    blank, first = FIRST[:1], FIRST[1:]
    assert documents_in(NOTICE + FIRST + SECOND) == (NOTICE + blank, first, SECOND)


def test_a_document_begins_with_the_margin_of_its_first_line():
    second = "　　" + SECOND
    assert documents_in(NOTICE + FIRST + second)[2] == second


def test_titles_are_headings_where_the_text_is_markdown():
    first, second = FIRST.replace("甲类", "# 甲类"), SECOND.replace("支持乙类", "# 支持乙类")
    text = NOTICE + first + second
    assert documents_in(text, markdown=True) == (NOTICE + first[:1], first[1:], second)
    assert documents_in(text) == (text,)


def test_a_document_may_begin_right_below_the_date():
    notice = NOTICE.replace("（此件公开发布）\n", "")
    first = FIRST.removeprefix("\n附件1\n")
    assert documents_in(notice + first + SECOND) == (notice, first, SECOND)


def test_what_only_a_document_names_is_a_part_of_it():
    first = f"{FIRST}三、名单见《乙类企业目录》。\n乙类企业目录\n甲公司\n"
    assert documents_in(NOTICE + first + SECOND)[1:] == (first[1:], SECOND)


@pytest.mark.parametrize(
    "text",
    [
        NOTICE + FIRST,  # one document stays with its notice, whose number it bears
        NOTICE + SECOND,
        NOTICE.replace("印发", "学习") + FIRST + SECOND,  # it prints nothing
        NOTICE.replace("2024年5月6日\n", "") + FIRST + SECOND,  # no end of the notice can be told
        FIRST + SECOND,
        "",
    ],
)
def test_what_is_no_notice_of_several_documents_stays_whole(text):
    assert documents_in(text) == (text,)
